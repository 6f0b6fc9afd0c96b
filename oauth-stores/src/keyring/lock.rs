//! What a keyring has not: a lock between processes, and a place for leases.
//!
//! Both are files in a directory that depends on the user alone, so that two
//! programs of one user meet there whatever `HOME` and `TMPDIR` say.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use oauth_runtime::store::{StoreError, StoreErrorKind};
use sha2::{Digest, Sha256};

/// How long a process waits for the lock, in tries and the pause between them:
/// ten seconds.
const TRIES: u32 = 1000;
const PAUSE: Duration = Duration::from_millis(10);

pub(super) struct Locks {
    directory: Option<PathBuf>,
    stem: String,
    tries: u32,
}

/// The lock, until it is dropped.
pub(super) struct Held {
    leases: PathBuf,
    _lock: File,
}

impl Locks {
    pub(super) fn of(service: &str) -> Self {
        let digest = Sha256::digest(service.as_bytes());
        let stem = digest
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            directory: None,
            stem,
            tries: TRIES,
        }
    }

    pub(super) fn within(self, directory: PathBuf) -> Self {
        Self {
            directory: Some(directory),
            ..self
        }
    }

    pub(super) fn waiting(self, timeout: Duration) -> Self {
        let tries = timeout.as_millis() / PAUSE.as_millis();
        Self {
            tries: u32::try_from(tries).unwrap_or(u32::MAX).max(1),
            ..self
        }
    }

    pub(super) fn hold(&self) -> Result<Held, StoreError> {
        // Asked each time, because the directory of a session comes and goes with it.
        let directory = self.directory.clone().unwrap_or_else(users_directory);
        prepare(&directory)?;
        let path = directory.join(format!("{}.lock", self.stem));
        for _ in 0..self.tries {
            let file = open(&path).map_err(|error| failed(&path, &error))?;
            match file.try_lock() {
                Ok(()) if is_still_at(&file, &path) => {
                    let _ = file.set_len(0).and_then(|()| {
                        (&file).write_all(std::process::id().to_string().as_bytes())
                    });
                    return Ok(Held {
                        leases: directory.join(format!("{}.leases", self.stem)),
                        _lock: file,
                    });
                }
                Ok(()) => (),
                Err(TryLockError::WouldBlock) => pause(),
                Err(TryLockError::Error(error)) => return Err(failed(&path, &error)),
            }
        }
        let mut holder = String::new();
        let _ = File::open(&path).and_then(|file| file.take(20).read_to_string(&mut holder));
        Err(StoreError::new(
            StoreErrorKind::Held,
            format!(
                "the lock {} is held for more than {:?} by process {}: see if it hangs, for example at a prompt of the keyring",
                path.display(),
                PAUSE * self.tries,
                if holder.is_empty() { "?" } else { &holder }
            ),
        ))
    }
}

impl Held {
    /// The text of the lease file; `None` when there is none.
    pub(super) fn leases(&self) -> Result<Option<String>, StoreError> {
        match fs::read_to_string(&self.leases) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(None),
            Err(error) => Err(failed(&self.leases, &error)),
        }
    }

    pub(super) fn set_leases(&self, text: &str) -> Result<(), StoreError> {
        let next = self.leases.with_extension("next");
        let written = fs::remove_file(&next)
            .or_else(|error| match error.kind() {
                io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            })
            .and_then(|()| open(&next))
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .and_then(|()| fs::rename(&next, &self.leases));
        written.map_err(|error| failed(&next, &error))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "another process holds the lock, and only the system knows its end"
)]
fn pause() {
    std::thread::sleep(PAUSE);
}

fn failed(path: &Path, error: &io::Error) -> StoreError {
    let kind = match error.kind() {
        io::ErrorKind::PermissionDenied => StoreErrorKind::Permissions,
        io::ErrorKind::StorageFull
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::QuotaExceeded => StoreErrorKind::NotWritable,
        _ => StoreErrorKind::Unavailable,
    };
    StoreError::new(
        kind,
        format!(
            "the lock of the keyring store at {} cannot be used: {error}",
            path.display()
        ),
    )
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn prepare(directory: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(directory)
        .map_err(|error| failed(directory, &error))?;
    check(directory)
}

/// Anybody can make a directory in `/tmp` before us.
#[cfg(unix)]
fn check(directory: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::MetadataExt;

    let found = fs::symlink_metadata(directory).map_err(|error| failed(directory, &error))?;
    let ours = found.uid() == rustix::process::geteuid().as_raw();
    if found.is_dir() && ours && found.mode() & 0o077 == 0 {
        return Ok(());
    }
    Err(StoreError::new(
        StoreErrorKind::Permissions,
        format!(
            "{} must be a directory (not a link) that belongs to you and that nobody else can use: \
             remove it, or `chmod 700` it if it is yours",
            directory.display()
        ),
    ))
}

#[cfg(not(unix))]
fn check(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Whether somebody deleted the file, or put another in its place, before it was locked.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(locked), Ok(found)) => (locked.dev(), locked.ino()) == (found.dev(), found.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_at(_: &File, _: &Path) -> bool {
    true
}

/// `/run/user/1000/oauth-stores` where the system keeps such a directory, else
/// `/tmp/oauth-stores-1000`.
#[cfg(unix)]
fn users_directory() -> PathBuf {
    use std::os::unix::fs::MetadataExt;

    let user = rustix::process::geteuid().as_raw();
    let session = PathBuf::from(format!("/run/user/{user}"));
    match fs::metadata(&session) {
        Ok(found) if found.is_dir() && found.uid() == user => session.join("oauth-stores"),
        _ => PathBuf::from(format!("/tmp/oauth-stores-{user}")),
    }
}

/// The system's own temporary directory of the user.
#[cfg(not(unix))]
fn users_directory() -> PathBuf {
    std::env::temp_dir().join("oauth-stores")
}
