//! A terminal with a person at it.

use std::io::{Read as _, Write as _};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::Home;

/// Nothing takes this long; a test that waits for what never comes ends with it.
const WATCHDOG: Duration = Duration::from_secs(60);

/// A child on a terminal of 100 columns.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn std::io::Write + Send>,
    screen: Arc<Screen>,
    // Open as long as the child lives, or it gets a hang-up.
    master: Box<dyn MasterPty + Send>,
}

#[derive(Default)]
struct Screen {
    shown: Mutex<(Vec<u8>, bool)>,
    changed: Condvar,
}

impl Terminal {
    pub(crate) fn start(home: &Home, arguments: &[&str], env: &[(&str, &str)]) -> Self {
        let size = PtySize {
            rows: 60,
            cols: 100,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_oauth"));
        command.args(arguments);
        command.env_clear();
        command.cwd(home.path());
        for (name, value) in home.variables() {
            command.env(name, value);
        }
        command.env("TERM", "xterm");
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let screen = Arc::new(Screen::default());
        let shown = screen.clone();
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            loop {
                // Linux answers EIO once the child is gone.
                let read = reader.read(&mut chunk).unwrap_or(0);
                let mut screen = shown.shown.lock().unwrap();
                match read {
                    0 => screen.1 = true,
                    count => screen.0.extend_from_slice(&chunk[..count]),
                }
                shown.changed.notify_all();
                if screen.1 {
                    return;
                }
            }
        });
        Self {
            child,
            writer: pair.master.take_writer().unwrap(),
            screen,
            master: pair.master,
        }
    }

    /// Waits until something is found in what is shown.
    pub(crate) fn wait<T>(&self, find: impl Fn(&str) -> Option<T>) -> T {
        let mut shown = self.screen.shown.lock().unwrap();
        loop {
            let text = String::from_utf8_lossy(&shown.0).into_owned();
            if let Some(found) = find(&text) {
                return found;
            }
            assert!(!shown.1, "the command ended: {text}");
            let (next, waited) = self.screen.changed.wait_timeout(shown, WATCHDOG).unwrap();
            shown = next;
            assert!(!waited.timed_out(), "never shown: {text}");
        }
    }

    /// Waits until a text is shown.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait(|shown| shown.contains(text).then_some(()));
    }

    /// Waits until what is typed is not shown any more.
    pub(crate) fn wait_for_secrecy(&self) {
        let echoes = || {
            let flags = self.master.get_termios().map(|found| found.local_flags);
            format!("{flags:?}").contains("ECHO |")
        };
        while echoes() {
            assert!(!self.screen.shown.lock().unwrap().1, "the command ended");
            thread::yield_now();
        }
    }

    /// Types a line.
    pub(crate) fn say(&mut self, line: &str) {
        self.type_text(&format!("{line}\r"));
    }

    /// Presses keys.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.writer.write_all(text.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Waits for the end; answers the exit code and everything that was shown.
    pub(crate) fn end(mut self) -> (u32, String) {
        let status = self.child.wait().unwrap();
        let mut shown = self.screen.shown.lock().unwrap();
        while !shown.1 {
            let (next, waited) = self.screen.changed.wait_timeout(shown, WATCHDOG).unwrap();
            shown = next;
            assert!(!waited.timed_out(), "the terminal stays open");
        }
        let text = String::from_utf8_lossy(&shown.0).into_owned();
        (status.exit_code(), text)
    }
}
