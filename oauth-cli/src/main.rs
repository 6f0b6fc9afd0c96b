//! The command `oauth`: what each provider is like on the wire, shown offline.

mod explain;
mod out;
mod paint;
mod providers;
mod quirks;
mod shown;
mod tour;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// OAuth 2.0 providers, declared and shown.
#[derive(Parser)]
#[command(name = "oauth", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Every flow of every provider against the built-in strict mock server:
    /// offline, without credentials, in seconds.
    Tour {
        /// Only this provider; `fleet` shows several processes that share one account.
        provider: Option<String>,
    },
    /// One process of `oauth tour fleet`.
    #[command(name = tour::fleet::worker::COMMAND, hide = true)]
    FleetWorker {
        /// The store.
        store: String,
        /// The server.
        origin: String,
    },
    /// The exact form of a provider's calls, with secrets blanked and the
    /// declaration key that caused each part. No network.
    Explain {
        /// The provider: see `oauth providers`.
        provider: String,
        /// Only this call: authorize, token, refresh, client_credentials, api, revoke, ...
        call: Option<String>,
    },
    /// The providers, and what each offers.
    Providers,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Tour { provider } => match provider.as_deref() {
            Some("fleet") => tour::fleet::run(),
            provider => tour::run(provider),
        },
        Command::FleetWorker { store, origin } => tour::fleet::worker::run(&store, &origin),
        Command::Explain { provider, call } => explain::run(&provider, call.as_deref()),
        Command::Providers => providers::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("oauth: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What ends a command: a text for the person at the terminal.
type Failure = Box<dyn std::error::Error>;

fn is_closed_pipe(error: &Failure) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
