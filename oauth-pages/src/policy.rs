//! What the pages' headers allow.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The style of all pages.
pub(crate) const STYLE: &str = include_str!("page.css");
/// Passes on what stands behind `#`.
pub(crate) const RELAY: &str = include_str!("relay.js");
/// Sends the form of the page.
pub(crate) const REPEAT: &str = include_str!("repeat.js");

/// For an answer that is no document.
pub(crate) const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// For a page that sends nothing.
pub(crate) const NO_REFERRER: &str = "no-referrer";
/// For a page that sends a form: with `no-referrer` a browser says `Origin: null`
/// (Fetch, "append a request `Origin` header"), and the server could not tell its
/// own page from a foreign one. The path and query stay out of the `Referer`.
pub(crate) const ORIGIN_ONLY: &str = "strict-origin";

/// The policy of a page without a script.
pub(crate) static WITHOUT_SCRIPT: LazyLock<String> = LazyLock::new(|| policy(None));
/// The policy of the page with [`RELAY`].
pub(crate) static WITH_RELAY: LazyLock<String> = LazyLock::new(|| policy(Some(RELAY)));
/// The policy of the page with [`REPEAT`].
pub(crate) static WITH_REPEAT: LazyLock<String> = LazyLock::new(|| policy(Some(REPEAT)));

/// Where a form of ours may lead. Chromium holds the redirects after a `POST` to
/// this list too, and the page that the person returns to may send them on to the
/// next provider. Those are at `https` or on loopback, as everywhere in this library.
const FORM: &str = "'self' https: http://127.0.0.1:* http://localhost:*";

/// Content Security Policy Level 3. `img-src data:` is the empty icon that keeps
/// the browser from asking for `/favicon.ico`.
fn policy(script: Option<&str>) -> String {
    let style = source(STYLE);
    let (script, form) = match script {
        Some(script) => (source(script), FORM),
        None => ("'none'".into(), "'none'"),
    };
    format!(
        "default-src 'none'; style-src {style}; script-src {script}; img-src data:; \
         form-action {form}; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// The hash of an inline element's text, as a source of the policy.
fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A browser turns CR LF into LF before it computes the hash.
    #[test]
    fn the_bytes_that_are_hashed_are_those_that_a_browser_reads() {
        for text in [STYLE, RELAY, REPEAT] {
            assert!(!text.contains(['\r', '\0']));
            assert!(!text.contains("</") && !text.contains("<!--"));
        }
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // The example of CSP Level 3, "Usage of hashes".
        assert_eq!(
            source("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }
}
