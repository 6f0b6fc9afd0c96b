//! What children can do, by name.

use std::fs::{OpenOptions, metadata};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use super::child::{self, Role};

/// The roles that [`super::parent::Child::spawn`] can name.
pub const ROLES: &[(&str, Role)] = &[
    ("canary", crate::canary::role),
    ("echo", echo),
    ("session", crate::fleet::session::session),
    ("panic", |_| panic!("the child panics on purpose")),
    ("write", write),
];

/// Says `ready`, the parameter `greeting` as its result, and every line that it
/// hears, until it hears `end`. `barrier` makes it pass one.
fn echo(params: Value) {
    child::say("ready");
    child::result(&params["greeting"]);
    loop {
        match child::hear().as_str() {
            "end" => return,
            "barrier" => child::reached("the barrier"),
            line => child::say(line),
        }
    }
}

/// Writes `bytes` to a new file at `path`; tells the mode of the file, the error
/// of the operating system, and whether it works once the limit is gone.
fn write(params: Value) {
    let path = params["path"].as_str().unwrap();
    let bytes = vec![b'a'; params["bytes"].as_u64().unwrap().try_into().unwrap()];
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .unwrap();
    let error = file.write_all(&bytes).err();
    child::limit_file_size(None);
    file.write_all(&bytes).unwrap();
    child::result(&json!({
        "mode": metadata(path).unwrap().permissions().mode() & 0o777,
        "error": error.and_then(|error| error.raw_os_error()),
    }));
}
