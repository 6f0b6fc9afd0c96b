//! Documents on the web: server metadata (RFC 8414, OpenID Connect Discovery) and others.

use std::time::Duration;

use http::HeaderMap;
use oauth_runtime::spec::Method;
use oauth_runtime::transport::{Limits, ReqwestTransport, Transport as _, TransportError};
use oauth_runtime::value;
use oauth_runtime::wire::{LoopbackOrigin, WireRequest, WireResponse};

/// Fetches pages without any credential. Redirects are told, not followed.
pub(crate) struct Web(ReqwestTransport);

impl Web {
    /// What a page may take.
    pub(crate) const LIMITS: Limits = Limits {
        deadline: Duration::from_secs(10),
        body: 8 << 20,
    };

    pub(crate) fn new() -> Result<Self, oauth_runtime::Error> {
        ReqwestTransport::new().map(Self)
    }

    pub(crate) async fn get(
        &self,
        url: &str,
        limits: Limits,
    ) -> Result<WireResponse, TransportError> {
        let request = WireRequest {
            method: Method::Get,
            url: url.to_owned(),
            headers: HeaderMap::new(),
            body: Default::default(),
        };
        self.0.send(request, limits).await
    }

    /// Sends a form.
    pub(crate) async fn post_form(
        &self,
        url: &str,
        form: String,
    ) -> Result<WireResponse, TransportError> {
        let mut headers = HeaderMap::new();
        headers.insert(
            http::header::CONTENT_TYPE,
            http::HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        let request = WireRequest {
            method: Method::Post,
            url: url.to_owned(),
            headers,
            body: form.into(),
        };
        self.0.send(request, Self::LIMITS).await
    }
}

/// Whether an address may be asked: `https`, or `http` on loopback.
pub(crate) fn is_fetchable(url: &str) -> bool {
    let (origin, _) = split(url);
    LoopbackOrigin::new(origin).is_ok()
        || url
            .split('#')
            .next()
            .unwrap_or_default()
            .parse::<value::Url>()
            .is_ok()
}

/// Scheme, host and port of a URL, and the rest.
pub(crate) fn split(url: &str) -> (&str, &str) {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let end = url
        .get(authority..)
        .and_then(|rest| rest.find(['/', '?', '#']))
        .map_or(url.len(), |at| at + authority);
    url.split_at_checked(end).unwrap_or((url, ""))
}

/// Where the metadata of an issuer may stand, the likeliest first: between host and path
/// (RFC 8414 §3), behind the path (OpenID Connect Discovery §4), and the mixture of both
/// (RFC 8414 §5).
pub(crate) fn addresses(issuer: &str) -> Vec<String> {
    let (origin, path) = split(issuer);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.trim_end_matches('/');
    let mut found = vec![
        format!("{origin}/.well-known/oauth-authorization-server{path}"),
        format!("{origin}{path}/.well-known/openid-configuration"),
        format!("{origin}/.well-known/openid-configuration{path}"),
    ];
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_stands_where_the_standards_put_it() {
        assert_eq!(
            addresses("https://acme.example/tenant/"),
            [
                "https://acme.example/.well-known/oauth-authorization-server/tenant",
                "https://acme.example/tenant/.well-known/openid-configuration",
                "https://acme.example/.well-known/openid-configuration/tenant",
            ]
        );
        assert_eq!(addresses("http://127.0.0.1:1").len(), 2);
    }

    #[test]
    fn only_https_and_loopback_are_asked() {
        for url in [
            "https://acme.example",
            "https://acme.example/a?b=c",
            "http://127.0.0.1:8080/x",
            "http://localhost/x",
        ] {
            assert!(is_fetchable(url), "{url}");
        }
        for url in [
            "http://acme.example/x",
            "file:///etc/passwd",
            "http://127.0.0.1.evil.example/",
            "https://user:pw@acme.example/",
            "http://user@127.0.0.1/",
            "acme.example",
            "",
        ] {
            assert!(!is_fetchable(url), "{url}");
        }
    }
}
