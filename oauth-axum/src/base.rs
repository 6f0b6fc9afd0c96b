//! Where the application is reached, from configuration and from nowhere else:
//! no `Host`, no `Forwarded` and no request target has a say in a redirect URI.

use http::Uri;
use oauth_runtime::{Code, Error};

/// The application's public address.
pub(crate) struct Base {
    /// `https://app.example`, as browsers write it in `Origin`.
    pub(crate) origin: String,
    /// What stands before every path: empty, or `/tool`.
    pub(crate) path: String,
    pub(crate) host: String,
    pub(crate) is_https: bool,
}

impl Base {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let refused = |why: &str| {
            Error::new(
                Code::SettingRefused,
                format!("the base URL {why}; write it as `https://app.example`"),
            )
            .key("base_url")
        };
        if text.contains(['#', '?', '@', '\\']) || !text.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(refused(
                "holds user information, a query, a fragment or a character that no URL holds",
            ));
        }
        let uri: Uri = text.parse().map_err(|_| refused("is not a URL"))?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(refused("has no scheme or no host"));
        };
        let host = authority.host();
        let is_https = scheme == "https";
        let is_local = scheme == "http" && is_loopback(host);
        if !is_https && !is_local {
            return Err(refused("is neither `https` nor `http` on loopback"));
        }
        if host.is_empty() || authority.as_str().bytes().any(|b| b.is_ascii_uppercase()) {
            return Err(refused("has an empty host or one in capitals"));
        }
        let default_port = if is_https { ":443" } else { ":80" };
        if authority.as_str().ends_with(default_port) || authority.as_str().ends_with(':') {
            return Err(refused("names the port that its scheme has anyway"));
        }
        let path = uri.path().trim_end_matches('/');
        if path.split('/').any(is_dots) || path.contains("//") {
            return Err(refused("has a path with empty or dot segments"));
        }
        Ok(Self {
            origin: format!("{scheme}://{authority}"),
            path: path.to_owned(),
            host: host.to_owned(),
            is_https,
        })
    }
}

fn is_loopback(host: &str) -> bool {
    let v4 = host.parse::<std::net::Ipv4Addr>();
    host == "localhost" || host == "[::1]" || v4.is_ok_and(|address| address.is_loopback())
}

/// Whether a browser takes a path segment for `.` or `..`, also a percent-encoded one.
pub(crate) fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_https_or_on_loopback() {
        for text in [
            "https://app.example",
            "https://app.example/",
            "https://app.example:8443/tool/",
            "http://127.0.0.1:8080",
            "http://127.9.9.9",
            "http://localhost:3000",
            "http://[::1]:3000",
        ] {
            assert!(Base::parse(text).is_ok(), "{text}");
        }
        let tool = Base::parse("https://app.example:8443/tool/").unwrap();
        assert_eq!(tool.origin, "https://app.example:8443");
        assert_eq!(tool.path, "/tool");
    }

    #[test]
    fn other_base_urls_are_refused() {
        for text in [
            "",
            "app.example",
            "/oauth",
            "ftp://app.example",
            "http://app.example",
            "http://localhost.evil.example",
            "http://127.0.0.1.evil.example",
            "http://127.0.0.1@evil.example",
            "https://user@app.example",
            "https://app.example/?x",
            "https://app.example/#x",
            "https://APP.example",
            "https://app.example:443",
            "http://127.0.0.1:80",
            "https://app.example:",
            "https://app.example/a/../b",
            "https://app.example/%2E%2e/b",
            "https://app.example/a//b",
            "https://app.example\\evil",
            "https://app example",
        ] {
            let error = Base::parse(text).err().map(|error| error.code());
            assert_eq!(error, Some(Code::SettingRefused), "{text}");
        }
    }
}
