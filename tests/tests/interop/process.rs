//! The servers as processes that end with their last test.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::Duration;

use super::certificates;

/// A cold start on a busy machine takes seconds, not minutes.
const LONGEST_START: Duration = Duration::from_secs(120);
const LONGEST_END: Duration = Duration::from_secs(20);
/// What `serve.sh` exits with when the server is not installed.
const NOT_INSTALLED: i32 = 77;
/// What `serve.sh` exits with when somebody took the port meanwhile.
const NO_PORT: i32 = 1;

/// One of the servers in one of its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The directory below `tests/interop`.
    pub name: &'static str,
    /// What it speaks, where it can be started in several ways; else empty.
    pub profile: &'static str,
    /// The lifetime of access tokens in seconds.
    pub access_ttl: u32,
}

/// A server on loopback. Dropping it ends the process and waits for it.
pub struct Server {
    /// `http://127.0.0.1:PORT`, or with `https`.
    pub site: String,
    child: Child,
    /// The server lives for as long as this pipe is open.
    stdin: Option<ChildStdin>,
    /// What it prints, until it closes its standard output.
    lines: Mutex<Receiver<String>>,
    log: Arc<Mutex<String>>,
}

/// The servers of this process by setting, and all starts.
static RUNNING: Mutex<Vec<(Setting, Weak<Server>)>> = Mutex::new(Vec::new());

/// A failed test must not fail the others by a poisoned lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a line to standard error itself: libtest captures what `eprintln!`
/// prints in a test that passes.
pub fn tell(line: &str) {
    // The line is for people; a closed standard error fails no test.
    let _ = std::io::stderr().write_all(format!("{line}\n").as_bytes());
}

impl Server {
    /// A server that the tests running at the same time share. `None`, told on
    /// standard error, when it is not installed.
    pub fn shared(setting: Setting) -> Option<Arc<Self>> {
        let name = setting.name;
        let mut running = lock(&RUNNING);
        let known = running
            .iter()
            .filter(|(known, _)| *known == setting)
            .find_map(|(_, server)| server.upgrade());
        if known.is_some() {
            return known;
        }
        let Some(server) = Self::start(setting) else {
            let required = std::env::var_os("OAUTH_INTEROP").is_some_and(|v| v == "required");
            assert!(
                !required,
                "interop {name} is not installed: run tests/interop/install.sh"
            );
            // libtest names its threads after the tests.
            let test = thread::current().name().unwrap_or_default().to_owned();
            tell(&format!(
                "skipped: interop {name} is not installed ({test})"
            ));
            return None;
        };
        let server = Arc::new(server);
        running.push((setting, Arc::downgrade(&server)));
        Some(server)
    }

    /// How often this process has started the server.
    pub fn starts(name: &str) -> usize {
        lock(&RUNNING)
            .iter()
            .filter(|(known, _)| known.name == name)
            .count()
    }

    fn start(setting: Setting) -> Option<Self> {
        let name = setting.name;
        let mut log = String::new();
        for _ in 0..5 {
            let (mut server, port) = Self::spawn(setting);
            let ready = lock(&server.lines).recv_timeout(LONGEST_START);
            match ready {
                Ok(line) if line.ends_with(&format!("://127.0.0.1:{port}")) => {
                    server.site = line.trim_start_matches("READY ").to_owned();
                    return Some(server);
                }
                Err(RecvTimeoutError::Disconnected) => (),
                other => panic!("{name} is not ready: {other:?}\n{}", lock(&server.log)),
            }
            match server.child.wait().unwrap().code() {
                Some(NOT_INSTALLED) => return None,
                Some(NO_PORT) => log = lock(&server.log).clone(),
                code => panic!("{name} ended with {code:?}\n{}", lock(&server.log)),
            }
        }
        panic!("{name} does not start\n{log}");
    }

    fn spawn(setting: Setting) -> (Self, u16) {
        let port = free_port();
        let script = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("interop")
            .join(setting.name)
            .join("serve.sh");
        let mut command = Command::new("sh");
        if !setting.profile.is_empty() {
            command.env("OAUTH_INTEROP_PROFILE", setting.profile);
            command.env("OAUTH_INTEROP_TLS", certificates::authority().directory());
        }
        let mut child = command
            .arg(script)
            .arg(port.to_string())
            .env("OAUTH_INTEROP_ACCESS_TTL", setting.access_ttl.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                // Read on without a listener: a full pipe would stop the server.
                let _ = sender.send(line);
            }
        });
        let log = Arc::<Mutex<String>>::default();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let written = log.clone();
        thread::spawn(move || {
            let mut buffer = [0; 1024];
            while let Ok(length @ 1..) = stderr.read(&mut buffer) {
                lock(&written).push_str(&String::from_utf8_lossy(&buffer[..length]));
            }
        });
        let server = Self {
            site: String::new(),
            stdin: child.stdin.take(),
            child,
            lines: Mutex::new(lines),
            log,
        };
        (server, port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stdin.take());
        // Its standard output ends with the process.
        loop {
            match lock(&self.lines).recv_timeout(LONGEST_END) {
                Ok(_) => (),
                Err(RecvTimeoutError::Disconnected) => break,
                // By its process id; an error means that it has ended.
                Err(RecvTimeoutError::Timeout) => drop(self.child.kill()),
            }
        }
        let _ = self.child.wait();
        if thread::panicking() {
            tell(&lock(&self.log));
        }
    }
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}
