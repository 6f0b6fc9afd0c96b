//! A server in a process of its own, so that nothing of it is measured.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;

use crate::fixture::SMALL;

const CONTACT: &str = r#"{"id":"1","name":"Ada Lovelace","emails":[{"kind":"work","address":"ada@acme.example"},{"kind":"home","address":"ada@home.example"}],"phones":["+44 20 7946 0000"],"company":{"id":"77","name":"Analytical Engines","country":"GB"},"created_at":"2026-11-21T09:00:00Z","updated_at":"2026-11-21T09:00:00Z","tags":["founder","mathematics","programs"],"notes":"The first published algorithm for a machine."}"#;

/// The running server. It ends when its standard input closes.
pub struct Server {
    child: Child,
    input: Option<ChildStdin>,
    origin: String,
}

impl Server {
    pub fn start() -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut port = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut port).unwrap();
        Self {
            input: child.stdin.take(),
            child,
            origin: format!("http://127.0.0.1:{}", port.trim()),
        }
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.input.take());
        self.child.wait().unwrap();
    }
}

/// Prints its port and answers until standard input closes.
pub fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("{}", listener.local_addr().unwrap().port());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer_all(stream));
        }
    });
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

/// Answers requests on one connection; `None` when it is over.
fn answer_all(mut stream: TcpStream) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let body = match line.starts_with("POST") {
            true => SMALL,
            false => CONTACT,
        };
        let mut length = 0;
        loop {
            line.clear();
            reader.read_line(&mut line).ok()?;
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
        }
        reader.read_exact(&mut vec![0; length]).ok()?;
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncache-control: no-store\r\ndate: Sat, 21 Nov 2026 09:00:00 GMT\r\n";
        let answer = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
        stream.write_all(answer.as_bytes()).ok()?;
    }
}
