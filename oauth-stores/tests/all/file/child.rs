//! Other processes: the test binary runs itself again, as one of these.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use oauth_runtime::store::{Leased, Owner, Store, Swap};
use oauth_stores::FileStore;
use rustix::process::{Pid, Signal, kill_process};

use super::scratch::{Scratch, key, put};

const ROLE: &str = "FILE_STORE_TEST_ROLE";
const DIRECTORY: &str = "FILE_STORE_TEST_DIRECTORY";

/// How long the leases of children last.
pub(super) const TTL: Duration = Duration::from_secs(60);

/// What a child does in a store.
#[derive(Clone, Copy, Debug)]
pub(super) enum Role {
    WriteAndLease,
    /// Takes a lease, says `ready`, and writes with its fence when it is told to.
    HoldLease,
    /// Adds one to each of two records, 500 times.
    Count,
    /// Writes a long record over a short one, and expects that it does not fit.
    OutgrowLimit,
    /// Dies at the place that it is told.
    #[cfg(feature = "failpoints")]
    AbortAt,
    /// Stands still at the place that it is told, and says `ready`.
    #[cfg(feature = "failpoints")]
    StopAt,
    /// Lets each place fail in turn.
    #[cfg(feature = "failpoints")]
    FailAtEach,
}

impl Role {
    const ALL: &[Self] = &[
        Self::WriteAndLease,
        Self::HoldLease,
        Self::Count,
        Self::OutgrowLimit,
        #[cfg(feature = "failpoints")]
        Self::AbortAt,
        #[cfg(feature = "failpoints")]
        Self::StopAt,
        #[cfg(feature = "failpoints")]
        Self::FailAtEach,
    ];

    fn prepared(self, mut command: Command, scratch: &Scratch) -> Command {
        command
            .args(["--exact", "file::child::a_child_plays_its_role"])
            .args(["--nocapture", "--test-threads=1"])
            .env(ROLE, format!("{self:?}"))
            .env(DIRECTORY, scratch.store());
        command
    }

    pub(super) fn command(self, scratch: &Scratch) -> Command {
        self.prepared(Command::new(std::env::current_exe().unwrap()), scratch)
    }

    /// Runs after these shell commands, which set limits.
    pub(super) fn under_shell(self, setup: &str, scratch: &Scratch) -> Command {
        let mut shell = Command::new("sh");
        shell
            .arg("-c")
            .arg(format!("{setup}; exec \"$0\" \"$@\""))
            .arg(std::env::current_exe().unwrap());
        self.prepared(shell, scratch)
    }

    pub(super) fn start(self, scratch: &Scratch) -> Running {
        let mut child = self
            .command(scratch)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Running {
            stdin: child.stdin.take().unwrap(),
            stdout: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }
}

/// A child that is spoken with over pipes. It dies with this.
pub(super) struct Running {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Running {
    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(super) fn tell(&mut self, line: &str) {
        writeln!(self.stdin, "{line}").unwrap();
    }

    /// Waits for a line that says this.
    pub(super) fn hear(&mut self, wanted: &str) {
        let mut line = String::new();
        while self.stdout.read_line(&mut line).unwrap() > 0 {
            if line.trim_end().ends_with(wanted) {
                return;
            }
            line.clear();
        }
        panic!("the child never said {wanted:?}");
    }

    pub(super) fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id().cast_signed()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Ends it as `kill -9` does, and waits until it is gone.
    pub(super) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    pub(super) fn success(&mut self) -> bool {
        self.child.wait().unwrap().success()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

fn told() -> String {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    line.trim().to_owned()
}

fn say(what: &str) {
    println!("\n{what}");
}

/// Does nothing unless it was started by another test.
#[test]
fn a_child_plays_its_role() {
    let Some(role) = std::env::var_os(ROLE) else {
        return;
    };
    let directory = PathBuf::from(std::env::var_os(DIRECTORY).unwrap());
    let role = Role::ALL.iter().find(|known| role == *format!("{known:?}"));
    let store = FileStore::plain(directory);
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(play(*role.unwrap(), &store));
}

async fn play(role: Role, store: &FileStore) {
    let ada = key("ada");
    match role {
        Role::WriteAndLease => {
            put(store, &ada, b"1").await;
            let owner = Owner::new("child", "child");
            store.lease(&ada, &owner, TTL).await.unwrap();
        }
        Role::HoldLease => {
            let owner = Owner::new("child", "child, the first");
            let Leased::Granted(lease) = store.lease(&ada, &owner, TTL).await.unwrap() else {
                panic!("the lease is taken");
            };
            say("ready");
            told();
            let fence = Some(lease.fence);
            let swap = store.compare_and_swap(&ada, None, b"late", fence).await;
            assert_eq!(swap, Ok(Swap::Fenced));
            store.release(&ada, &lease).await.unwrap();
            say("fenced");
        }
        Role::Count => {
            for number in 0..1000 {
                super::processes::add_one(store, &key(["ada", "bob"][number % 2])).await;
            }
        }
        Role::OutgrowLimit => super::processes::outgrow(store).await,
        #[cfg(feature = "failpoints")]
        Role::AbortAt => super::write::abort_at(store, &told()).await,
        #[cfg(feature = "failpoints")]
        Role::StopAt => {
            super::write::stop_at(store, &told(), || {
                say("ready");
                told();
            })
            .await
        }
        #[cfg(feature = "failpoints")]
        Role::FailAtEach => super::write::fail_at_each(store).await,
    }
}
