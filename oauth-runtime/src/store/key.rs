//! What a record belongs to.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Whose tokens a record holds: provider, client registration, tenant, account.
///
/// Two connections with different keys never share anything. The text form
/// `accelo/my-client/deployment=acme/ada` is unique and can be read back.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionKey {
    provider: Box<str>,
    registration: Box<str>,
    tenant: Box<str>,
    account: Box<str>,
}

/// What follows the provider's id in the key of a registration.
const REGISTRATION: &str = ".client-registration";

/// What stands unescaped in the text form.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'=')
    .remove(b'&')
    .remove(b':')
    .remove(b'@');

impl ConnectionKey {
    /// A key of its four parts: the provider's id, the client id, the tenant
    /// values (`name=value`, joined by `&`; empty when there are none), and the
    /// account, a name of the program's own.
    pub fn new(
        provider: impl Into<Box<str>>,
        registration: impl Into<Box<str>>,
        tenant: impl Into<Box<str>>,
        account: impl Into<Box<str>>,
    ) -> Self {
        Self {
            provider: provider.into(),
            registration: registration.into(),
            tenant: tenant.into(),
            account: account.into(),
        }
    }

    /// The provider's id.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// The client id.
    #[must_use]
    pub fn registration(&self) -> &str {
        &self.registration
    }

    /// The tenant values.
    #[must_use]
    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    /// The account, a name of the program's own.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// The key of a client's own registration (RFC 7591), which belongs to the program and
    /// to no account. No provider's id holds a hyphen, so no connection has such a key.
    pub(crate) fn of_registration(provider: &str, issuer: String, redirect_uri: String) -> Self {
        Self::new(
            format!("{provider}{REGISTRATION}"),
            "",
            issuer,
            redirect_uri,
        )
    }

    /// Whether the record is a client's own registration (RFC 7591) and no connection.
    /// Who lists a whole store passes over it.
    #[must_use]
    pub fn is_registration(&self) -> bool {
        self.provider.ends_with(REGISTRATION)
    }

    /// The same connection of another account.
    #[must_use]
    pub fn with_account(&self, account: impl Into<Box<str>>) -> Self {
        Self {
            account: account.into(),
            ..self.clone()
        }
    }

    fn parts(&self) -> [&str; 4] {
        [
            &self.provider,
            &self.registration,
            &self.tenant,
            &self.account,
        ]
    }
}

impl fmt::Display for ConnectionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.parts().into_iter().enumerate() {
            if index > 0 {
                f.write_str("/")?;
            }
            fmt::Display::fmt(&utf8_percent_encode(part, ESCAPED), f)?;
        }
        Ok(())
    }
}

impl FromStr for ConnectionKey {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        let mut parts = text
            .split('/')
            .map(|part| percent_decode_str(part).decode_utf8().map(Cow::into_owned));
        let mut next = || parts.next().and_then(Result::ok).ok_or(InvalidKey);
        let key = Self::new(next()?, next()?, next()?, next()?);
        match key.to_string() == text {
            true => Ok(key),
            false => Err(InvalidKey),
        }
    }
}

/// The text is not the text form of a [`ConnectionKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidKey;

impl fmt::Display for InvalidKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a connection key: it has the form `provider/client/tenant/account`")
    }
}

impl std::error::Error for InvalidKey {}

/// Which connections to list. What is `None` lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Connections of this provider.
    pub provider: Option<String>,
    /// Connections of this client id.
    pub registration: Option<String>,
    /// Connections of this tenant.
    pub tenant: Option<String>,
}

impl Filter {
    /// Whether a key passes.
    #[must_use]
    pub fn matches(&self, key: &ConnectionKey) -> bool {
        let passes = |wanted: &Option<String>, part: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted == part)
        };
        passes(&self.provider, key.provider())
            && passes(&self.registration, key.registration())
            && passes(&self.tenant, key.tenant())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_form_reads_back_and_keeps_parts_apart() {
        for parts in [
            ["acme", "id", "", "default"],
            ["acme", "", "", "default"],
            ["acme", "a/b", "site=x&env=y", "ada@example.com"],
            ["acme", "%2F", "..", "Żółw\n"],
        ] {
            let [provider, registration, tenant, account] = parts;
            let key = ConnectionKey::new(provider, registration, tenant, account);
            assert_eq!(key.to_string().parse(), Ok(key.clone()), "{key}");
            assert_eq!(key.to_string().matches('/').count(), 3);
        }
        for bad in ["", "a/b/c", "a/b/c/d/e", "a/b/c/%zz", "a/b/c/%41"] {
            assert_eq!(bad.parse::<ConnectionKey>(), Err(InvalidKey), "{bad}");
        }
    }
}
