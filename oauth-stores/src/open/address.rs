//! The parts of a store's URL.
//!
//! A URL can hold a password, and a password with a reserved character in it
//! makes any part look like another. So no error here repeats any of it.

use oauth_runtime::store::{StoreError, StoreErrorKind};
use percent_encoding::percent_decode_str;

/// A URL, taken apart as far as all stores have in common.
pub(super) struct Address<'a> {
    pub(super) scheme: &'a str,
    /// What stands between the scheme and the query.
    pub(super) rest: &'a str,
    /// How the values are sealed.
    pub(super) sealing: Sealing,
    /// The parameters that are for the store itself, as they stand in the URL.
    pub(super) own: Vec<&'a str>,
}

/// What `key` or `passphrase` says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sealing {
    /// Neither stands there.
    Unsaid,
    /// `key=none`.
    Plain,
    Key(Origin),
    Passphrase(Origin),
}

/// Where a secret is read from.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Environment(String),
    File(String),
    Keyring { service: String, entry: String },
}

/// The forms of a sealing, for error texts.
pub(super) const CHOICES: &str = "`key=env:NAME`, `key=file:/path/to/key`, \
    `key=keyring:service/entry`, `passphrase=env:NAME`, or `key=none` for no encryption";

pub(super) fn config(text: impl Into<String>) -> StoreError {
    StoreError::new(StoreErrorKind::Config, text)
}

impl<'a> Address<'a> {
    pub(super) fn read(url: &'a str) -> Result<Self, StoreError> {
        let (scheme, rest) = url.split_once(':').ok_or_else(|| {
            config("a store's URL starts with `memory:`, `file:`, `sqlite:`, `postgres:`, `redis:` or `keyring:`")
        })?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut address = Self {
            scheme,
            rest,
            sealing: Sealing::Unsaid,
            own: Vec::new(),
        };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let sealing = match name {
                "key" if value == "none" => Sealing::Plain,
                "key" => Sealing::Key(Origin::read(value)?),
                "passphrase" => match Origin::read(value)? {
                    Origin::Keyring { .. } => {
                        return Err(config(
                            "a passphrase is not read from the keyring: use `key=keyring:service/entry`",
                        ));
                    }
                    origin => Sealing::Passphrase(origin),
                },
                _ => {
                    address.own.push(pair);
                    continue;
                }
            };
            if address.sealing != Sealing::Unsaid {
                return Err(config(
                    "the store's URL has more than one `key` or `passphrase`: leave one",
                ));
            }
            address.sealing = sealing;
        }
        Ok(address)
    }

    #[cfg(any(feature = "file", feature = "sqlite"))]
    /// Stores without parameters of their own.
    pub(super) fn without_own(&self) -> Result<&Self, StoreError> {
        match self.own.is_empty() {
            true => Ok(self),
            false => Err(config(format!(
                "the `{}:` URL has a parameter that is not known: there are `key` and `passphrase`",
                self.scheme
            ))),
        }
    }

    /// Stores that are not sealed.
    pub(super) fn without_any(&self, why: &str) -> Result<&Self, StoreError> {
        match self.own.is_empty() && self.sealing == Sealing::Unsaid {
            true => Ok(self),
            false => Err(config(format!(
                "the `{}:` URL takes no parameters: {why}",
                self.scheme
            ))),
        }
    }

    #[cfg(any(feature = "file", feature = "sqlite"))]
    /// The path of `file:/path`, `file:./path` or `file:///path`.
    pub(super) fn path(&self) -> Result<String, StoreError> {
        let path = match self.rest.strip_prefix("//") {
            Some(path) if path.starts_with('/') => path,
            Some(_) => {
                return Err(config(format!(
                    "the `{0}:` URL names a host: write `{0}:/path` or `{0}:///path`",
                    self.scheme
                )));
            }
            None => self.rest,
        };
        local_path(path, self.scheme)
    }

    #[cfg(feature = "postgres")]
    /// The URL without what was for this crate.
    pub(super) fn own_url(&self) -> String {
        let (scheme, rest) = (self.scheme, self.rest);
        match self.own.is_empty() {
            true => format!("{scheme}:{rest}"),
            false => format!("{scheme}:{rest}?{}", self.own.join("&")),
        }
    }
}

impl Origin {
    fn read(text: &str) -> Result<Self, StoreError> {
        let choices = || {
            config(format!(
                "a secret does not stand in a store's URL, but says where it is: {CHOICES}"
            ))
        };
        let (kind, rest) = text.split_once(':').ok_or_else(choices)?;
        match (kind, rest.split_once('/')) {
            ("env", _) if !rest.is_empty() => Ok(Self::Environment(decoded(rest)?)),
            ("file", _) => Ok(Self::File(local_path(rest, "key=file")?)),
            ("keyring", Some((service, entry))) if !service.is_empty() && !entry.is_empty() => {
                Ok(Self::Keyring {
                    service: decoded(service)?,
                    entry: decoded(entry)?,
                })
            }
            _ => Err(choices()),
        }
    }
}

fn local_path(text: &str, what: &str) -> Result<String, StoreError> {
    if text.is_empty() {
        return Err(config(format!("`{what}:` names no path")));
    }
    if text.starts_with('~') {
        return Err(config(format!(
            "`~` is not expanded in `{what}:`: write the whole path (`./~name` if it is really called that)"
        )));
    }
    if text.contains('#') {
        return Err(config(format!(
            "a `#` in the path of `{what}:` is written `%23`"
        )));
    }
    decoded(text)
}

pub(super) fn decoded(text: &str) -> Result<String, StoreError> {
    let decoded = percent_decode_str(text).decode_utf8();
    let decoded =
        decoded.map_err(|_| config("the store's URL is not UTF-8 once it is percent-decoded"))?;
    match decoded.contains('\0') {
        true => Err(config("the store's URL holds a NUL")),
        false => Ok(decoded.into_owned()),
    }
}
