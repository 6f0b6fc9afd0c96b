//! Whose tokens lie where in a store: those of a provider and those of a stand-in are
//! never the same connection, also when both are in one store.

use oauth_runtime::store::ConnectionKey;

use crate::{Failure, Global};

/// How accounts of a stand-in begin. No account of a person's own may.
const MOCK: &str = "mock:";

/// The account when nobody names one.
pub(crate) const DEFAULT: &str = "default";

/// The account of a client that acts for itself beside people who sign in.
pub(crate) const CLIENT: &str = "client";

/// The provider itself, or a server in its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Realm(Option<String>);

impl Realm {
    /// The one that the command line names.
    pub(crate) fn of(global: &Global) -> Self {
        Self(global.against().map(|origin| {
            let authority = origin.split_once("://").map_or(origin, |(_, rest)| rest);
            authority.trim_end_matches('/').to_ascii_lowercase()
        }))
    }

    /// Whether a server stands in for the provider.
    pub(crate) fn is_mock(&self) -> bool {
        self.0.is_some()
    }

    /// What the client secrets of this realm are kept under.
    pub(crate) fn name(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    /// The account in the store for one that a person named.
    pub(crate) fn stored(&self, account: &str) -> String {
        match &self.0 {
            Some(authority) => format!("{MOCK}{authority}:{account}"),
            None => account.to_owned(),
        }
    }

    /// The account that a person knows, if the key is of this realm.
    pub(crate) fn shown<'k>(&self, key: &'k ConnectionKey) -> Option<&'k str> {
        let account = key.account();
        match &self.0 {
            Some(authority) => account
                .strip_prefix(MOCK)?
                .strip_prefix(authority.as_str())?
                .strip_prefix(':'),
            None => (!account.starts_with(MOCK)).then_some(account),
        }
    }
}

/// The account that the command line names, checked.
pub(crate) fn named_account(global: &Global) -> Result<Option<&str>, Failure> {
    let Some(account) = global.account.as_deref() else {
        return Ok(None);
    };
    if account.is_empty()
        || account.len() > 200
        || account.starts_with(MOCK)
        || account.chars().any(char::is_control)
    {
        return Err(Failure::Usage(format!(
            "`{}` is no name for an account: it is 1 to 200 bytes without control characters, \
             and does not begin with `{MOCK}`",
            account.escape_default()
        )));
    }
    Ok(Some(account))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn realm(against: Option<&str>) -> Realm {
        Realm::of(&Global {
            against: against.map(str::to_owned),
            ..Global::default()
        })
    }

    fn key(account: String) -> ConnectionKey {
        ConnectionKey::new("acme", "id", "", account)
    }

    #[test]
    fn what_one_realm_stores_no_other_sees() {
        let realms = [
            realm(None),
            realm(Some("http://127.0.0.1:1")),
            realm(Some("http://127.0.0.1:12/")),
            realm(Some("http://[::1]:1")),
        ];
        for own in &realms {
            for other in &realms {
                let key = key(own.stored("ada"));
                let expected = (own == other).then_some("ada");
                assert_eq!(other.shown(&key), expected, "{own:?} {other:?}");
            }
        }
    }

    #[test]
    fn an_account_cannot_pose_as_one_of_a_mock() {
        for bad in ["mock:127.0.0.1:1:ada", "", "a\nb"] {
            let global = Global {
                account: Some(bad.to_owned()),
                ..Global::default()
            };
            assert!(named_account(&global).is_err(), "{bad}");
        }
    }
}
