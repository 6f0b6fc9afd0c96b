//! What the process does at a failpoint.

use std::io;
use std::sync::{Mutex, PoisonError};

use oauth_runtime::failpoint;
use rustix::process::{Signal, getpid, kill_process};
use serde_json::{Value, json};

use crate::process::child;

static PASSED: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());

/// Remembers the places that are passed from now on.
pub fn trace() {
    failpoint::install(|place| {
        let mut passed = PASSED.lock().unwrap_or_else(PoisonError::into_inner);
        passed.push(place);
        Ok(())
    });
}

pub fn traced() -> Value {
    json!(*PASSED.lock().unwrap_or_else(PoisonError::into_inner))
}

/// `PLACE ACTION [TIME]`: what happens when a place is passed for the first
/// time, or for the time of this number.
pub fn arm(order: &str) {
    let mut words = order.split(' ').map(str::to_owned);
    let (wanted, action) = (words.next().unwrap(), words.next().unwrap());
    let mut left: usize = words.next().map_or(1, |word| word.parse().unwrap());
    let act: fn(&str) = match &*action {
        "kill" => |_| kill_process(getpid(), Signal::KILL).unwrap(),
        "panic" => |place| panic!("a test panics at `{place}`"),
        "pause" => child::reached,
        "limit" => |_| limit(),
        other => panic!("no action `{other}`"),
    };
    let count = Mutex::new(move |place: &str| {
        left -= usize::from(left > 0 && place == wanted);
        left == 0 && place == wanted
    });
    let spent = std::sync::atomic::AtomicBool::new(false);
    failpoint::install(move |place| -> io::Result<()> {
        let due = count.lock().unwrap_or_else(PoisonError::into_inner)(place);
        if due && !spent.swap(true, std::sync::atomic::Ordering::SeqCst) {
            act(place);
        }
        Ok(())
    });
}

/// On a thread of its own, for it starts a runtime, and this is in one.
fn limit() {
    let limited = std::thread::spawn(|| child::limit_file_size(Some(1)));
    limited.join().unwrap();
}
