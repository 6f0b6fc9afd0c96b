//! Which step of a connection failed, and what to look at.

use std::error::Error as StdError;

use reqwest::Url;

use crate::error::OAuthError;

/// What failed between this machine and the server that was to be reached, in
/// words that name the host and no more of the URL.
pub(super) fn describe(error: &reqwest::Error, url: &Url) -> String {
    let mut causes = Vec::new();
    let mut source = error.source();
    while let Some(inner) = source {
        causes.push(inner.to_string());
        source = inner.source();
    }
    let host = url.host_str().unwrap_or_default();
    OAuthError::clean(&step(&causes, host, url.scheme() == "https"), &[])
}

/// From the texts of the causes, the innermost last. The libraries below tell
/// their steps in no other way.
fn step(causes: &[String], host: &str, tls: bool) -> String {
    let begins = |start: &str| causes.iter().any(|cause| cause.starts_with(start));
    let cause = causes.last().map_or("unknown", String::as_str);
    if begins("tunnel error") || begins("socks") {
        return format!(
            "the proxy gave no way to `{host}` ({cause}); look at `HTTPS_PROXY` and `NO_PROXY`"
        );
    }
    if begins("dns error") {
        return format!("DNS does not know `{host}` ({cause})");
    }
    if begins("tcp connect error") || !tls || cause.contains("timed out") {
        return format!("`{host}` takes no connection ({cause})");
    }
    let way_out = match () {
        () if cause.contains("UnknownIssuer") => {
            "; add the issuer to the system's roots, or name its file in `SSL_CERT_FILE`"
        }
        () if cause.contains("Expired") || cause.contains("NotValidYet") => {
            "; look at the certificate and at this machine's clock"
        }
        () => "",
    };
    format!("TLS with `{host}` failed ({cause}){way_out}")
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn each_step_is_told_apart() {
        for (causes, tls, expected) in [
            (
                &["client error (Connect)", "dns error", "no such name"][..],
                true,
                "DNS does not know `acme.example` (no such name)",
            ),
            (
                &["client error (Connect)", "tcp connect error", "refused"],
                true,
                "`acme.example` takes no connection (refused)",
            ),
            (
                &["tunnel error: proxy authorization required"],
                true,
                "the proxy gave no way to `acme.example` (tunnel error: proxy authorization required); look at `HTTPS_PROXY` and `NO_PROXY`",
            ),
            (
                &[
                    "client error (Connect)",
                    "invalid peer certificate: UnknownIssuer",
                ],
                true,
                "TLS with `acme.example` failed (invalid peer certificate: UnknownIssuer); add the issuer to the system's roots, or name its file in `SSL_CERT_FILE`",
            ),
            (
                &[
                    "client error (Connect)",
                    "invalid peer certificate: Expired",
                ],
                true,
                "TLS with `acme.example` failed (invalid peer certificate: Expired); look at the certificate and at this machine's clock",
            ),
            (
                &["client error (Connect)", "tls handshake eof"],
                true,
                "TLS with `acme.example` failed (tls handshake eof)",
            ),
            (
                &["client error (Connect)", "operation timed out"],
                true,
                "`acme.example` takes no connection (operation timed out)",
            ),
            (&[], false, "`acme.example` takes no connection (unknown)"),
        ] {
            let causes: Vec<String> = causes.iter().map(|cause| (*cause).to_owned()).collect();
            assert_eq!(step(&causes, "acme.example", tls), expected);
        }
    }
}
