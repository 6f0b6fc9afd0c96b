//! `oauth tour`: each flow of each provider against the strict mock server.

pub(crate) mod fleet;
mod narrator;
mod steps;

use std::time::Instant;

use clap::Args;

use oauth_mock::MockServer;
use oauth_runtime::spec::{CallKind, CallbackMode, Grants};

use crate::Failure;
use crate::out::say;
use crate::paint::{aside, good, heading};
use crate::shown::{ALL, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, Shown};
use oauth_runtime::wire::departures;

/// Every flow of every provider against the built-in strict mock server:
/// offline, without credentials, in seconds.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Only this provider; `fleet` shows several processes that share one account.
    provider: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let provider = arguments.provider.as_deref();
    if provider == Some("fleet") {
        return fleet::run();
    }
    let chosen: Vec<&Shown> = match provider {
        Some(id) => vec![Shown::named(id)?],
        None => ALL.iter().collect(),
    };
    #[expect(
        clippy::disallowed_methods,
        reason = "how long the tour took, told to a person"
    )]
    let start = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut requests = 0;
    for shown in &chosen {
        requests += runtime.block_on(visit(shown))?;
    }
    say!(
        "{}",
        good(&format!(
            "{} {}, {requests} requests, all accepted by the strict server, in {:.1} s",
            chosen.len(),
            if chosen.len() == 1 {
                "provider"
            } else {
                "providers"
            },
            start.elapsed().as_secs_f64()
        ))
    );
    Ok(())
}

/// Runs every flow that one provider offers. Returns the number of requests.
async fn visit(shown: &Shown) -> Result<usize, Failure> {
    let spec = shown.spec;
    say!("{}", heading(&format!("━━ {} ", spec.name)));
    for quirk in departures(spec) {
        say!("   {} {quirk}", aside("·"));
    }
    say!("");
    let mut requests = 0;
    if spec.grants.contains(Grants::AUTHORIZATION_CODE) {
        requests += steps::visit(shown, steps::Way::Browser).await?;
    }
    if spec.callback.mode == CallbackMode::Webhook {
        requests += steps::visit(shown, steps::Way::Webhook).await?;
    }
    if spec.grants.contains(Grants::PIN) {
        requests += steps::visit(shown, steps::Way::Pin).await?;
    }
    if spec.grants.contains(Grants::CODE_REQUEST) {
        requests += steps::visit(shown, steps::Way::CodeRequest).await?;
    }
    if spec.grants.contains(Grants::CLIENT_CREDENTIALS) {
        requests += steps::visit(shown, steps::Way::ClientCredentials).await?;
    }
    Ok(requests)
}

/// A strict server for one provider, with the sample registration.
async fn server(shown: &Shown) -> Result<MockServer, Failure> {
    let mut builder = MockServer::builder(shown.spec)
        .client(CLIENT_ID, Some(CLIENT_SECRET))
        .redirect_uri(REDIRECT_URI);
    for (name, value) in shown.vars {
        builder = builder.var(*name, *value);
    }
    Ok(builder.start().await?)
}

/// The call that renews a token obtained in this way.
fn renewal(way: steps::Way) -> CallKind {
    match way {
        steps::Way::ClientCredentials => CallKind::ClientCredentials,
        _ => CallKind::Refresh,
    }
}
