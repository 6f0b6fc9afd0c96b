//! What ends a command, and the exit code it ends with.

use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use crate::Global;
use crate::plain::plain_lines;
use crate::words::in_options;

/// A text for the person at the terminal, with what is needed for the exit code.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An error of the library.
    OAuth(oauth_runtime::Error),
    /// Standard input or output, or a file.
    Io(std::io::Error),
    /// The command line asks for something that there is not.
    Usage(String),
    /// The person pressed Ctrl-C.
    Interrupted,
    /// Anything else, said in a sentence.
    Other(String),
}

impl Failure {
    /// Tells the person, or, with `--json`, the program that asked, and chooses the exit
    /// code: 1 anything, 2 usage (also by clap), 3 the store, 4 sign in again, 5 try again
    /// later, 6 the configuration or the declaration, 130 Ctrl-C.
    ///
    /// Both go to standard error: standard output holds data and nothing else.
    pub(crate) fn report(self, global: &Global) -> ExitCode {
        if let Self::Io(error) = &self
            && error.kind() == std::io::ErrorKind::BrokenPipe
        {
            return ExitCode::SUCCESS;
        }
        // A closed standard error is no reason to panic.
        let _ = match global.json {
            true => writeln!(std::io::stderr(), "{}", self.to_json()),
            false => writeln!(
                std::io::stderr(),
                "oauth: {}",
                plain_lines(&self.to_string())
            ),
        };
        ExitCode::from(self.exit_code())
    }

    /// The exit code that the failure ends with.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::OAuth(error) if error.code().as_str().starts_with("E07") => 3,
            Self::OAuth(error) if error.is_reauth_required() => 4,
            Self::OAuth(error) if error.is_transient() => 5,
            Self::OAuth(error) if error.code().is_configuration() => 6,
            Self::Usage(_) => 2,
            Self::Interrupted => 130,
            _ => 1,
        }
    }

    fn to_json(&self) -> Value {
        let mut members = json!({
            "message": self.to_string(),
            "exit_code": self.exit_code(),
        });
        if let (Self::OAuth(error), Some(members)) = (self, members.as_object_mut()) {
            members.extend(described(error));
        }
        json!({ "error": members })
    }
}

/// What a program can decide on.
pub(crate) fn described(error: &oauth_runtime::Error) -> Map<String, Value> {
    let mut members = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            members.insert(name.to_owned(), value);
        }
    };
    put("code", error.code().as_str().into());
    put("message", error.to_string().into());
    let provider = Some(error.provider()).filter(|id| !id.is_empty());
    put("provider", provider.into());
    put("call", error.call().map(|call| call.key()).into());
    put("look_at", error.declaration_key().into());
    put("status", error.status().into());
    put(
        "retry_after",
        error.retry_after().map(|wait| wait.as_secs()).into(),
    );
    put("sign_in_again", error.is_reauth_required().into());
    put("try_again_later", error.is_transient().into());
    if let Some(oauth) = error.oauth_error() {
        put("oauth_error", oauth.error.as_str().into());
        put(
            "oauth_error_description",
            oauth.description.as_deref().into(),
        );
    }
    members
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OAuth(error) => error.fmt(f),
            Self::Io(error) => error.fmt(f),
            Self::Interrupted => f.write_str("interrupted"),
            Self::Usage(text) | Self::Other(text) => f.write_str(text),
        }
    }
}

impl From<oauth_runtime::Error> for Failure {
    fn from(error: oauth_runtime::Error) -> Self {
        Self::OAuth(in_options(error))
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
        Self::OAuth(error.into())
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
