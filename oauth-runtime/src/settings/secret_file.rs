//! Reading a small file that may hold a secret.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use zeroize::Zeroizing;

use crate::secret::Secret;

const MOST_BYTES: u64 = 1024 * 1024;

/// The whole text of a file, or why there is none: `is not there`.
pub(super) fn read_text(path: &Path) -> Result<Secret, String> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => "is not there".to_owned(),
        ErrorKind::PermissionDenied => "may not be read by this user".to_owned(),
        ErrorKind::InvalidData => "is not UTF-8".to_owned(),
        ErrorKind::IsADirectory => "is a directory".to_owned(),
        kind => format!("cannot be read: {kind}"),
    };
    let file = File::open(path).map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    if about.is_dir() {
        return Err("is a directory".to_owned());
    }
    warn_if_open(path, &about);
    // All of it at once: a buffer that grows leaves copies behind.
    let size = about.len().min(MOST_BYTES);
    let mut text = Zeroizing::new(String::with_capacity(
        usize::try_from(size).unwrap_or_default() + 1,
    ));
    file.take(MOST_BYTES + 1)
        .read_to_string(&mut text)
        .map_err(failed)?;
    if text.len() as u64 > MOST_BYTES {
        return Err("is larger than 1 MiB".to_owned());
    }
    Ok(Secret::new(std::mem::take(&mut *text)))
}

/// The secret in a file: its text without the line end that editors add.
pub(super) fn read_secret(path: &Path) -> Result<Secret, String> {
    let whole = read_text(path)?;
    let text = whole.expose();
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    match text.is_empty() {
        true => Err("is empty".to_owned()),
        false => Ok(Secret::new(text)),
    }
}

/// A word and no error: containers mount secrets that everybody inside may read.
#[cfg(unix)]
fn warn_if_open(path: &Path, about: &std::fs::Metadata) {
    use std::os::unix::fs::PermissionsExt;

    if about.permissions().mode() & 0o004 != 0 {
        tracing::warn!(
            path = %path.display(),
            "every user of this machine can read the settings or the secret in this file; `chmod o= FILE` ends that"
        );
    }
}

#[cfg(not(unix))]
fn warn_if_open(_path: &Path, _about: &std::fs::Metadata) {}
