//! Where metadata stands.

use crate::value::split_origin;

/// The address of a well-known document: `/.well-known/NAME` between the host and the
/// path of an identifier (RFC 8414 §3.1, RFC 9728 §3.1). One slash at the end goes.
pub(crate) fn inserted(identifier: &str, name: &str) -> String {
    let (origin, path) = split_origin(identifier);
    let (path, query) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let path = path.strip_suffix('/').unwrap_or(path);
    let query = query.split('#').next().unwrap_or_default();
    format!("{origin}/.well-known/{name}{path}{query}")
}

/// The address of a well-known document behind the path of an identifier
/// (OpenID Connect Discovery §4).
fn appended(identifier: &str, name: &str) -> String {
    let bare = identifier.strip_suffix('/').unwrap_or(identifier);
    format!("{bare}/.well-known/{name}")
}

/// Where the metadata of an issuer may stand, in the order in which it is asked for:
/// RFC 8414 §3.1, then the name of OpenID Connect in the same place (RFC 8414 §5), then
/// in its own (OpenID Connect Discovery §4).
pub(crate) fn addresses(issuer: &str) -> Vec<String> {
    let mut found = vec![
        inserted(issuer, "oauth-authorization-server"),
        inserted(issuer, "openid-configuration"),
        appended(issuer, "openid-configuration"),
    ];
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_stands_where_the_standards_put_it() {
        // RFC 8414 §3.1 and §5, OpenID Connect Discovery §4.1.
        assert_eq!(
            addresses("https://example.com/issuer1"),
            [
                "https://example.com/.well-known/oauth-authorization-server/issuer1",
                "https://example.com/.well-known/openid-configuration/issuer1",
                "https://example.com/issuer1/.well-known/openid-configuration",
            ]
        );
        let root = [
            "https://example.com/.well-known/oauth-authorization-server",
            "https://example.com/.well-known/openid-configuration",
        ];
        assert_eq!(addresses("https://example.com"), root);
        assert_eq!(addresses("https://example.com/"), root);
        assert_eq!(
            addresses("https://example.com:8443/a/b/")[0],
            "https://example.com:8443/.well-known/oauth-authorization-server/a/b"
        );
    }

    #[test]
    fn the_query_of_a_resource_stays_behind_its_path() {
        // RFC 9728 §3.1.
        assert_eq!(
            inserted(
                "https://resource.example.com/resource1?k=v",
                "oauth-protected-resource"
            ),
            "https://resource.example.com/.well-known/oauth-protected-resource/resource1?k=v"
        );
    }
}
