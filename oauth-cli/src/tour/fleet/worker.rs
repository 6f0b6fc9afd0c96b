//! One process of the fleet: it does what it is told, line by line.

use std::io::BufRead as _;

use clap::Args;
use oauth_runtime::spec::Method;
use oauth_runtime::{DynSession, EventKind, Events};

use crate::Failure;
use crate::out::say;
use crate::shown::Shown;

/// The hidden command that starts it.
pub(crate) const COMMAND: &str = "fleet-worker";

/// One process of `oauth tour fleet`.
#[derive(Args)]
#[command(hide = true)]
pub(crate) struct Arguments {
    /// The store.
    url: String,
    /// The server.
    origin: String,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let (url, origin) = (arguments.url.as_str(), arguments.origin.as_str());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let client = runtime.block_on(super::client(url, origin))?;
    let session = runtime.block_on(client.stored_session())?;
    let session = session.ok_or("the store holds no session")?;
    let mut events = client.events();
    for line in std::io::stdin().lock().lines() {
        let told = match line?.as_str() {
            "sign-out" => match runtime.block_on(session.sign_out()) {
                Ok(()) => "signed out".to_owned(),
                Err(error) => error.to_string(),
            },
            _ => runtime.block_on(call(&session, &mut events)),
        };
        say!("{told}");
    }
    Ok(())
}

/// Calls the API, and tells how the session came by its token.
async fn call(session: &DynSession, events: &mut Events) -> String {
    let path = Shown::named(super::PROVIDER).map_or("", |shown| shown.api_path);
    let answered = session.request(Method::Get, path).send().await;
    let mut how = "had a good token";
    while let Some(event) = events.try_next() {
        match event.kind {
            EventKind::Refreshed { .. } => how = "refreshed the tokens",
            EventKind::Adopted { .. } => how = "took over what another process refreshed",
            _ => (),
        }
    }
    match answered {
        Ok(response) => {
            let generation = session.fresh_token().map(|token| token.generation());
            format!(
                "{} {how}, generation {}",
                response.status(),
                generation.unwrap_or_default()
            )
        }
        Err(error) => error.to_string(),
    }
}
