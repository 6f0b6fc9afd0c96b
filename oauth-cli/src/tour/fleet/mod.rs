//! `oauth tour fleet`: several processes share one account over one store.

pub(crate) mod worker;

use std::process::Stdio;

use oauth_mock::{MockClock, MockServer};
use oauth_runtime::DynClient;
use oauth_runtime::spec::CallKind;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::Failure;
use crate::out::say;
use crate::paint::{aside, good, heading};
use crate::shown::{CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, Shown};

/// The provider of the tour: one whose refresh tokens work once.
pub(crate) const PROVIDER: &str = "actionstep";
const PROCESSES: usize = 4;
const ROUNDS: usize = 3;

pub(crate) fn run() -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let directory = Directory::new()?;
    let url = format!("sqlite:{}", directory.0.join("tokens.db").display());
    runtime.block_on(tour(&url))
}

/// A directory of its own that is removed at the end.
struct Directory(std::path::PathBuf);

impl Directory {
    fn new() -> std::io::Result<Self> {
        let path = std::env::temp_dir().join(format!("oauth-fleet-{}", std::process::id()));
        std::fs::create_dir(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn tour(url: &str) -> Result<(), Failure> {
    let shown = Shown::named(PROVIDER)?;
    let server = MockServer::builder(shown.spec)
        .client(CLIENT_ID, Some(CLIENT_SECRET))
        .redirect_uri(REDIRECT_URI)
        .clock(MockClock::running())
        .start()
        .await?;
    say!("{}", heading("━━ One account, several processes "));
    say!(
        "   {} the provider takes each refresh token once, and revokes everything when one comes twice",
        aside("·")
    );
    say!("   {} the store: {url}", aside("·"));
    let client = client(url, server.origin()).await?;
    let login = client.authorize(REDIRECT_URI, shown.scope).await?;
    let callback = server.authorize(login.url()).await?;
    login.finish(&callback).await?;
    say!("   {} a person signed in once\n", good("→"));

    let mut fleet = Vec::new();
    for _ in 0..PROCESSES {
        fleet.push(Worker::start(url, server.origin())?);
    }
    for round in 1..=ROUNDS {
        let before = server.count(CallKind::Refresh);
        server.invalidate_access_tokens();
        say!(
            "   {}",
            heading(&format!(
                "round {round}: the access token ends, and every process calls the API at once"
            ))
        );
        all_at_once(&mut fleet, "call").await?;
        let refreshes = server.count(CallKind::Refresh) - before;
        say!("   {} {refreshes} refresh\n", good("→"));
        if refreshes != 1 {
            return Err(format!("{refreshes} refreshes in one round").into());
        }
    }
    server.assert_refreshed_by(ROUNDS)?;
    sign_out(&server, &mut fleet).await?;
    say!(
        "{}",
        good(&format!(
            "{PROCESSES} processes, {} expiries: {ROUNDS} refreshes, none refused, nobody signed out before the end",
            PROCESSES * ROUNDS
        ))
    );
    Ok(())
}

/// The client that each process builds.
async fn client(url: &str, origin: &str) -> Result<DynClient, Failure> {
    let store = oauth_stores::open_migrated(url).await?;
    let shown = Shown::named(PROVIDER)?;
    Ok(shown.builder().against(origin).store(store).build()?)
}

/// What is asserted of the server in the end.
trait Asserted {
    fn assert_refreshed_by(&self, rounds: usize) -> Result<(), Failure>;
}

impl Asserted for MockServer {
    fn assert_refreshed_by(&self, rounds: usize) -> Result<(), Failure> {
        let asked = self.count(CallKind::Refresh);
        let ledger = self.ledger();
        let refused = ledger
            .iter()
            .filter(|entry| entry.kind == Some(CallKind::Refresh) && !entry.accepted)
            .count();
        match (asked, refused) {
            (asked, 0) if asked == rounds => Ok(()),
            _ => Err(format!("{asked} refreshes were asked for, {refused} were refused").into()),
        }
    }
}

async fn sign_out(server: &MockServer, fleet: &mut [Worker]) -> Result<(), Failure> {
    say!(
        "   {}",
        heading("the first process signs out; the others learn it when they need a new token")
    );
    if let Some(first) = fleet.first_mut() {
        first.send("sign-out").await?;
        let told = first.line().await?;
        say!("   {} pid {:<8} {told}", good("→"), first.pid);
    }
    server.invalidate_access_tokens();
    let others = fleet.get_mut(1..).unwrap_or_default();
    all_at_once(others, "call").await?;
    say!("");
    Ok(())
}

/// Lets all processes do the same thing, and shows what each says.
async fn all_at_once(fleet: &mut [Worker], what: &str) -> Result<(), Failure> {
    for worker in &mut *fleet {
        worker.send(what).await?;
    }
    for worker in &mut *fleet {
        let told = worker.line().await?;
        say!("   {} pid {:<8} {told}", good("→"), worker.pid);
    }
    Ok(())
}

/// One process of the fleet. It ends when its input does.
struct Worker {
    pid: u32,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl Worker {
    fn start(url: &str, origin: &str) -> Result<Self, Failure> {
        let mut process = Command::new(std::env::current_exe()?)
            .args([worker::COMMAND, url, origin])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err("a process of the fleet has no pipes".into());
        };
        Ok(Self {
            pid: process.id().unwrap_or_default(),
            input,
            output: BufReader::new(output).lines(),
            _process: process,
        })
    }

    async fn send(&mut self, line: &str) -> Result<(), Failure> {
        self.input.write_all(line.as_bytes()).await?;
        self.input.write_all(b"\n").await?;
        Ok(self.input.flush().await?)
    }

    async fn line(&mut self) -> Result<String, Failure> {
        match self.output.next_line().await? {
            Some(line) => Ok(line),
            None => Err(format!("process {} ended early", self.pid).into()),
        }
    }
}
