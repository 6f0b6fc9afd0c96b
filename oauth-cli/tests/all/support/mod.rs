//! Running the command in a home of its own, against a server of the test.

pub(crate) mod browser;
pub(crate) mod terminal;

use std::path::Path;
use std::process::Stdio;

use oauth_mock::{MockBuilder, MockClock, MockServer};
use oauth_runtime::spec::ProviderSpec;
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

pub(crate) const CLIENT_ID: &str = "demo-client";

/// Long and like no other text, so that a search finds every leak.
pub(crate) const CANARY: &str = "canary-7fQ2xL9mWz4Tn8Rb-secret";

/// A home directory, and nothing else in the environment.
pub(crate) struct Home(TempDir);

/// What a command did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The variables that every child has.
    pub(crate) fn variables(&self) -> Vec<(String, String)> {
        let home = self.path().to_str().unwrap();
        [
            ("HOME", home),
            ("XDG_RUNTIME_DIR", home),
            ("PATH", "/usr/bin:/bin"),
            ("TZ", "UTC"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oauth"));
        command
            .args(arguments)
            .env_clear()
            .envs(self.variables())
            .current_dir(self.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    pub(crate) async fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[], "").await
    }

    pub(crate) async fn run_with(
        &self,
        arguments: &[&str],
        env: &[(&str, &str)],
        input: &str,
    ) -> Ran {
        let mut command = self.command(arguments);
        command.envs(env.iter().copied()).stdin(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A child that does not read may be gone.
        let _ = stdin.write_all(input.as_bytes()).await;
        drop(stdin);
        Ran::of(child.wait_with_output().await.unwrap())
    }

    /// Runs the command against a server.
    pub(crate) async fn at(&self, server: &MockServer, arguments: &[&str]) -> Ran {
        let against = [("OAUTH_AGAINST", server.origin())];
        self.run_with(arguments, &against, "").await
    }

    /// Writes a file and answers its path.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Every file below the home.
    pub(crate) fn files(&self) -> Vec<std::path::PathBuf> {
        let mut found = Vec::new();
        let mut waiting = vec![self.path().to_owned()];
        while let Some(directory) = waiting.pop() {
            for entry in std::fs::read_dir(directory).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => waiting.push(path),
                    false => found.push(path),
                }
            }
        }
        found
    }
}

impl Ran {
    pub(crate) fn of(output: std::process::Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The JSON document on standard output.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The JSON error on the last line of standard error.
    pub(crate) fn json_error(&self) -> Value {
        let last = self.err.lines().last().unwrap_or_default();
        let document: Value =
            serde_json::from_str(last).unwrap_or_else(|e| panic!("{e}: {self:?}"));
        document["error"].clone()
    }

    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    #[track_caller]
    pub(crate) fn fails(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }
}

/// A server whose clock runs, with the client of the command's samples.
pub(crate) fn mock(spec: &'static ProviderSpec) -> MockBuilder {
    MockServer::builder(spec)
        .client(CLIENT_ID, Some("demo-secret"))
        .clock(MockClock::running())
}

/// What Valuekeep's sample tenant is.
pub(crate) fn valuekeep() -> MockBuilder {
    use oauth_runtime::Provider as _;

    mock(oauth_valuekeep::Valuekeep::SPEC)
        .var("tenant", "mytenant")
        .var("organization", "myorg")
}

/// The made-up provider.
pub(crate) fn demo() -> MockBuilder {
    use oauth_runtime::Provider as _;

    mock(crate::demo::Demo::SPEC)
}

/// No terminal would do anything with this text.
#[track_caller]
pub(crate) fn assert_plain(text: &str) {
    let bad = text.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(bad, None, "{text:?}");
}
