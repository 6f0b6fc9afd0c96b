//! Claims of a JWT in an answer (RFC 7519 §3). They are read, not verified: the
//! answer came from the provider itself, and what is read serves nobody else.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::document::Document;

/// In bytes. Tokens with hundreds of groups have a tenth of it.
const LARGEST: usize = 64 << 10;

/// A claim that is a text, a number or a truth value. `None` also where the token
/// is no JWT, as access tokens need not be.
pub(super) fn claim<'a>(jwt: &str, steps: &[&str]) -> Option<Document<'a>> {
    if jwt.len() > LARGEST {
        return None;
    }
    let mut parts = jwt.split('.');
    let (Some(_), Some(claims), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let bytes = URL_SAFE_NO_PAD.decode(claims.trim_end_matches('=')).ok()?;
    let claims: Document<'_> = serde_json::from_slice(&bytes).ok()?;
    // A claim that stands twice says nothing.
    match claims.at(steps).ok()?? {
        Document::Bool(truth) => Some(Document::Bool(*truth)),
        Document::Number(number) => Some(Document::Number(number.clone())),
        Document::Text(text) => Some(Document::Text(Cow::Owned(text.clone().into_owned()))),
        Document::Null | Document::Array(_) | Document::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The one of RFC 7519 §3.1.
    const JWT: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    fn text(jwt: &str, steps: &[&str]) -> Option<String> {
        claim(jwt, steps).and_then(|found| found.text().map(Cow::into_owned))
    }

    #[test]
    fn claims_of_rfc_7519() {
        assert_eq!(text(JWT, &["iss"]).as_deref(), Some("joe"));
        assert_eq!(text(JWT, &["exp"]).as_deref(), Some("1300819380"));
        assert_eq!(
            text(JWT, &["http://example.com/is_root"]).as_deref(),
            Some("true")
        );
        assert_eq!(text(JWT, &["tid"]), None);
    }

    #[test]
    fn what_is_no_jwt_has_no_claims() {
        for jwt in ["", "opaque", "a.b", "a.b.c", "a.!.c", "a.b.c.d.e"] {
            assert_eq!(text(jwt, &["iss"]), None, "{jwt}");
        }
    }
}
