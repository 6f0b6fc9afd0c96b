//! Which of the stored connections a command is about.

use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::store::ConnectionKey;
use oauth_runtime::{Code, DynClient, DynSession, Error};

use crate::command::Login;
use crate::place::Place;
use crate::plain::plain;
use crate::realm::{CLIENT, DEFAULT, Realm, named_account};
use crate::registration::{Options, Registration};
use crate::shown::Shown;
use crate::vault::Vault;
use crate::work::Ending;
use crate::{Failure, Global};

/// One connection, chosen and opened.
pub(crate) struct Connection {
    /// The client of the connection's account.
    pub(crate) client: DynClient,
    pub(crate) key: ConnectionKey,
    /// The account as the person knows it.
    pub(crate) account: String,
    pub(crate) vault: Vault,
}

impl Connection {
    /// Finds the connection that the command line means: of this provider, and of the
    /// account, client id and tenant as far as they are given. Without an account it is
    /// `default`, then `client`, then the only one.
    pub(crate) async fn find(
        global: &Global,
        ending: &Ending,
        provider: &str,
        options: &Options,
    ) -> Result<Self, Failure> {
        let shown = Shown::named(provider)?;
        let account = named_account(global)?;
        // Looked at before any store: what is wrong with the settings is told first.
        Registration::collect(global, shown, options, &[])?;
        let place = Place::find(global)?;
        if place.is_untouched() {
            return Err(nobody(global, shown.spec, account));
        }
        let vault = Vault::new(place.open().await?, Realm::of(global));
        let realm = Realm::of(global);
        let mut found = Vec::new();
        for key in vault.connections(Some(shown.spec.id)).await? {
            let Some(name) = realm.shown(&key) else {
                continue;
            };
            if account.is_some_and(|account| account != name) {
                continue;
            }
            let name = name.to_owned();
            if let Some(client) = client_of(global, shown, options, &vault, &key).await? {
                found.push((name, key, client));
            }
        }
        let chosen = choose(shown.spec, found);
        let (name, key, client) = chosen.ok_or_else(|| nobody(global, shown.spec, account))??;
        ending.finish(&client);
        Ok(Self {
            client,
            key,
            account: name,
            vault,
        })
    }

    /// The session, or why only a sign-in helps.
    pub(crate) async fn session(&self, global: &Global) -> Result<DynSession, Failure> {
        if let Some(session) = self.client.stored_session().await? {
            return Ok(session);
        }
        let all = self.client.connections().list().await?;
        let own = all.into_iter().find(|known| known.key == self.key);
        Err(match own.and_then(|own| own.needs_sign_in) {
            Some(why) => why.into(),
            None => nobody(global, self.client.spec(), Some(&self.account)),
        })
    }
}

/// The client of a stored connection, with what is known of it: its client id and tenant
/// stand in its key, its secret in the store. `None` when the command line or the
/// settings mean another client or tenant.
pub(crate) async fn client_of(
    global: &Global,
    shown: &Shown,
    options: &Options,
    vault: &Vault,
    key: &ConnectionKey,
) -> Result<Option<DynClient>, Failure> {
    let tenant = tenant_values(shown.spec, key.tenant());
    let mut known = vec![("client_id", key.registration())];
    known.extend(tenant.iter().map(|(name, value)| (*name, value.as_str())));
    let registration = Registration::collect(global, shown, options, &known)?;
    if registration.client_id()? != key.registration() {
        return Ok(None);
    }
    for (name, value) in &tenant {
        if registration.value(name)?.as_deref() != Some(value) {
            return Ok(None);
        }
    }
    let mut builder = registration.builder()?.store(vault.store());
    if !registration.has_secret()?
        && let Some(secret) = vault.secret(shown.spec.id, key.registration()).await?
    {
        builder = builder.client_secret(secret);
    }
    Ok(Some(builder.build()?.account(key.account())))
}

/// The tenant values of a key's `name=value&name=value`.
pub(crate) fn tenant_values(
    spec: &'static ProviderSpec,
    tenant: &str,
) -> Vec<(&'static str, String)> {
    let mut values = Vec::new();
    let mut rest = tenant;
    for (index, var) in spec.vars.iter().enumerate() {
        let Some(after) = rest
            .strip_prefix(var.wire)
            .and_then(|after| after.strip_prefix('='))
        else {
            continue;
        };
        // A value may hold an `&`, so it ends where the name of a later one begins.
        let later = spec.vars.iter().skip(index + 1);
        let end = later
            .filter_map(|var| after.find(&format!("&{}=", var.wire)))
            .min();
        let (value, following) = match end.and_then(|end| after.split_at_checked(end)) {
            Some((value, following)) => (value, following.trim_start_matches('&')),
            None => (after, ""),
        };
        values.push((var.wire, value.to_owned()));
        rest = following;
    }
    values
}

type Found = (String, ConnectionKey, DynClient);

/// `None` when there is nothing to choose from.
fn choose(spec: &'static ProviderSpec, mut found: Vec<Found>) -> Option<Result<Found, Failure>> {
    for wanted in [DEFAULT, CLIENT] {
        let mut named = found
            .iter()
            .enumerate()
            .filter(|(_, (name, ..))| name == wanted);
        if let (Some((index, _)), None) = (named.next(), named.next()) {
            return Some(Ok(found.swap_remove(index)));
        }
    }
    if found.len() > 1 {
        let all: Vec<_> = found
            .iter()
            .map(|(name, key, _)| said(spec, name, key))
            .collect();
        return Some(Err(Failure::Usage(format!(
            "there are several accounts; say which with `--account NAME`, or with `--set` where \
             they differ in the tenant: {}",
            all.join(", ")
        ))));
    }
    found.pop().map(Ok)
}

/// An account for a person, with its tenant.
fn said(spec: &'static ProviderSpec, account: &str, key: &ConnectionKey) -> String {
    let text = match tenant_said(spec, key.tenant()) {
        tenant if tenant.is_empty() => account.to_owned(),
        tenant => format!("{account} ({tenant})"),
    };
    plain(&text)
}

/// A tenant for a person: the values that are not the declaration's own.
pub(crate) fn tenant_said(spec: &'static ProviderSpec, tenant: &str) -> String {
    let own: Vec<_> = tenant_values(spec, tenant)
        .into_iter()
        .filter(|(name, value)| {
            let var = spec.vars.iter().find(|var| var.wire == *name);
            var.is_none_or(|var| var.default != Some(value))
        })
        .map(|(name, value)| format!("{name} {}", plain(&value)))
        .collect();
    own.join(", ")
}

/// The error that nobody is signed in, with the command that mends it.
pub(crate) fn nobody(
    global: &Global,
    spec: &'static ProviderSpec,
    account: Option<&str>,
) -> Failure {
    let mut login = Login::of(spec);
    let mut who = String::new();
    if let Some(account) = account {
        who = format!(" as `{}`", account.escape_default());
        login = login.value("--account", account);
    }
    Error::new(
        Code::SignedOut,
        format!("nobody is signed in{who}; run `{}`", login.at(global)),
    )
    .of(spec.id)
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenant_values_are_read_back_from_a_key() {
        let accelo = Shown::named("accelo").unwrap().spec;
        assert_eq!(
            tenant_values(accelo, "deployment=acme&domain=api.accelo.com"),
            [
                ("deployment", "acme".to_owned()),
                ("domain", "api.accelo.com".to_owned())
            ]
        );
        let moovila = Shown::named("moovila").unwrap().spec;
        let tenant = "authorization_url=https://a.example/x?b=1&c=2&token_url=https://t.example&api_base=https://b.example";
        let values = tenant_values(moovila, tenant);
        assert_eq!(values[0].1, "https://a.example/x?b=1&c=2");
        assert_eq!(values[2].1, "https://b.example");
        assert!(tenant_values(moovila, "").is_empty());
    }
}
