//! A `chromedriver` that ends with its test, and every browser it started.

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio, id};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rustix::process::{Pid, Signal, kill_process_group};

/// What it prints when it listens.
const STARTED: &str = "ChromeDriver was started successfully on port ";

pub struct Driver {
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    /// The browser's program.
    pub chromium: PathBuf,
    /// A directory of this driver's own. It goes with the driver.
    pub scratch: PathBuf,
    child: Child,
}

impl Driver {
    /// Starts one on a free port. `None`, told on standard error, when a program is
    /// missing.
    pub fn start() -> Option<Self> {
        let Some((chromium, chromedriver)) = find("chromium").zip(find("chromedriver")) else {
            let required = env::var_os("OAUTH_BROWSER").is_some_and(|value| value == "required");
            assert!(
                !required,
                "chromium or chromedriver is missing: run tests/browser/install.sh"
            );
            // libtest names its threads after the tests.
            let test = thread::current().name().unwrap_or_default().to_owned();
            // `eprintln!` would be captured; a closed standard error fails no test.
            let _ =
                std::io::stderr().write_all(format!("skipped: {test} (no chromium)\n").as_bytes());
            return None;
        };
        let scratch = scratch();
        fs::create_dir_all(&scratch).unwrap();
        let mut child = Command::new(chromedriver)
            .arg("--port=0")
            // Not the user's own settings and caches.
            .env("HOME", &scratch)
            .env("XDG_CONFIG_HOME", &scratch)
            .env("XDG_CACHE_HOME", &scratch)
            .env("TMPDIR", &scratch)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // The browsers are in the driver's group, so that they end with it.
            .process_group(0)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            line.strip_prefix(STARTED)?
                .trim_end_matches('.')
                .parse()
                .ok()
        });
        let driver = Self {
            url: format!("http://127.0.0.1:{}", port.unwrap_or(0_u16)),
            chromium,
            scratch,
            child,
        };
        assert!(port.is_some(), "chromedriver does not start");
        // A full pipe would stop it.
        thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Some(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Also after a panic, when nobody closed the browser's windows.
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.scratch);
    }
}

/// A program on the search path, or where Debian puts it.
fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain([PathBuf::from("/usr/bin")])
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

fn scratch() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("browser-{}-{number}", id()))
}
