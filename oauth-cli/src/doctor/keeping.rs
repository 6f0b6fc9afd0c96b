//! Whether tokens can be kept.

use std::time::Duration;

use oauth_runtime::store::{ConnectionKey, Store, StoreError, Swap};

use super::finding::Finding;
use crate::Global;
use crate::place::Place;

/// A keyring that asks the person something waits for ever.
const PATIENCE: Duration = Duration::from_secs(10);

fn probe_key() -> ConnectionKey {
    ConnectionKey::new("oauth-doctor", "probe", "", "probe")
}

/// Opens the store, writes a record, reads it back and removes it.
pub(super) async fn store(global: &Global, asked_for: bool) -> Finding {
    const ID: &str = "store";
    let place = match Place::find(global) {
        Ok(place) => place,
        Err(failure) => return Finding::fail(ID, failure.to_string()),
    };
    if place.is_untouched() && !asked_for {
        return Finding::skip(
            ID,
            format!(
                "{}: nothing is stored; `--only store` makes it and writes a probe",
                place.describe_unopened()
            ),
        );
    }
    let opened = async {
        let store = place.open().await?;
        round_trip(&*store).await?;
        Ok::<_, crate::Failure>(store.describe())
    };
    match tokio::time::timeout(PATIENCE, opened).await {
        Ok(Ok(what)) => Finding::pass(
            ID,
            format!("{what}: a record was written, read and removed"),
        ),
        Ok(Err(failure)) => Finding::fail(ID, failure.to_string()),
        Err(_) => Finding::fail(ID, format!("no answer in {} s", PATIENCE.as_secs()))
            .fix("see whether the keyring or the database waits for somebody"),
    }
}

async fn round_trip(store: &dyn Store) -> Result<(), StoreError> {
    let key = probe_key();
    // One that an earlier look left behind.
    let left = store.read(&key).await?.map(|entry| entry.revision);
    if let Swap::Done(revision) = store.compare_and_swap(&key, left, b"probe", None).await? {
        store.read(&key).await?;
        store.delete(&key, revision).await?;
    }
    Ok(())
}

/// Whether the system's keyring answers, where anything needs it.
pub(super) async fn keyring(global: &Global, asked_for: bool) -> Finding {
    const ID: &str = "keyring";
    let is_idle = Place::find(global).is_ok_and(|place| !place.needs_keyring());
    if is_idle && !asked_for {
        return Finding::skip(ID, "the store does not use it");
    }
    let asked = async {
        let store = oauth_stores::open("keyring:oauth-doctor").await?;
        store.read(&probe_key()).await.map(drop)
    };
    let why = match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(())) => return Finding::pass(ID, "answers"),
        Ok(Err(error)) => error.to_string(),
        Err(_) => format!("no answer in {} s", PATIENCE.as_secs()),
    };
    Finding::warn(ID, why)
        .fix("unlock or start the keyring, which keeps the key of the default store; or keep that key in a file: `--store file`")
}
