//! The lock that is held for moments, while a record or its lease changes.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use oauth_runtime::store::{StoreError, StoreErrorKind};

use super::name::Names;
use super::state::{self, State};
use super::{FileStore, fault, open};

/// The pauses between two tries: they double from the first to the last.
const FIRST_PAUSE: Duration = Duration::from_micros(200);
const LAST_PAUSE: Duration = Duration::from_millis(20);

/// A lock file, locked until this is dropped.
pub(super) struct Locked {
    file: File,
    path: PathBuf,
    pub(super) state: State,
}

impl FileStore {
    /// Locks the files of a connection.
    pub(super) fn lock(&self, names: &Names) -> Result<Locked, StoreError> {
        let path = &names.lock;
        let mut patience = Patience::new(self.lock_wait);
        loop {
            let file = open::lock(path)?;
            match file.try_lock() {
                Ok(()) => (),
                Err(TryLockError::WouldBlock) => match patience.pause() {
                    true => continue,
                    false => return Err(self.held(path)),
                },
                Err(TryLockError::Error(error)) => return Err(fault::locking(path, &error)),
            }
            // Somebody may have deleted the file since it was opened; its lock would
            // exclude nobody.
            if is_at(&file, path) {
                return self.locked(file, path);
            }
            if !patience.pause() {
                return Err(self.held(path));
            }
        }
    }

    fn locked(&self, file: File, path: &Path) -> Result<Locked, StoreError> {
        let failed = |error| fault::writing(path, &error);
        let now = self.now();
        let state = State::parse(&content(&file).map_err(failed)?, now).map_err(|newer| {
            StoreError::new(
                StoreErrorKind::Newer,
                format!(
                    "`{}` has format {}, and this version of the program reads up to {}; update it",
                    path.display(),
                    newer.0,
                    state::VERSION
                ),
            )
        })?;
        let mut locked = Locked {
            file,
            path: path.to_owned(),
            state,
        };
        locked.state.pid = std::process::id();
        locked.state.since = now;
        locked.save()?;
        Ok(locked)
    }

    /// Says who holds the lock, by what the holder wrote.
    fn held(&self, path: &Path) -> StoreError {
        let now = self.now();
        let state = open::lock(path)
            .ok()
            .and_then(|file| content(&file).ok())
            .and_then(|bytes| State::parse(&bytes, now).ok())
            .filter(|state| state.pid != 0);
        let holder = match state {
            Some(state) => format!(
                "process {} for {} s",
                state.pid,
                Duration::from_millis(now.saturating_sub(state.since)).as_secs()
            ),
            None => "a process that did not say its name".to_owned(),
        };
        StoreError::new(
            StoreErrorKind::Held,
            format!(
                "`{}` is locked by {holder}, and {} s were not enough to get it; end that process \
                 if it hangs",
                path.display(),
                self.lock_wait.as_secs_f32()
            ),
        )
    }
}

impl Locked {
    /// Writes the state.
    pub(super) fn save(&mut self) -> Result<(), StoreError> {
        let bytes = self.state.encode().ok_or_else(|| {
            StoreError::new(
                StoreErrorKind::Config,
                "the owner's name is too long for the lock file",
            )
        })?;
        let mut file = &self.file;
        file.rewind()
            .and_then(|()| file.write_all(&bytes))
            .map_err(|error| fault::writing(&self.path, &error))
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        // Closing is not enough: a child that is being started has the file open too.
        let _ = self.file.unlock();
    }
}

fn content(mut file: &File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(state::LENGTH);
    file.rewind()?;
    file.take(state::LENGTH as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether an open file is still the one at this path.
fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(there)) => open::identity(&open) == open::identity(&there),
        _ => false,
    }
}

/// How much waiting is left.
struct Patience {
    left: Duration,
    next: Duration,
}

impl Patience {
    fn new(wait: Duration) -> Self {
        Self {
            left: wait,
            next: FIRST_PAUSE,
        }
    }

    /// Waits a moment, or says that there was enough of it.
    #[expect(
        clippy::disallowed_methods,
        reason = "the system tells nobody that a file was unlocked"
    )]
    fn pause(&mut self) -> bool {
        if self.left.is_zero() {
            return false;
        }
        let pause = self.next.min(self.left);
        std::thread::sleep(pause);
        self.left = self.left.saturating_sub(pause);
        self.next = self.next.saturating_mul(2).min(LAST_PAUSE);
        true
    }
}
