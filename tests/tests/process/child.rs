//! The child's side.

use std::io::{BufRead as _, Write as _};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{LazyLock, Mutex, PoisonError};

use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit, Signal, getrlimit, setrlimit, umask};
use serde_json::Value;

use super::roles::ROLES;

/// Names the role of a child and its parameters, as one JSON object.
pub const VARIABLE: &str = "OAUTH_TESTS_CHILD";
/// Starts a line that is meant for the parent: libtest prints to the same pipe.
pub const MARK: &str = "@child ";
/// What a child exits with when its parent is gone.
pub const ORPHANED: i32 = 86;

/// What a child does.
pub type Role = fn(params: Value);

/// The lines from the parent. A thread of its own reads them, so that a child
/// ends with its parent whatever it is busy with.
static LINES: LazyLock<Mutex<Receiver<String>>> = LazyLock::new(|| {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
        std::process::exit(ORPHANED);
    });
    Mutex::new(lines)
});

/// Not a test: what a child runs. Without the variable it returns at once, so
/// that it passes in an ordinary run of the tests.
///
/// Before the role starts, the parameter `umask` sets the file mode creation
/// mask, and `file_size` is given to [`limit_file_size`].
#[test]
fn entry() {
    let Some(variable) = std::env::var_os(VARIABLE) else {
        return;
    };
    // A stopped child does not see that its parent is gone.
    #[cfg(target_os = "linux")]
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL)).unwrap();
    LazyLock::force(&LINES);
    let child: Value = serde_json::from_str(variable.to_str().unwrap()).unwrap();
    let (role, params) = (child["role"].as_str().unwrap(), &child["params"]);
    if let Some(mask) = params["umask"].as_u64() {
        umask(Mode::from_raw_mode(mask.try_into().unwrap()));
    }
    if let Some(bytes) = params["file_size"].as_u64() {
        limit_file_size(Some(bytes));
    }
    let Some((_, run)) = ROLES.iter().find(|(name, _)| *name == role) else {
        panic!("no role `{role}` in process/roles.rs");
    };
    run(params.clone());
}

/// Tells the parent a line.
pub fn say(line: &str) {
    let mut stdout = std::io::stdout().lock();
    // libtest leaves its line open; ours begins on a new one, in one write.
    let written = stdout.write_all(format!("\n{MARK}{line}\n").as_bytes());
    if written.and_then(|()| stdout.flush()).is_err() {
        std::process::exit(ORPHANED);
    }
}

/// Waits for a line from the parent.
pub fn hear() -> String {
    let lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    match lines.recv() {
        Ok(line) => line,
        Err(_) => std::process::exit(ORPHANED),
    }
}

/// Waits for this line from the parent.
pub fn wait_for(line: &str) {
    assert_eq!(hear(), line, "the parent said another line");
}

/// A barrier: says `reached PLACE` and waits for `go`.
pub fn reached(place: &str) {
    say(&format!("reached {place}"));
    wait_for("go");
}

/// Tells the parent what came out; see [`super::parent::Child::result`].
pub fn result(value: &Value) {
    say(&format!("result {value}"));
}

/// Lets no file grow beyond so many bytes; `None` gives the space back. A write
/// beyond fails with `EFBIG` and does not kill the process.
pub fn limit_file_size(bytes: Option<u64>) {
    survive_large_files();
    let hard = getrlimit(Resource::Fsize).maximum;
    let limit = Rlimit {
        current: bytes.or(hard),
        maximum: hard,
    };
    setrlimit(Resource::Fsize, limit).unwrap();
}

/// The default action of SIGXFSZ kills. tokio puts a handler in its place that
/// stays when the listener goes.
fn survive_large_files() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .unwrap();
    let _inside = runtime.enter();
    let kind = tokio::signal::unix::SignalKind::from_raw(Signal::XFSZ.as_raw());
    drop(tokio::signal::unix::signal(kind).unwrap());
}
