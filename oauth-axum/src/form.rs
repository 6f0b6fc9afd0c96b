//! Queries and form bodies, `application/x-www-form-urlencoded`.

use oauth_runtime::{Code, Error};
use percent_encoding::percent_decode_str;

/// The pairs of a query or of a form body, in their order.
pub(crate) fn pairs(text: &str) -> Result<Vec<(String, String)>, Error> {
    let decoded = |text: &str| {
        let spaced = text.replace('+', " ");
        let bytes = percent_decode_str(&spaced);
        bytes
            .decode_utf8()
            .map(String::from)
            .map_err(|_| Error::new(Code::UnreadableCallback, "the request is not UTF-8 text"))
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decoded(name)?, decoded(value)?))
        })
        .collect()
}

/// The first value of a name.
pub(crate) fn value<'p>(pairs: &'p [(String, String)], name: &str) -> Option<&'p str> {
    let found = pairs.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}
