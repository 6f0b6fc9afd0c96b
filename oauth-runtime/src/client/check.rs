//! What may be given to a client.

use crate::error::{Code, Error};
use crate::spec::VarKind;
use crate::value;

pub(super) fn check_input(name: &'static str, text: &str) -> Result<(), Error> {
    if text.is_empty() || text.len() > 4096 || text.chars().any(char::is_control) {
        return Err(Error::new(
            Code::InputRefused,
            format!("`{name}` is empty, too long or holds a control character"),
        )
        .key(name));
    }
    Ok(())
}

/// RFC 8707 §2: an absolute URI without fragment, which is also where tokens are sent.
pub(super) fn check_resource(resource: &str) -> Result<(), Error> {
    value::check(&VarKind::Url(&[]), resource)
        .map(|_| ())
        .map_err(|why| {
            Error::new(Code::InputRefused, format!("the resource {why}")).key("resource")
        })
}
