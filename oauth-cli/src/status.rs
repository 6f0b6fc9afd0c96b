//! `oauth status`

use clap::Args;
use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::store::ConnectionKey;
use oauth_runtime::{Code, Connection as Known, Error};
use serde_json::{Map, Value, json};

use crate::connection::{client_of, nobody, tenant_said, tenant_values};
use crate::failure::described;
use crate::moment;
use crate::out::{self, say};
use crate::paint::{aside, heading};
use crate::place::Place;
use crate::plain::plain;
use crate::realm::{Realm, named_account};
use crate::registration::Options;
use crate::shown::Shown;
use crate::tokens::Tokens;
use crate::vault::Vault;
use crate::work::{self, Ending};
use crate::{Failure, Global};

/// Show who is signed in, until when, and where the tokens are kept
///
/// With a provider, the exit code is 4 when nobody is signed in to it.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Only this provider.
    provider: Option<String>,
}

/// One stored connection.
struct Row {
    provider: String,
    name: &'static str,
    account: String,
    key: ConnectionKey,
    state: State,
}

enum State {
    SignedIn(Box<Known>, Box<Tokens>),
    NeedsSignIn(Box<Known>, Error),
    Unreadable(Error),
    /// Of a provider that this program does not know.
    Foreign,
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    work::run(|ending| status(global, arguments, ending))
}

async fn status(global: &Global, arguments: &Arguments, ending: Ending) -> Result<(), Failure> {
    let only = arguments
        .provider
        .as_deref()
        .map(Shown::named)
        .transpose()?;
    let place = Place::find(global)?;
    let (store, rows) = match place.is_untouched() {
        // Nobody is asked for the key of a store that holds nothing.
        true => (place.describe_unopened(), Vec::new()),
        false => {
            let vault = Vault::new(place.open().await?, Realm::of(global));
            let rows = rows(global, only, &vault, &ending).await?;
            (vault.describe(), rows)
        }
    };
    match (global.json, global.bare) {
        (true, _) => out::json(&json!({
            "store": store,
            "against": global.against(),
            "connections": rows.iter().map(Row::to_json).collect::<Vec<_>>(),
        }))?,
        (_, true) => {
            for row in &rows {
                say!(
                    "{}\t{}\t{}",
                    row.provider,
                    plain(&row.account),
                    row.state.word()
                );
            }
        }
        _ => print(global, &store, &rows)?,
    }
    let signed_in = rows
        .iter()
        .any(|row| matches!(row.state, State::SignedIn(..)));
    match only {
        Some(shown) if !signed_in => Err(nobody(global, shown.spec, named_account(global)?)),
        _ => Ok(()),
    }
}

async fn rows(
    global: &Global,
    only: Option<&Shown>,
    vault: &Vault,
    ending: &Ending,
) -> Result<Vec<Row>, Failure> {
    let account = named_account(global)?;
    let realm = Realm::of(global);
    let mut rows = Vec::new();
    for key in vault.connections(only.map(|shown| shown.spec.id)).await? {
        let Some(name) = realm.shown(&key) else {
            continue;
        };
        if account.is_some_and(|account| account != name) {
            continue;
        }
        let shown = Shown::known(key.provider());
        let state = match shown {
            None => State::Foreign,
            Some(shown) => match state(global, shown, vault, &key, ending).await {
                Ok(Some(state)) => state,
                Ok(None) => continue,
                Err(Failure::OAuth(error)) => State::Unreadable(error),
                Err(failure) => return Err(failure),
            },
        };
        rows.push(Row {
            provider: key.provider().to_owned(),
            name: shown.map_or("", |shown| shown.spec.name),
            account: name.to_owned(),
            key,
            state,
        });
    }
    Ok(rows)
}

/// `None` for a connection that was signed out: nothing of it is of use.
async fn state(
    global: &Global,
    shown: &Shown,
    vault: &Vault,
    key: &ConnectionKey,
    ending: &Ending,
) -> Result<Option<State>, Failure> {
    // What the settings say of another client or tenant does not hide a connection.
    let options = Options::exactly(key, &tenant_values(shown.spec, key.tenant()));
    let Some(client) = client_of(global, shown, &options, vault, key).await? else {
        return Ok(None);
    };
    ending.finish(&client);
    let listed = client.connections().list().await?;
    let Some(known) = listed.into_iter().find(|known| known.key == *key) else {
        return Ok(None);
    };
    if let Some(error) = &known.unreadable {
        return Ok(Some(State::Unreadable(error.clone())));
    }
    if let Some(error) = known.needs_sign_in.clone() {
        let is_over = error.code() == Code::SignedOut;
        return Ok((!is_over).then(|| State::NeedsSignIn(Box::new(known), error)));
    }
    let session = client.stored_session().await?;
    Ok(session.map(|session| {
        let tokens = Box::new(Tokens::new(session.tokens()));
        State::SignedIn(Box::new(known), tokens)
    }))
}

impl State {
    fn word(&self) -> &'static str {
        match self {
            Self::SignedIn(..) => "signed_in",
            Self::NeedsSignIn(..) => "needs_sign_in",
            Self::Unreadable(_) => "unreadable",
            Self::Foreign => "unknown_provider",
        }
    }
}

impl Row {
    fn spec(&self) -> Option<&'static ProviderSpec> {
        Shown::known(&self.provider).map(|shown| shown.spec)
    }

    fn to_json(&self) -> Value {
        let tenant: Map<String, Value> = self
            .spec()
            .map(|spec| tenant_values(spec, self.key.tenant()))
            .unwrap_or_default()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        let mut row = json!({
            "provider": self.provider,
            "account": self.account,
            "client_id": self.key.registration(),
            "tenant": tenant,
            "state": self.state.word(),
        });
        let Some(members) = row.as_object_mut() else {
            return row;
        };
        match &self.state {
            State::SignedIn(known, tokens) => {
                members.insert("label".into(), known.label.as_deref().into());
                members.insert("generation".into(), known.generation.into());
                members.insert("tokens".into(), tokens.to_json());
            }
            State::NeedsSignIn(known, error) => {
                members.insert("label".into(), known.label.as_deref().into());
                members.insert("generation".into(), known.generation.into());
                members.insert("error".into(), described(error).into());
            }
            State::Unreadable(error) => {
                members.insert("error".into(), described(error).into());
            }
            State::Foreign => (),
        }
        row
    }

    fn print(&self) -> std::io::Result<()> {
        let tenant = self
            .spec()
            .map(|spec| tenant_said(spec, self.key.tenant()))
            .unwrap_or_default();
        let name = match self.name {
            "" => plain(&self.provider),
            name => name.to_owned(),
        };
        let label = match &self.state {
            State::SignedIn(known, _) | State::NeedsSignIn(known, _) => known.label.as_deref(),
            _ => None,
        };
        let label = label.map_or(String::new(), |label| {
            format!(" \u{201c}{}\u{201d}", plain(label))
        });
        say!(
            "{}  account {}{label}",
            heading(&name),
            plain(&self.account)
        );
        if !tenant.is_empty() {
            say!("  tenant      {tenant}");
        }
        say!("  client id   {}", plain(self.key.registration()));
        match &self.state {
            State::SignedIn(known, tokens) => {
                say!("  token       {}; {}", tokens.until(), tokens.renewal());
                if let Some(granted) = tokens.granted() {
                    say!("  scopes      {}", plain(&granted));
                }
                let obtained = moment::for_person(known.issued_at);
                match known.generation {
                    0 | 1 => say!("  signed in   {obtained}"),
                    number => say!("  renewed     {obtained}, generation {number}"),
                }
                if let Some(since) = known.unknown_since {
                    say!(
                        "  uncertain   the answer to a renewal was lost {}",
                        moment::for_person(since)
                    );
                }
            }
            State::NeedsSignIn(_, error) => {
                say!("  over        sign in again: {}", plain(&error.to_string()));
            }
            State::Unreadable(error) => say!("  unreadable  {}", plain(&error.to_string())),
            State::Foreign => say!("  {}", aside("this program does not know the provider")),
        }
        Ok(())
    }
}

fn print(global: &Global, store: &str, rows: &[Row]) -> std::io::Result<()> {
    if rows.is_empty() {
        say!("Nobody is signed in.");
    }
    for row in rows {
        row.print()?;
    }
    if let Some(origin) = global.against() {
        say!("{}", aside(&format!("against {}", plain(origin))));
    }
    say!("{}", aside(&format!("store: {}", plain(store))));
    Ok(())
}
