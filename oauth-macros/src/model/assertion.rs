use std::time::Duration;

use super::call::Value;
use super::text::Word;

/// A signed JWT of a call. `T` is a template, as written or resolved.
#[derive(Clone, Debug)]
pub(crate) struct Assertion<T> {
    pub(crate) alg: Word,
    pub(crate) key: T,
    /// Members of the header beside `alg`.
    pub(crate) header: Vec<(String, Value<T>)>,
    /// Claims beside `iat` and `exp`.
    pub(crate) claims: Vec<(String, Value<T>)>,
    pub(crate) lifetime: Duration,
}
