//! The endpoints that metadata names, and what may be one.

use crate::spec::CallKind;
use crate::value::{is_loopback_authority, split_origin};

/// The member of the metadata that names the endpoint of a call (RFC 8414 §2, RFC 8628
/// §4, RFC 9126 §5, OpenID Connect Discovery §3, RP-Initiated Logout §2.1, CIBA §4).
/// Grants at the token endpoint share its name.
pub(crate) const fn member(kind: CallKind) -> Option<&'static str> {
    Some(match kind {
        CallKind::Authorize => "authorization_endpoint",
        CallKind::Device => "device_authorization_endpoint",
        CallKind::Revoke => "revocation_endpoint",
        CallKind::Introspect => "introspection_endpoint",
        CallKind::UserInfo => "userinfo_endpoint",
        CallKind::Par => "pushed_authorization_request_endpoint",
        CallKind::BackchannelAuthentication => "backchannel_authentication_endpoint",
        CallKind::Registration => "registration_endpoint",
        CallKind::Jwks => "jwks_uri",
        CallKind::EndSession => "end_session_endpoint",
        kind if kind.yields_token() => "token_endpoint",
        _ => return None,
    })
}

/// The calls whose endpoints metadata names, each name once.
pub(crate) const NAMED: &[CallKind] = &[
    CallKind::Authorize,
    CallKind::Token,
    CallKind::Device,
    CallKind::Revoke,
    CallKind::Introspect,
    CallKind::UserInfo,
    CallKind::Par,
    CallKind::BackchannelAuthentication,
    CallKind::Registration,
    CallKind::Jwks,
    CallKind::EndSession,
];

/// What is asked of every address that a document on the web names: `https`, or what
/// its owner has himself. An address of this machine or of a network behind a firewall
/// is taken from one who is there, and from nobody else.
#[derive(Clone, Copy)]
pub(crate) struct Rule<'a> {
    /// Who says so.
    pub(crate) owner: &'a str,
    /// Whether the declaration has a reason for plain `http`.
    pub(crate) insecure_http: bool,
}

impl Rule<'_> {
    /// What is wrong with an address, if anything is.
    pub(crate) fn refuses(&self, url: &str) -> Option<&'static str> {
        let (origin, rest) = split_origin(url);
        let Some((scheme, authority)) = origin.split_once("://") else {
            return Some("is no absolute URL");
        };
        let plain = |b: u8| b.is_ascii_graphic() && !br#"\"<>^`{|}#"#.contains(&b);
        let in_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b':');
        let literal = authority.starts_with('[');
        let named = authority
            .bytes()
            .all(|b| in_name(b) || literal && b"[]".contains(&b));
        if url.len() > 2048 || authority.is_empty() || !named || !rest.bytes().all(plain) {
            return Some("is no URL that a request may go to");
        }
        if !rest.is_empty() && !rest.starts_with(['/', '?']) {
            return Some("is no URL that a request may go to");
        }
        let owner = host(self.owner);
        let local = is_loopback_authority(authority);
        match scheme {
            "https" => (),
            "http" if local && is_loopback_authority(owner.1) => (),
            "http" if self.insecure_http => (),
            _ => return Some("is not https"),
        }
        let inside = local || is_address(authority);
        let same = host(url).0 == owner.0 || (local && is_loopback_authority(owner.1));
        (inside && !same).then_some("is on this machine or an IP address, and its issuer is not")
    }
}

/// Host without port, and authority.
fn host(url: &str) -> (&str, &str) {
    let (origin, _) = split_origin(url);
    let authority = origin.split_once("://").map_or("", |(_, rest)| rest);
    let name = match authority.rfind(']') {
        Some(end) => authority.get(..=end),
        None => authority.split(':').next(),
    };
    (name.unwrap_or(authority), authority)
}

/// Whether a host is an IP address in one of the spellings that resolvers know.
fn is_address(authority: &str) -> bool {
    let name = authority.split(':').next().unwrap_or_default();
    let last = name
        .trim_end_matches('.')
        .rsplit('.')
        .next()
        .unwrap_or_default();
    let digits = last
        .strip_prefix("0x")
        .or(last.strip_prefix("0X"))
        .unwrap_or(last);
    authority.starts_with('[')
        || name.eq_ignore_ascii_case("localhost")
        || last.bytes().all(|b| b.is_ascii_digit())
        || (digits.len() < last.len() && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_are_https_or_where_their_issuer_is() {
        let rule = |owner| Rule {
            owner,
            insecure_http: false,
        };
        let web = rule("https://as.example");
        for url in [
            "https://as.example/token",
            "https://as.example:8443/token?a=b",
            "https://login.other.example/token",
            "https://keycloak/token",
        ] {
            assert_eq!(web.refuses(url), None, "{url}");
        }
        for url in [
            "http://as.example/token",
            "https://",
            "https:///token",
            "/token",
            "as.example/token",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://user@as.example/token",
            "https://as.example/token#x",
            "https://as.example/a b",
            "https://as.example\\@evil.example/",
            "https://[::1]/token",
            "https://127.0.0.1/token",
            "http://127.0.0.1/token",
            "https://localhost/token",
            "http://localhost:80/token",
            "https://169.254.169.254/latest/meta-data",
            "https://2852039166/",
            "https://0xA9FEA9FE/",
            "https://[fd00::1]/token",
        ] {
            assert!(web.refuses(url).is_some(), "{url}");
        }
        let local = rule("http://127.0.0.1:4000");
        assert_eq!(local.refuses("http://localhost:5000/token"), None);
        assert_eq!(local.refuses("https://as.example/token"), None);
        assert!(local.refuses("http://as.example/token").is_some());
        assert!(local.refuses("http://10.0.0.1/token").is_some());
        assert_eq!(
            rule("https://10.0.0.1/a").refuses("https://10.0.0.1/b"),
            None
        );
        assert!(
            rule("https://10.0.0.1/a")
                .refuses("https://10.0.0.2/b")
                .is_some()
        );
    }
}
