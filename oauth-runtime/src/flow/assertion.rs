//! The assertion of an assertion grant, RFC 7521 §4.1.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::client::Core;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::CallKind;

/// A SAML assertion as it is sent: base64url without padding (RFC 7522 §2.1). What
/// is no XML is taken to be that already.
pub(super) fn encoded(assertion: Secret) -> Secret {
    let text = assertion.expose();
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    match begins.starts_with('<') {
        true => Secret::new(URL_SAFE_NO_PAD.encode(text)),
        false => Secret::new(text.trim().trim_end_matches('=')),
    }
}

/// Whether somebody makes the assertion: the caller or the declaration, not both.
pub(super) fn check(core: &Core, kind: CallKind, given: Option<&Secret>) -> Result<(), Error> {
    if !matches!(kind, CallKind::JwtBearer | CallKind::Saml2Bearer) {
        return Ok(());
    }
    let named = |error: Error, key: &'static str| error.of(core.spec.id).on(kind).key(key);
    let declared = core.call(kind)?.assertion.is_some();
    match given {
        Some(_) if declared => Err(named(
            Error::new(
                Code::InputRefused,
                "the declaration makes the assertion itself: use `jwt_bearer_self_issued`",
            ),
            "jwt_bearer(assertion)",
        )),
        None if !declared => Err(named(
            Error::new(
                Code::NotOffered,
                format!(
                    "the declaration of `{}` makes no assertion: hand one in with `jwt_bearer`, or declare `jwt_bearer(assertion(...))`",
                    core.spec.name
                ),
            ),
            "jwt_bearer(assertion)",
        )),
        Some(given) if given.expose().is_empty() => Err(named(
            Error::new(Code::InputRefused, "the assertion is empty"),
            kind.key(),
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::encoded;
    use crate::secret::Secret;

    #[test]
    fn a_saml_assertion_is_encoded_once() {
        let sent = |text: &str| encoded(Secret::from(text)).expose().to_owned();
        let xml = "<saml:Assertion>\u{e9}?>\n</saml:Assertion>";
        let once = sent(xml);
        assert_eq!(once, "PHNhbWw6QXNzZXJ0aW9uPsOpPz4KPC9zYW1sOkFzc2VydGlvbj4");
        assert_eq!(sent(&once), once);
        assert_eq!(sent(&format!("{once}=\n")), once);
        assert!(!sent("\u{feff}<?xml version='1.0'?><A/>").contains('<'));
    }
}
