//! A key that seals other stores, kept in the keyring.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::store::{StoreError, StoreErrorKind};
use zeroize::Zeroizing;

use super::lock::Locks;
use super::ring::Ring;
use crate::worker::blocking;

/// The text of a key in the system's keyring. Where there is none, 32 random
/// bytes are put there first.
///
/// # Errors
/// When the keyring cannot be used.
pub(crate) async fn sealing_key(
    service: String,
    entry: String,
) -> Result<Zeroizing<String>, StoreError> {
    blocking(move || {
        let locks = Locks::of(&service);
        found_or_made(&Ring::system(service), &locks, &entry)
    })
    .await
}

fn found_or_made(ring: &Ring, locks: &Locks, entry: &str) -> Result<Zeroizing<String>, StoreError> {
    if let Some(text) = ring.get(entry)? {
        return Ok(text);
    }
    // Two processes at their first start must not make two keys.
    let _held = locks.hold()?;
    if let Some(text) = ring.get(entry)? {
        return Ok(text);
    }
    let mut key = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *key).map_err(|error| {
        StoreError::new(
            StoreErrorKind::Unavailable,
            format!("the system gives no random bytes: {error}"),
        )
    })?;
    let text = Zeroizing::new(URL_SAFE_NO_PAD.encode(*key));
    ring.set(entry, &text)?;
    match ring.get(entry)? {
        Some(kept) if kept == text => Ok(kept),
        _ => Err(StoreError::new(
            StoreErrorKind::NotWritable,
            format!(
                "{}: entry `{entry}` did not keep the new key",
                ring.describe()
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once() {
        let ring = Ring::of(keyring_core::mock::Store::new().unwrap(), "acme".to_owned());
        let name = format!("oauth-stores-test-key-{}", std::process::id());
        let place = std::env::temp_dir().join(name);
        let locks = Locks::of("acme").within(place.clone());
        let first = found_or_made(&ring, &locks, "file-key").unwrap();
        assert_eq!(URL_SAFE_NO_PAD.decode(first.as_bytes()).unwrap().len(), 32);
        assert_eq!(found_or_made(&ring, &locks, "file-key").unwrap(), first);
        assert_ne!(found_or_made(&ring, &locks, "other").unwrap(), first);
        std::fs::remove_dir_all(place).unwrap();
    }
}
