//! The parent's side.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use serde_json::{Value, json};

use super::child::{MARK, VARIABLE};

/// How long a child may be silent before its test fails.
const LONGEST: Duration = Duration::from_secs(60);

/// A child process. Dropping it kills it.
#[derive(Debug)]
pub struct Child {
    role: String,
    process: std::process::Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    heard: Vec<String>,
    stderr: Option<JoinHandle<String>>,
    ended: Option<Ended>,
}

/// How a child ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// The exit code or the signal.
    pub status: ExitStatus,
    /// Everything it wrote to its standard error.
    pub stderr: String,
}

impl Ended {
    /// Whether it was killed by this signal.
    pub fn by(&self, signal: Signal) -> bool {
        self.status.signal() == Some(signal.as_raw())
    }
}

type Order = (Command, Sender<std::io::Result<std::process::Child>>);

/// Linux kills a child when the *thread* that started it ends, and libtest ends
/// a thread with each test. This one lives as long as the process.
static SPAWNER: LazyLock<Mutex<Sender<Order>>> = LazyLock::new(|| {
    let (orders, queue) = channel::<Order>();
    thread::spawn(move || {
        for (mut command, reply) in queue {
            let _ = reply.send(command.spawn());
        }
    });
    Mutex::new(orders)
});

fn spawn(command: Command) -> std::process::Child {
    let (reply, spawned) = channel();
    let orders = SPAWNER.lock().unwrap_or_else(PoisonError::into_inner);
    orders.send((command, reply)).unwrap();
    drop(orders);
    spawned.recv().unwrap().unwrap()
}

impl Child {
    /// Starts a child in a role of `process/roles.rs`. The parameters `umask`
    /// and `file_size` are applied before the role starts; see
    /// [`super::child::limit_file_size`].
    pub fn spawn(role: &str, params: Value) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "process::child::entry"])
            .args(["--nocapture", "--test-threads=1"])
            .env(
                VARIABLE,
                json!({"role": role, "params": params}).to_string(),
            )
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut process = spawn(command);
        let (sender, lines) = channel();
        let stdout = BufReader::new(process.stdout.take().unwrap());
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if let Some(line) = line.strip_prefix(MARK) {
                    // Read on without a listener: a full pipe would stop the child.
                    let _ = sender.send(line.to_owned());
                }
            }
        });
        let mut stderr = process.stderr.take().unwrap();
        let stderr = thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = stderr.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        });
        Self {
            role: role.to_owned(),
            stdin: process.stdin.take(),
            process,
            lines,
            heard: Vec::new(),
            stderr: Some(stderr),
            ended: None,
        }
    }

    /// The next line that the child says.
    ///
    /// # Panics
    /// When the child ends or is silent for a minute; with its standard error.
    #[track_caller]
    pub fn line(&mut self) -> String {
        self.line_or_end()
            .unwrap_or_else(|| panic!("{}", self.report("ended")))
    }

    /// The next line; `None` when the child has ended.
    #[track_caller]
    pub fn line_or_end(&mut self) -> Option<String> {
        match self.lines.recv_timeout(LONGEST) {
            Ok(line) => {
                self.heard.push(line.clone());
                Some(line)
            }
            Err(RecvTimeoutError::Disconnected) => {
                self.reap();
                None
            }
            Err(RecvTimeoutError::Timeout) => {
                self.kill();
                panic!("{}", self.report("was silent too long and was killed"))
            }
        }
    }

    /// Waits until the child says this line; others before it are passed over.
    ///
    /// # Panics
    /// As [`line`](Self::line).
    #[track_caller]
    pub fn wait_line(&mut self, wanted: &str) {
        while self.line() != wanted {}
    }

    /// Waits until the child tells a result with [`super::child::result`].
    ///
    /// # Panics
    /// As [`line`](Self::line).
    #[track_caller]
    pub fn result(&mut self) -> Value {
        loop {
            if let Some(text) = self.line().strip_prefix("result ") {
                return serde_json::from_str(text).unwrap();
            }
        }
    }

    /// Says a line to the child. One that has ended does not hear it.
    pub fn send(&mut self, line: &str) {
        if let Some(stdin) = &mut self.stdin {
            let _ = stdin.write_all(format!("{line}\n").as_bytes());
        }
    }

    /// Lets go of the child's standard input, as a parent does that dies.
    pub fn hang_up(&mut self) {
        drop(self.stdin.take());
    }

    /// Kills the child (SIGKILL) and waits for its end.
    pub fn kill(&mut self) -> Ended {
        self.signal(Signal::KILL);
        self.reap()
    }

    /// Stops the child (SIGSTOP) and waits until it stands still.
    pub fn stop(&mut self) {
        self.signal(Signal::STOP);
        // An end is waited for as well, or one that has ended would be for ever.
        let either = WaitIdOptions::STOPPED | WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        waitid(WaitId::Pid(self.pid()), either).unwrap();
    }

    /// Lets a stopped child go on (SIGCONT).
    pub fn cont(&mut self) {
        self.signal(Signal::CONT);
    }

    /// Waits for the end of the child.
    ///
    /// # Panics
    /// When it takes more than a minute.
    #[track_caller]
    pub fn wait(&mut self) -> Ended {
        while self.line_or_end().is_some() {}
        self.reap()
    }

    /// Waits for the end of the child, which must be a success.
    ///
    /// # Panics
    /// When it is none; with the standard error of the child.
    #[track_caller]
    pub fn wait_success(&mut self) {
        assert!(self.wait().status.success(), "{}", self.report("failed"));
    }

    /// The process id.
    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.process)
    }

    /// Before the child is reaped its id belongs to nobody else.
    fn signal(&mut self, signal: Signal) {
        if self.ended.is_none() {
            kill_process(self.pid(), signal).unwrap();
        }
    }

    fn reap(&mut self) -> Ended {
        if let Some(ended) = &self.ended {
            return ended.clone();
        }
        let status = self.process.wait().unwrap();
        let stderr = self.stderr.take().map(|reader| reader.join().unwrap());
        let ended = Ended {
            status,
            stderr: stderr.unwrap_or_default(),
        };
        self.ended.insert(ended).clone()
    }

    fn report(&self, what: &str) -> String {
        let (role, heard) = (&self.role, &self.heard);
        let ended = self.ended.as_ref();
        let status = ended.map_or_else(String::new, |ended| ended.status.to_string());
        let stderr = ended.map_or("", |ended| &ended.stderr);
        format!(
            "child `{role}` {what} ({status})\nit said {heard:?}\nits standard error:\n{stderr}"
        )
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if self.ended.is_none() {
            // By its process id; SIGKILL ends a stopped process too.
            let _ = self.process.kill();
            let _ = self.process.wait();
        }
    }
}
