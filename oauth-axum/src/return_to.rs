//! Where a browser may be sent after a sign-in (RFC 9700 §4.11: no open redirector).

use oauth_runtime::{Code, Error};

use crate::base::is_dots;

/// Longer paths would not fit into the cookie of a pending sign-in.
const LONGEST: usize = 512;

/// What stands in no path and no query (RFC 3986 §3.3), or means something else
/// to a browser.
const NO_PATH: &[u8] = b"\\#\"<>^`{|}";

/// The paths of this application that a sign-in may return to.
pub(crate) struct ReturnTo {
    /// The first is where everything else ends.
    patterns: Vec<Pattern>,
    fallback: String,
}

enum Pattern {
    Exact(String),
    /// Every path that begins so.
    Below(String),
}

impl ReturnTo {
    /// Reads patterns: a path, or a path that ends in `/*`.
    pub(crate) fn new(patterns: &[String], base_path: &str) -> Result<Self, Error> {
        let mut fallback = None;
        let mut read = Vec::with_capacity(patterns.len());
        for text in patterns {
            let (start, is_open) = match text.strip_suffix('*') {
                Some(start) => (start, true),
                None => (text.as_str(), false),
            };
            if !is_path(start) || start.contains(['*', '?']) || (is_open && !start.ends_with('/')) {
                return Err(Error::new(
                    Code::SettingRefused,
                    format!(
                        "`{}` is no path to return to; write `/settings`, or `/settings/*` for all below",
                        text.escape_default()
                    ),
                )
                .key("return_to"));
            }
            read.push(match is_open {
                true => Pattern::Below(start.to_owned()),
                false => {
                    fallback.get_or_insert_with(|| start.to_owned());
                    Pattern::Exact(start.to_owned())
                }
            });
        }
        let fallback = fallback.unwrap_or_else(|| format!("{base_path}/"));
        Ok(Self {
            patterns: read,
            fallback,
        })
    }

    /// The path itself where it is allowed, the default one where it is not.
    pub(crate) fn safe<'p>(&'p self, wanted: Option<&'p str>) -> &'p str {
        match wanted {
            Some(wanted) if self.allows(wanted) => wanted,
            _ => &self.fallback,
        }
    }

    /// The path that everything else is replaced by.
    pub(crate) fn fallback(&self) -> &str {
        &self.fallback
    }

    fn allows(&self, wanted: &str) -> bool {
        let path = wanted.split('?').next().unwrap_or_default();
        is_path(wanted)
            && self.patterns.iter().any(|pattern| match pattern {
                Pattern::Exact(own) => path == own,
                Pattern::Below(start) => path.starts_with(start.as_str()),
            })
    }
}

/// Whether every browser takes the text for a path of the same site, and for the
/// path that it looks like.
fn is_path(text: &str) -> bool {
    let path = text.split('?').next().unwrap_or_default();
    text.len() <= LONGEST
        && text.starts_with('/')
        && text
            .bytes()
            .all(|b| b.is_ascii_graphic() && !NO_PATH.contains(&b))
        && !path.contains("//")
        && !path.split('/').any(is_dots)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(patterns: &[&str]) -> Result<ReturnTo, Error> {
        let patterns: Vec<String> = patterns.iter().map(|&text| text.to_owned()).collect();
        ReturnTo::new(&patterns, "")
    }

    #[test]
    fn what_is_listed_is_returned_to_and_nothing_else() {
        let rules = rules(&["/", "/settings/*", "/me"]).unwrap();
        for allowed in [
            "/",
            "/me",
            "/me?tab=1&x=//y",
            "/settings/",
            "/settings/a/b?c=%2F%2Fd",
        ] {
            assert_eq!(rules.safe(Some(allowed)), allowed);
        }
        for other in ["/you", "/me/", "/settings", "/settingsx", "", "me"] {
            assert_eq!(rules.safe(Some(other)), "/", "{other}");
        }
        assert_eq!(rules.safe(None), "/");
    }

    #[test]
    fn patterns_that_mean_nothing_are_refused() {
        for text in [
            "settings",
            "//evil.example/*",
            "/a*",
            "/*/b",
            "/a?b",
            "/..",
            "",
            "*",
            "/a b",
        ] {
            assert!(rules(&[text]).is_err(), "{text}");
        }
    }

    #[test]
    fn without_patterns_everything_ends_at_the_front_page() {
        let none = ReturnTo::new(&[], "/tool").unwrap();
        assert_eq!(none.safe(Some("/tool/x")), "/tool/");
    }
}
