//! `oauth logout`

use clap::Args;
use oauth_runtime::spec::CallKind;
use oauth_runtime::store::ConnectionKey;
use oauth_runtime::{DynClient, Error};
use serde_json::json;

use crate::connection::{Connection, client_of, tenant_said};
use crate::failure::described;
use crate::out::{self, say, tell};
use crate::place::Place;
use crate::plain::plain;
use crate::realm::{CLIENT, DEFAULT, Realm};
use crate::registration::Options;
use crate::shown::Shown;
use crate::spinner::Spinner;
use crate::vault::Vault;
use crate::work::{self, Ending};
use crate::{Failure, Global};

/// Sign out: revoke the tokens where the provider offers it, and forget them here
///
/// The tokens are forgotten here also when the provider does not answer; then there is a
/// warning, because they may be good there until they end.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The provider: see `oauth providers`.
    provider: String,
    /// All accounts of the provider.
    #[arg(long, conflicts_with = "account")]
    all: bool,
    #[command(flatten)]
    registration: Options,
}

/// What came of one account.
struct Outcome {
    account: String,
    key: ConnectionKey,
    revoked: Revoked,
}

enum Revoked {
    /// The provider confirmed.
    Confirmed,
    /// The provider has no revocation.
    NotOffered,
    /// There was nothing to revoke: the provider had ended it, or somebody had signed out.
    Over,
    /// The provider did not confirm.
    Failed(Error),
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    work::run(|ending| logout(global, arguments, ending))
}

async fn logout(global: &Global, arguments: &Arguments, ending: Ending) -> Result<(), Failure> {
    let shown = Shown::named(&arguments.provider)?;
    let outcomes = match arguments.all {
        true => every(global, shown, arguments, &ending).await?,
        false => {
            let found = Connection::find(
                global,
                &ending,
                &arguments.provider,
                &arguments.registration,
            )
            .await?;
            // An account with a name of its own is not ended by chance.
            if global.account.is_none() && ![DEFAULT, CLIENT].contains(&found.account.as_str()) {
                return Err(Failure::Usage(format!(
                    "say whom to sign out: `--account {}`, or `--all`",
                    found.account.escape_default()
                )));
            }
            vec![
                one(
                    global,
                    &found.client,
                    &found.key,
                    found.account,
                    &found.vault,
                )
                .await?,
            ]
        }
    };
    report(global, shown, &outcomes)
}

async fn every(
    global: &Global,
    shown: &Shown,
    arguments: &Arguments,
    ending: &Ending,
) -> Result<Vec<Outcome>, Failure> {
    let place = Place::find(global)?;
    let mut outcomes = Vec::new();
    if place.is_untouched() {
        return Ok(outcomes);
    }
    let realm = Realm::of(global);
    let vault = Vault::new(place.open().await?, realm.clone());
    for key in vault.connections(Some(shown.spec.id)).await? {
        let found = client_of(global, shown, &arguments.registration, &vault, &key).await?;
        if let (Some(account), Some(client)) = (realm.shown(&key), found) {
            ending.finish(&client);
            outcomes.push(one(global, &client, &key, account.to_owned(), &vault).await?);
        }
    }
    Ok(outcomes)
}

/// Ends one connection: first in the store, so that no other process goes on, then at the
/// provider, within five seconds; then nothing of it is kept.
async fn one(
    global: &Global,
    client: &DynClient,
    key: &ConnectionKey,
    account: String,
    vault: &Vault,
) -> Result<Outcome, Failure> {
    let spec = client.spec();
    let connections = client.connections();
    let offers = spec.call(CallKind::Revoke).is_some();
    let session = client.stored_session().await?;
    let turning = Spinner::start(global, format!("signing out of {}", spec.name));
    let revoked = match session {
        Some(session) if offers => match session.revoke().await {
            Ok(()) => Revoked::Confirmed,
            Err(error) if error.code().as_str().starts_with("E07") => return Err(error.into()),
            Err(error) => Revoked::Failed(error),
        },
        Some(session) => {
            session.sign_out().await?;
            Revoked::NotOffered
        }
        None => {
            connections.sign_out(key.account()).await?;
            Revoked::Over
        }
    };
    // A renewal that is under way elsewhere must meet the end of the session, or it would
    // take the missing record for one that it may write. If it takes too long the record
    // stays, marked as signed out.
    let held = vault.hold(client, key).await?;
    if held.is_some() && client.stored_session().await?.is_none() {
        connections.forget(key.account()).await?;
    }
    vault.release(key, held).await;
    vault.tidy(spec.id, key.registration()).await?;
    drop(turning);
    Ok(Outcome {
        account,
        key: key.clone(),
        revoked,
    })
}

fn report(global: &Global, shown: &Shown, outcomes: &[Outcome]) -> Result<(), Failure> {
    let spec = shown.spec;
    if global.json {
        let all: Vec<_> = outcomes
            .iter()
            .map(|outcome| {
                json!({
                    "account": outcome.account,
                    "client_id": outcome.key.registration(),
                    "tenant": outcome.key.tenant(),
                    "revoked": matches!(outcome.revoked, Revoked::Confirmed),
                    "warning": match &outcome.revoked {
                        Revoked::Failed(error) => described(error).into(),
                        _ => serde_json::Value::Null,
                    },
                })
            })
            .collect();
        out::json(&json!({ "provider": spec.id, "signed_out": all }))?;
        return Ok(());
    }
    if outcomes.is_empty() {
        tell!(global, "Nobody was signed in to {}.", spec.name);
    }
    for outcome in outcomes {
        if global.bare {
            say!("{}", outcome.account);
        }
        let who = match tenant_said(spec, outcome.key.tenant()) {
            tenant if tenant.is_empty() => plain(&outcome.account),
            tenant => format!("{} ({tenant})", plain(&outcome.account)),
        };
        match &outcome.revoked {
            Revoked::Confirmed => tell!(
                global,
                "\u{2713} Signed out of {}, account {who}: revoked there, forgotten here.",
                spec.name
            ),
            Revoked::NotOffered => tell!(
                global,
                "\u{2713} Signed out of {}, account {who}: forgotten here. The provider has no \
                 revocation; what it issued ends by itself.",
                spec.name
            ),
            Revoked::Over => tell!(
                global,
                "\u{2713} Forgot {}, account {who}: it was over already.",
                spec.name
            ),
            Revoked::Failed(error) => out::warn(format_args!(
                "Signed out of {}, account {who}, here; but the provider did not confirm, and the \
                 tokens may be good there until they end: {}",
                spec.name,
                plain(&error.to_string())
            )),
        }
    }
    Ok(())
}
