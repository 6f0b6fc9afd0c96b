//! What every command takes.

use std::path::PathBuf;

use clap::Args;

/// Options of every command.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct Global {
    /// Print JSON on standard output.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Print the bare value and nothing else.
    #[arg(long, global = true, conflicts_with = "json")]
    pub(crate) bare: bool,
    /// The settings file (TOML).
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Where tokens are kept: file:, keyring:, sqlite:, postgres:, redis:, memory:.
    #[arg(long, global = true, value_name = "URL", env = "OAUTH_STORE")]
    pub(crate) store: Option<String>,
    /// Whose tokens: a name of your own.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) account: Option<String>,
    /// A server on loopback in place of the provider, such as that of `oauth mock`.
    #[arg(long, global = true, value_name = "ORIGIN", env = "OAUTH_AGAINST")]
    pub(crate) against: Option<String>,
}
