//! What ends a command, and the exit code it ends with.

use std::fmt;
use std::process::ExitCode;

use crate::Global;

/// A text for the person at the terminal, with what is needed for the exit code.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An error of the library.
    OAuth(oauth_runtime::Error),
    /// Standard input or output, or a file.
    Io(std::io::Error),
    /// Anything else, said in a sentence.
    Other(String),
}

impl Failure {
    /// Tells the person (or, with `--json`, the program that asked) and chooses the exit code:
    /// 1 anything, 2 usage (by clap), 3 the store, 4 sign in again, 5 try again later,
    /// 6 the configuration or the declaration.
    pub(crate) fn report(self, _global: &Global) -> ExitCode {
        if let Self::Io(error) = &self
            && error.kind() == std::io::ErrorKind::BrokenPipe
        {
            return ExitCode::SUCCESS;
        }
        eprintln!("oauth: {self}");
        ExitCode::from(self.exit_code())
    }

    fn exit_code(&self) -> u8 {
        match self {
            Self::OAuth(error) if error.code().as_str().starts_with("E07") => 3,
            Self::OAuth(error) if error.is_reauth_required() => 4,
            Self::OAuth(error) if error.is_transient() => 5,
            Self::OAuth(error) if error.code().is_configuration() => 6,
            _ => 1,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OAuth(error) => error.fmt(f),
            Self::Io(error) => error.fmt(f),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl From<oauth_runtime::Error> for Failure {
    fn from(error: oauth_runtime::Error) -> Self {
        Self::OAuth(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<String> for Failure {
    fn from(text: String) -> Self {
        Self::Other(text)
    }
}

impl From<&str> for Failure {
    fn from(text: &str) -> Self {
        Self::Other(text.to_owned())
    }
}

impl From<oauth_runtime::store::StoreError> for Failure {
    fn from(error: oauth_runtime::store::StoreError) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<Box<dyn std::error::Error>> for Failure {
    fn from(error: Box<dyn std::error::Error>) -> Self {
        match error.downcast::<std::io::Error>() {
            Ok(io) => Self::Io(*io),
            Err(error) => Self::Other(error.to_string()),
        }
    }
}
