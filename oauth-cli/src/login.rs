//! `oauth login`

mod grant;
mod person;
mod report;

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::{Code, DynClient, DynSession, EventKind, Events};

use self::grant::Grant;
use crate::place::Place;
use crate::realm::{Realm, named_account};
use crate::registration::{Options, Registration};
use crate::shown::Shown;
use crate::vault::Vault;
use crate::work::{self, Ending};
use crate::{Failure, Global};

/// Sign in, and keep the tokens
///
/// The way is chosen by what can be seen: the browser on a desktop, the device flow or a
/// pasted address elsewhere, and no person at all where the provider only knows clients
/// that act for themselves.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The provider: see `oauth providers`.
    provider: String,
    /// A scope to ask for, as it stands on the wire. May be repeated.
    #[arg(long = "scope", short, value_name = "SCOPE")]
    scopes: Vec<String>,
    #[command(flatten)]
    way: Ways,
    /// The name of the user whose password is used.
    #[arg(long, value_name = "NAME", requires = "password")]
    username: Option<String>,
    /// The file that holds the password; `-` for standard input. Without it, it is asked for.
    #[arg(long, value_name = "FILE", requires = "password")]
    password_file: Option<PathBuf>,
    /// How long to wait for the person: `90s`, `5m`.
    #[arg(long, value_name = "TIME", value_parser = duration)]
    timeout: Option<Duration>,
    /// The port on loopback where the browser comes back to.
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    #[command(flatten)]
    registration: Options,
}

/// The way to sign in, where the person chooses it.
#[derive(Args, Clone, Copy)]
#[group(multiple = false)]
struct Ways {
    /// Sign in with the browser of this machine.
    #[arg(long)]
    browser: bool,
    /// Sign in on another device, by a code.
    #[arg(long)]
    device: bool,
    /// Sign in with a browser anywhere, and paste the address or the PIN it ends at.
    #[arg(long)]
    paste: bool,
    /// No person signs in: the client acts for itself.
    #[arg(long)]
    client_credentials: bool,
    /// Sign in with the user's name and password, where the provider has nothing better.
    #[arg(long)]
    password: bool,
}

fn duration(text: &str) -> Result<Duration, String> {
    let unit = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(unit).unwrap_or((text, ""));
    let seconds = match unit {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => 0,
    };
    let number = number.parse::<u64>().ok().filter(|number| *number > 0);
    number
        .and_then(|number| number.checked_mul(seconds))
        .filter(|seconds| (1..=86_400).contains(seconds))
        .map(Duration::from_secs)
        .ok_or_else(|| "write a number of seconds, minutes or hours: `90s`, `5m`, `1h`".to_owned())
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    work::run(|ending| login(global, arguments, ending))
}

async fn login(global: &Global, arguments: &Arguments, ending: Ending) -> Result<(), Failure> {
    let shown = Shown::named(&arguments.provider)?;
    let spec = shown.spec;
    let grant = Grant::choose(spec, arguments.way)?;
    let realm = Realm::of(global);
    if shown.is_made_up() && !realm.is_mock() {
        return Err(Failure::Usage(format!(
            "{} does not exist: run `oauth mock {1}`, then `oauth login {1} --against` with the \
             address that it prints",
            spec.name, spec.id
        )));
    }
    let account = match named_account(global)? {
        Some(named) => named,
        None => grant.default_account(spec),
    };
    let mut registration = Registration::collect(global, shown, &arguments.registration, &[])?;
    registration.ask().await?;
    // Before anything is asked of anybody: a sign-in that cannot be kept is none.
    let vault = Vault::new(Place::find(global)?.open().await?, realm.clone());
    let client_id = registration.client_id()?;
    let known = vault.secret(spec.id, &client_id).await?;
    registration.ask_secret(known.is_some()).await?;

    let mut builder = registration.builder()?.store(vault.store());
    if let (false, Some(known)) = (registration.has_secret()?, known) {
        builder = builder.client_secret(known);
    }
    if let Some(timeout) = arguments.timeout {
        builder = builder.sign_in_lifetime(timeout);
    }
    let client = builder.build()?.account(realm.stored(account));
    check_store(&client).await?;
    let mut events = client.events();

    ending.finish(&client);
    ending.then(tidy(vault.clone(), spec, client_id.clone()));
    if let Some(secret) = registration.to_remember()? {
        vault.remember(spec.id, &client_id, &secret).await?;
    }
    let scope = scope(shown, &realm, &arguments.scopes);
    let session = grant
        .sign_in(global, arguments, shown, &client, &scope)
        .await?;
    check_stored(&session, &mut events)?;
    report::report(global, &session, account, &vault)
}

/// The scopes as they are sent. A stand-in gets sample ones where the provider insists
/// on some, so that everything can be tried without reading about it first.
fn scope(shown: &Shown, realm: &Realm, scopes: &[String]) -> String {
    let list = &shown.spec.scopes;
    let is_silent = scopes.is_empty() && list.required && list.default_text().is_none();
    match is_silent && realm.is_mock() {
        true => shown.scope.to_owned(),
        false => scopes.join(list.delimiter),
    }
}

/// Meets a wrong key or an open directory before a person is sent to a browser. What a
/// new sign-in mends is no error.
async fn check_store(client: &DynClient) -> Result<(), Failure> {
    match client.stored_session().await {
        Err(error) if !matches!(error.code(), Code::StoreCorrupt | Code::RegistrationChanged) => {
            Err(error.into())
        }
        _ => Ok(()),
    }
}

/// A sign-in that was not stored ends with this process.
fn check_stored(session: &DynSession, events: &mut Events) -> Result<(), Failure> {
    if session.is_stored() {
        return Ok(());
    }
    while let Some(event) = events.try_next() {
        if let EventKind::StoreDegraded { error } = event.kind {
            return Err(error.into());
        }
    }
    Err(oauth_runtime::Error::new(
        Code::StoreUnavailable,
        "the store did not take the tokens; sign in again when it can be written",
    )
    .of(session.spec().id)
    .into())
}

/// A sign-in that came to nothing leaves no secret behind.
async fn tidy(vault: Vault, spec: &'static ProviderSpec, client_id: String) {
    if let Err(error) = vault.tidy(spec.id, &client_id).await {
        crate::out::warn(format_args!("the client secret is still stored: {error}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_number_and_a_unit() {
        for (text, seconds) in [("90", 90), ("90s", 90), ("5m", 300), ("1h", 3600)] {
            assert_eq!(duration(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for bad in [
            "",
            "s",
            "0s",
            "-1s",
            "1.5m",
            "2d",
            "5 m",
            "99999999999999999999s",
            "25h",
        ] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }
}
