//! `oauth token`

use clap::Args;
use oauth_runtime::spec::{Bearer, CallKind};
use oauth_runtime::{Code, DynSession, Error, Granted, OpenScope};
use serde_json::json;

use crate::command::Login;
use crate::connection::Connection;
use crate::out::{self, say};
use crate::realm::{CLIENT, DEFAULT};
use crate::registration::Options;
use crate::spinner::Spinner;
use crate::tokens::Tokens;
use crate::work::{self, Ending};
use crate::{Failure, Global};

/// Print a valid access token, renewed first where it is near its end
///
/// Standard output holds the token and nothing else.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The provider: see `oauth providers`.
    provider: String,
    /// Print the header in which the API takes the token: `Authorization: Bearer ...`.
    #[arg(long)]
    header: bool,
    /// A scope that the token must have been granted. May be repeated.
    #[arg(long = "scope", short, value_name = "SCOPE")]
    scopes: Vec<String>,
    /// Obtain a new one, also if the old one is still good.
    #[arg(long)]
    renew: bool,
    #[command(flatten)]
    registration: Options,
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    work::run(|ending| token(global, arguments, ending))
}

async fn token(global: &Global, arguments: &Arguments, ending: Ending) -> Result<(), Failure> {
    let connection = Connection::find(
        global,
        &ending,
        &arguments.provider,
        &arguments.registration,
    )
    .await?;
    let session = connection.session(global).await?;
    let header = match arguments.header {
        true => Some(Header::of(&session)?),
        false => None,
    };
    let guard = {
        let _turning = Spinner::start(global, "renewing");
        match arguments.renew {
            true => session.renew().await?,
            false => session.token().await?,
        }
    };
    require(global, &connection, &session, &arguments.scopes)?;
    let token = guard.expose();
    match (header, global.json) {
        (None, false) => say!("{token}"),
        (Some(header), false) => say!("{}: {}", header.name, header.value(token)),
        (header, true) => {
            let tokens = Tokens::new(session.tokens());
            let mut document = json!({
                "provider": session.spec().id,
                "account": connection.account,
                "access_token": token,
                "tokens": tokens.to_json(),
            });
            if let (Some(header), Some(members)) = (header, document.as_object_mut()) {
                members.insert(
                    "header".to_owned(),
                    json!({ "name": header.name, "value": header.value(token) }),
                );
            }
            out::json(&document)?;
        }
    }
    Ok(())
}

/// The header in which an API takes its token.
struct Header {
    name: &'static str,
    before: String,
}

impl Header {
    fn of(session: &DynSession) -> Result<Self, Failure> {
        let spec = session.spec();
        let (name, before) = match spec.api.and_then(|api| api.bearer.first()) {
            None => ("Authorization", "Bearer ".to_owned()),
            Some(Bearer::Authorization { scheme: "" }) => ("Authorization", String::new()),
            Some(Bearer::Authorization { scheme }) => ("Authorization", format!("{scheme} ")),
            Some(Bearer::Header { name }) => (*name, String::new()),
            Some(Bearer::Cookie { name }) => ("Cookie", format!("{name}=")),
            Some(_) => {
                return Err(Error::new(
                    Code::NotOffered,
                    "the API takes its token in the query, not in a header; leave `--header` out, \
                     or use `oauth call`",
                )
                .of(spec.id)
                .on(CallKind::Api)
                .key("api(bearer)")
                .into());
            }
        };
        Ok(Self { name, before })
    }

    fn value(&self, token: &str) -> String {
        format!("{}{token}", self.before)
    }
}

/// Refuses a token that lacks a scope. A provider that does not say what it granted is
/// not taken to have refused anything.
fn require(
    global: &Global,
    connection: &Connection,
    session: &DynSession,
    scopes: &[String],
) -> Result<(), Failure> {
    let spec = session.spec();
    let tokens = session.tokens();
    let Some(has) = tokens.scope else {
        return Ok(());
    };
    let granted = Granted::Scopes(has.iter().cloned().map(OpenScope::from).collect());
    let missing: Vec<_> = scopes
        .iter()
        .filter(|scope| !granted.contains(&OpenScope::from((*scope).clone()), &spec.scopes))
        .map(String::as_str)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut login = Login::of(spec);
    login = match tokens.obtained_by {
        CallKind::ClientCredentials => login.option("--client-credentials"),
        CallKind::Password | CallKind::CodeRequest => login.option("--password"),
        CallKind::DeviceToken => login.option("--device"),
        _ => login,
    };
    if global.account.is_some() || ![DEFAULT, CLIENT].contains(&connection.account.as_str()) {
        login = login.value("--account", &connection.account);
    }
    // What is not asked for again is not granted again.
    for scope in has
        .iter()
        .map(String::as_str)
        .chain(missing.iter().copied())
    {
        login = login.value("--scope", scope);
    }
    Err(Error::new(
        Code::MissingScopes,
        format!(
            "not granted: {}; sign in again and ask for all of them: `{}`",
            missing.join(", ").escape_default(),
            login.at(global)
        ),
    )
    .of(spec.id)
    .key("scopes")
    .into())
}
