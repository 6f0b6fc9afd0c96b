//! The command `oauth`: sign in, call, inspect and explain, for every declared
//! OAuth provider.

mod address;
mod ask;
mod call;
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
mod quirks;
mod realm;
mod registration;
mod shown;
mod spinner;
mod status;
mod token;
mod tokens;
mod tour;
mod vault;
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
    let outcome = match command {
        Command::Login(arguments) => login::run(&global, &arguments),
        Command::Logout(arguments) => logout::run(&global, &arguments),
        Command::Token(arguments) => token::run(&global, &arguments),
        Command::Call(arguments) => call::run(&global, &arguments),
        Command::Status(arguments) => status::run(&global, &arguments),
        Command::Inspect(arguments) => inspect::run(&global, &arguments),
        Command::Explain(arguments) => explain::run(&global, &arguments),
        Command::Doctor(arguments) => doctor::run(&global, &arguments),
        Command::Providers(arguments) => providers::run(&global, &arguments),
        Command::Mock(arguments) => mock::run(&global, &arguments),
        Command::New(arguments) => new::run(&global, &arguments),
        Command::ExplainError(arguments) => explain_error::run(&global, &arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => completions::man(&arguments),
        Command::Tour(arguments) => tour::run(&arguments),
        Command::FleetWorker(arguments) => tour::fleet::worker::run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(&global),
    }
}
