//! Reading an API answer into types, without repeating it in messages.

use serde::de::DeserializeOwned;

use crate::error::{Code, Error};
use crate::spec::CallKind;

/// Reads JSON. The reader's own message quotes values, so only the kind of the
/// mistake and its place are told.
pub(super) fn json<T: DeserializeOwned>(provider: &'static str, body: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(body).map_err(|error| unexpected(provider, &error))
}

fn unexpected(provider: &'static str, error: &serde_json::Error) -> Error {
    use serde_json::error::Category;
    let what = match error.classify() {
        Category::Data => "JSON of another form than the type that reads it",
        Category::Eof => "JSON that ends too early",
        Category::Syntax | Category::Io => "not JSON",
    };
    Error::new(
        Code::UnexpectedBody,
        format!(
            "the API's answer is {what} (line {}, column {})",
            error.line(),
            error.column()
        ),
    )
    .of(provider)
    .on(CallKind::Api)
}
