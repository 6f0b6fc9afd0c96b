use super::answer::Check;
use super::text::{Text, Word};

/// How an access token travels.
#[derive(Clone, Debug)]
pub(crate) enum Bearer {
    Authorization(Option<Text>),
    Header(Text),
    Query(Text),
    Cookie(Text),
    /// As the templates of the call say.
    Declared,
}

/// What only the API has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Api {
    pub(crate) path: Option<Text>,
    pub(crate) trust: Vec<Text>,
    pub(crate) bearer: Vec<Bearer>,
    pub(crate) renew_on: Option<Vec<u16>>,
    pub(crate) renew_if: Option<Check>,
    pub(crate) stop_on: Vec<u16>,
    pub(crate) lockout: Option<Check>,
    pub(crate) limit: Option<Text>,
    pub(crate) remaining: Option<Text>,
    /// Header, and `epoch`, `delay` or `iso8601`.
    pub(crate) reset: Option<(Text, Word)>,
}
