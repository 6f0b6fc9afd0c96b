//! The command `oauth`: sign in, call, inspect and explain, for every declared
//! OAuth provider.

mod address;
mod ask;
mod call;
mod command;
mod completions;
mod connection;
mod demo;
mod doctor;
mod explain;
mod explain_error;
mod failure;
mod global;
mod inspect;
mod login;
mod logout;
mod metadata;
mod mock;
mod moment;
mod new;
mod out;
mod paint;
mod place;
mod plain;
mod process;
mod providers;
mod realm;
mod registration;
mod shown;
mod spinner;
mod status;
mod token;
mod tokens;
mod tour;
mod vault;
mod words;
mod work;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub(crate) use failure::Failure;
pub(crate) use global::Global;

/// Sign in to OAuth 2.0 providers, call their APIs, and see what goes over the wire.
#[derive(Parser)]
#[command(name = "oauth", version, about)]
pub(crate) struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Login(login::Arguments),
    Logout(logout::Arguments),
    Token(token::Arguments),
    Call(call::Arguments),
    Status(status::Arguments),
    Inspect(inspect::Arguments),
    Explain(explain::Arguments),
    Doctor(doctor::Arguments),
    Providers(providers::Arguments),
    Mock(mock::Arguments),
    New(new::Arguments),
    ExplainError(explain_error::Arguments),
    Completions(completions::Arguments),
    #[command(hide = true)]
    Man(completions::Man),
    Tour(tour::Arguments),
    #[command(name = tour::fleet::worker::COMMAND, hide = true)]
    FleetWorker(tour::fleet::worker::Arguments),
}

fn main() -> ExitCode {
    process::harden();
    let Arguments { global, command } = Arguments::parse();
    match global.check().and_then(|()| command.run(&global)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(&global),
    }
}

impl Command {
    fn run(self, global: &Global) -> Result<(), Failure> {
        match self {
            Self::Login(arguments) => login::run(global, &arguments),
            Self::Logout(arguments) => logout::run(global, &arguments),
            Self::Token(arguments) => token::run(global, &arguments),
            Self::Call(arguments) => call::run(global, &arguments),
            Self::Status(arguments) => status::run(global, &arguments),
            Self::Inspect(arguments) => inspect::run(global, &arguments),
            Self::Explain(arguments) => explain::run(global, &arguments),
            Self::Doctor(arguments) => doctor::run(global, &arguments),
            Self::Providers(arguments) => providers::run(global, &arguments),
            Self::Mock(arguments) => mock::run(global, &arguments),
            Self::New(arguments) => new::run(global, &arguments),
            Self::ExplainError(arguments) => explain_error::run(global, &arguments),
            Self::Completions(arguments) => completions::run(&arguments),
            Self::Man(arguments) => completions::man(&arguments),
            Self::Tour(arguments) => tour::run(&arguments),
            Self::FleetWorker(arguments) => tour::fleet::worker::run(&arguments),
        }
    }
}
