//! The keys that a URL points to.

use std::fs::File;
use std::io::Read;

use oauth_runtime::store::{StoreError, StoreErrorKind};
use zeroize::Zeroizing;

use super::address::{Origin, Sealing, config};
use crate::seal::Keys;
use crate::worker::blocking;

/// A key file holds one line. What is longer is something else.
const LONGEST: u64 = 4096;

/// The keys to seal with; `None` for none.
pub(super) async fn keys(sealing: &Sealing) -> Result<Option<Keys>, StoreError> {
    match sealing {
        Sealing::Unsaid | Sealing::Plain => Ok(None),
        Sealing::Key(origin) => {
            let text = secret(origin).await?;
            let keys = Keys::parse_text(&text);
            keys.map(Some).map_err(|error| from(origin, &error))
        }
        Sealing::Passphrase(origin) => {
            let text = secret(origin).await?;
            // A file written by an editor or by `echo` ends with a line break.
            let passphrase = match origin {
                Origin::File(_) => text.trim_end_matches(['\r', '\n']),
                _ => &text,
            };
            let keys = Keys::from_passphrase(passphrase);
            keys.map(Some).map_err(|error| from(origin, &error))
        }
    }
}

async fn secret(origin: &Origin) -> Result<Zeroizing<String>, StoreError> {
    match origin {
        Origin::Environment(name) => variable(name),
        Origin::File(path) => {
            let path = path.clone();
            blocking(move || file(&path)).await
        }
        #[cfg(feature = "keyring")]
        Origin::Keyring { service, entry } => {
            crate::keyring::sealing_key(service.clone(), entry.clone()).await
        }
        #[cfg(not(feature = "keyring"))]
        Origin::Keyring { .. } => Err(super::feature("key=keyring:", "keyring")),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the URL, which the program hands in, names the variable"
)]
fn variable(name: &str) -> Result<Zeroizing<String>, StoreError> {
    // `var` panics on such a name.
    let found = match name.contains('=') {
        true => None,
        false => std::env::var(name).ok(),
    };
    found.map(Zeroizing::new).ok_or_else(|| {
        config(format!(
            "the environment variable `{name}`, which the store's URL names, is not set or is not UTF-8"
        ))
    })
}

fn file(path: &str) -> Result<Zeroizing<String>, StoreError> {
    let unreadable = |reason: &dyn std::fmt::Display| {
        config(format!(
            "the key file `{path}`, which the store's URL names, cannot be read: {reason}"
        ))
    };
    // Asked before it is opened, because opening a pipe would wait.
    let found = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !found.is_file() || found.len() > LONGEST {
        return Err(unreadable(&"it is not a short file"));
    }
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::mode(&found) & 0o077 != 0 {
        return Err(StoreError::new(
            StoreErrorKind::Permissions,
            format!("others can read the key file `{path}`: run `chmod 600` on it"),
        ));
    }
    let mut text = Zeroizing::new(String::with_capacity(4096));
    File::open(path)
        .and_then(|file| file.take(LONGEST).read_to_string(&mut text))
        .map_err(|error| unreadable(&error))?;
    Ok(text)
}

/// Says which key is meant, where the error does not know.
fn from(origin: &Origin, error: &StoreError) -> StoreError {
    let place = match origin {
        Origin::Environment(name) => format!("environment variable `{name}`"),
        Origin::File(path) => format!("file `{path}`"),
        Origin::Keyring { service, entry } => {
            format!("keyring service `{service}`, entry `{entry}`")
        }
    };
    let text = error.to_string();
    let code = format!(" [{}]", error.kind().code());
    let text = text.strip_suffix(&code).unwrap_or(&text);
    StoreError::new(error.kind(), format!("{place}: {text}"))
}
