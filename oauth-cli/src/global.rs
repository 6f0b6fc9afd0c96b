//! What every command takes.

use std::path::PathBuf;

use clap::Args;
use oauth_runtime::wire::LoopbackOrigin;

use crate::Failure;

/// Options of every command.
#[derive(Args, Debug, Clone, Default)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// Print JSON on standard output, and errors as JSON on standard error.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Print the bare value and nothing else.
    #[arg(long, global = true, conflicts_with = "json")]
    pub(crate) bare: bool,
    /// The settings file (TOML). The default is `oauth/settings.toml` in the configuration directory.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Where tokens are kept: `file`, `keyring`, or a URL (file:, keyring:, sqlite:, postgres:, redis:).
    ///
    /// The default is an encrypted directory whose key the system's keyring keeps. `file`
    /// keeps that key in a file, for machines without a keyring.
    #[arg(
        long,
        global = true,
        value_name = "STORE",
        env = "OAUTH_STORE",
        hide_env_values = true
    )]
    pub(crate) store: Option<String>,
    /// Whose tokens: a name of your own.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) account: Option<String>,
    /// A server on loopback in place of the provider, such as that of `oauth mock`.
    ///
    /// Settings of the environment and of the file are not used then, and its tokens are
    /// kept apart from those of the provider.
    #[arg(long, global = true, value_name = "ORIGIN", env = "OAUTH_AGAINST")]
    pub(crate) against: Option<String>,
}

impl Global {
    /// The server in place of the provider. Set but empty is not set.
    pub(crate) fn against(&self) -> Option<&str> {
        self.against.as_deref().filter(|origin| !origin.is_empty())
    }

    /// Refuses a stand-in that is not on loopback, before any command looks at it.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        if let Some(origin) = self.against() {
            LoopbackOrigin::new(origin).map_err(|error| error.key("--against"))?;
        }
        Ok(())
    }

    /// Whether a person reads along: not a program that asked for a value or JSON.
    pub(crate) fn talks(&self) -> bool {
        !self.json && !self.bare
    }
}
