//! Redirect URIs on loopback, where none is registered by name.

use oauth_runtime::spec::RedirectSpec;

/// Whether a declaration lets a redirect URI on loopback pass. What it leaves
/// at its default is not looked at: that is no fact about the provider.
pub(crate) fn takes(declared: &RedirectSpec, uri: &str) -> bool {
    let Some(rest) = uri.strip_prefix("http://") else {
        return false;
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !host.ends_with(':') => match port.parse::<u16>() {
            Ok(port) => (host, port),
            Err(_) => (authority, 80),
        },
        _ => (authority, 80),
    };
    if !matches!(host, "127.0.0.1" | "localhost" | "[::1]") {
        return false;
    }
    let standard = RedirectSpec::DEFAULT;
    let path = tail.split(['?', '#']).next().unwrap_or_default();
    (declared.host == standard.host || declared.host.text() == Some(host))
        && (declared.ports.is_empty() || declared.ports.contains(&port))
        && (declared.path == standard.path || declared.path == path)
}

/// Whether a client may register a redirect URI for itself (RFC 8252 §7): `https`, a
/// scheme of the program's own, or what the declaration lets pass on loopback.
pub(crate) fn is_registrable(declared: &RedirectSpec, uri: &str) -> bool {
    let Some((scheme, rest)) = uri.split_once(':') else {
        return false;
    };
    let plain = uri
        .bytes()
        .all(|b| b.is_ascii_graphic() && b != b'#' && b != b'*');
    plain
        && match scheme {
            "http" => takes(declared, uri),
            "https" => rest.len() > "//".len() && rest.starts_with("//"),
            // A name in reverse, which only its owner uses (RFC 8252 §7.1).
            _ => scheme.contains('.'),
        }
}

/// Whether a redirect URI is the registered one, byte for byte but for the port on
/// loopback (RFC 8252 §7.3).
pub(crate) fn is_same(registered: &str, given: &str) -> bool {
    registered == given
        || without_port(registered).is_some_and(|known| Some(known) == without_port(given))
}

/// Host and rest of a redirect URI on loopback.
fn without_port(uri: &str) -> Option<(&str, &str)> {
    let own = RedirectSpec::DEFAULT;
    let rest = uri.strip_prefix("http://").filter(|_| takes(&own, uri))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at_checked(end)?;
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    };
    Some((host, tail))
}

#[cfg(test)]
mod tests {
    use oauth_runtime::spec::LoopbackHost;

    use super::*;

    const LIKE_HOME: [&str; 4] = [
        "http://127.0.0.1:8080/callback",
        "http://127.0.0.1/callback",
        "http://localhost:1/anything?x=y",
        "http://[::1]:4000",
    ];

    #[test]
    fn what_is_not_declared_is_not_looked_at() {
        for uri in LIKE_HOME {
            assert!(takes(&RedirectSpec::DEFAULT, uri), "{uri}");
        }
        for uri in [
            "https://127.0.0.1/callback",
            "http://acme.example/callback",
            "http://localhost:80@evil.example/",
            "http://localhost.evil.example/",
            "http://127.0.0.1:http/",
            "com.acme:/callback",
        ] {
            assert!(!takes(&RedirectSpec::DEFAULT, uri), "{uri}");
        }
    }

    #[test]
    fn a_declared_policy_is_held_to() {
        let declared = RedirectSpec {
            host: LoopbackHost::Localhost,
            ports: &[8976, 8977],
            path: "/cb",
        };
        assert!(takes(&declared, "http://localhost:8977/cb"));
        for uri in [
            "http://127.0.0.1:8976/cb",
            "http://localhost:8978/cb",
            "http://localhost/cb",
            "http://localhost:8976/callback",
            "http://localhost:8976/cb/",
        ] {
            assert!(!takes(&declared, uri), "{uri}");
        }
    }

    #[test]
    fn a_provider_that_refuses_loopback_refuses_all_of_it() {
        let refused = RedirectSpec {
            host: LoopbackHost::Refused,
            ..RedirectSpec::DEFAULT
        };
        for uri in LIKE_HOME {
            assert!(!takes(&refused, uri), "{uri}");
        }
    }
}
