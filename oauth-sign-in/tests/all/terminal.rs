//! A person at a real terminal: a process whose standard input and standard error
//! are a pseudo-terminal.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use oauth_runtime::Provider as _;
use oauth_sign_in::{SignInExt as _, Way};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use tokio::sync::watch;

use crate::providers::*;
use crate::support::*;

/// Set for the process that talks with a terminal: which talk.
const CHILD: &str = "OAUTH_TEST_TERMINAL_CHILD";

/// How long a process may take to say what is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Not a test of its own: the program at the terminal.
#[tokio::test]
async fn child() {
    let Some(talk) = std::env::var_os(CHILD) else {
        return;
    };
    if talk == "device" {
        let (server, client) = world(Screenless::SPEC).await;
        let task = tokio::spawn(client.sign_in("").way(Way::Device).into_future());
        let clock = server.clock();
        clock.until_asleep(1).await;
        server.approve_device();
        while !task.is_finished() {
            clock.advance_to_next_wake();
            tokio::task::yield_now().await;
        }
        task.await.unwrap().unwrap();
        return;
    }
    let (_server, client) = world(Acme::SPEC).await;
    for _ in 0..2 {
        let attempt = client.sign_in("").way(Way::Browser).browser(|_| Ok(()));
        attempt.into_future().await.unwrap();
    }
    eprintln!("Your name:");
    let mut name = String::new();
    std::io::stdin().read_line(&mut name).unwrap();
    eprintln!("Hello {}!", name.trim());
}

/// The person's side of the terminal.
struct Screen {
    keyboard: File,
    shown: watch::Receiver<String>,
    program: std::process::Child,
}

impl Screen {
    fn start(talk: &str, is_terminal: bool) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        let size = Winsize {
            ws_row: 60,
            ws_col: 120,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&master, size).unwrap();
        let slave = OpenOptions::new()
            .read(true)
            .write(true)
            .open(OsStr::from_bytes(name.as_bytes()))
            .unwrap();
        let (reader, writer) = std::io::pipe().unwrap();
        let error: OwnedFd = match is_terminal {
            true => slave.try_clone().unwrap().into(),
            false => writer.into(),
        };
        let program = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "terminal::child", "--nocapture"])
            .env(CHILD, talk)
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .stdin(match is_terminal {
                true => Stdio::from(OwnedFd::from(slave)),
                false => Stdio::null(),
            })
            .stdout(Stdio::null())
            .stderr(error)
            .spawn()
            .unwrap();
        let keyboard = File::from(master);
        let output: Box<dyn std::io::Read + Send> = match is_terminal {
            true => Box::new(keyboard.try_clone().unwrap()),
            false => Box::new(reader),
        };
        Self {
            shown: watching(output),
            keyboard,
            program,
        }
    }

    fn types(&mut self, text: &str) {
        self.keyboard
            .write_all(format!("{text}\n").as_bytes())
            .unwrap();
    }

    /// Waits until a text stands on the screen so many times.
    async fn until(&mut self, text: &str, times: usize) -> String {
        let all = self.shown.clone();
        let shown = self
            .shown
            .wait_for(|shown| shown.matches(text).count() >= times);
        match tokio::time::timeout(PATIENCE, shown).await {
            Ok(shown) => shown.unwrap().clone(),
            Err(_) => panic!("no `{text}`, but: {}", *all.borrow()),
        }
    }

    /// Opens the last address that is on the screen, and answers where it ends.
    async fn callback(&mut self, times: usize) -> String {
        let shown = self.until("redirect_uri=", times).await;
        let shown = self
            .until("paste the address of that page here", times)
            .await
            .max(shown);
        let url = shown
            .lines()
            .map(str::trim)
            .rfind(|line| line.contains("redirect_uri="));
        get(url.unwrap())
            .await
            .header("location")
            .unwrap()
            .to_owned()
    }

    async fn ends(mut self) -> String {
        let status = tokio::task::spawn_blocking(move || self.program.wait().unwrap());
        assert!(soon(status).await.unwrap().success());
        self.shown.borrow().clone()
    }
}

fn watching(mut output: Box<dyn std::io::Read + Send>) -> watch::Receiver<String> {
    let (tell, shown) = watch::channel(String::new());
    thread::spawn(move || {
        let mut room = [0; 4096];
        while let Ok(read @ 1..) = output.read(&mut room) {
            tell.send_modify(|shown| shown.push_str(&String::from_utf8_lossy(&room[..read])));
        }
    });
    shown
}

#[tokio::test]
async fn a_person_pastes_at_a_terminal_and_the_next_line_is_the_program_s() {
    let mut screen = Screen::start("paste", true);
    let callback = screen.callback(1).await;
    screen.types("hello");
    screen.until("Paste the whole address", 1).await;
    screen.types(&callback);
    screen.until("Signed in.", 1).await;
    // The second ends in the browser, while the terminal is listened to.
    let callback = screen.callback(2).await;
    assert_eq!(visit(&callback).await.status, 200);
    screen.until("Signed in.", 2).await;
    screen.until("Your name:", 1).await;
    screen.types("Ada");
    screen.until("Hello Ada!", 1).await;
    screen.ends().await;
}

#[tokio::test]
async fn a_device_code_is_shown_with_a_picture_on_a_terminal() {
    let mut screen = Screen::start("device", true);
    let shown = screen.until("Signed in.", 1).await;
    assert!(shown.contains("Or scan:"), "{shown}");
    assert!(shown.contains('\u{2584}') && shown.contains("\u{1b}[1m"));
    screen.ends().await;
}

#[tokio::test]
async fn without_a_terminal_the_talk_is_plain() {
    let mut screen = Screen::start("device", false);
    let shown = screen.until("Signed in.", 1).await;
    assert!(shown.contains("and type this code"), "{shown}");
    let talk: String = shown
        .lines()
        .filter(|line| !line.contains("Or scan"))
        .collect();
    assert!(
        !talk.contains('\u{1b}') && !talk.contains('\u{2584}'),
        "{shown}"
    );
    assert!(!shown.contains("Or scan"), "{shown}");
    screen.ends().await;
}
