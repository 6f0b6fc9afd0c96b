//! The directory of a new crate, and those around it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::Failure;

/// The crates that a provider crate builds on.
const USED: [&str; 2] = ["oauth-runtime", "oauth-mock"];

/// Refuses a directory with something in it.
pub(super) fn check_empty(dir: &Path) -> Result<(), Failure> {
    let taken = || {
        Failure::Other(format!(
            "`{}` is there already: name another with `--dir`",
            dir.display()
        ))
    };
    match fs::read_dir(dir) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(taken()),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(_) if dir.exists() => Err(taken()),
        Err(error) => Err(error.into()),
    }
}

/// Refuses a directory in which the crates are not.
pub(super) fn check_checkout(dir: &Path) -> Result<(), Failure> {
    let lacking = USED
        .iter()
        .find(|name| !dir.join(name).join("Cargo.toml").is_file());
    match lacking {
        None => Ok(()),
        Some(name) => Err(Failure::Usage(format!(
            "`{}` has no crate `{name}`: give `--path` the directory of a checkout with {}",
            dir.display(),
            USED.map(|name| format!("`{name}`")).join(" and ")
        ))),
    }
}

/// The root of a workspace that the directory lies in.
pub(super) fn workspace_above(dir: &Path) -> Option<PathBuf> {
    let dir = dir.canonicalize().ok()?;
    dir.ancestors()
        .skip(1)
        .find(|above| {
            fs::read_to_string(above.join("Cargo.toml"))
                .is_ok_and(|text| text.lines().any(|line| line.trim() == "[workspace]"))
        })
        .map(Path::to_owned)
}
