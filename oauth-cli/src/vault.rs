//! The store of the command, with the client secrets that people gave at a sign-in.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::store::{
    ConnectionKey, Filter, Lease, Leased, Owner, Revision, Store, StoreError, StoreErrorKind, Swap,
};
use oauth_runtime::{DynClient, Secret};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::Failure;
use crate::realm::Realm;

/// What stands in a key in the place of the provider's id, which is a Rust name, so that
/// no client lists such a record among its connections.
const RESERVED: &str = "#client-secret";

/// Keys asked for at once.
const PAGE: usize = 256;
const ROUNDS: usize = 4;

/// A renewal elsewhere is waited for as long as a token call may take.
const LOOKS: u32 = 350;
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
const LEASE: Duration = Duration::from_secs(30);

/// How long a store may take. The stores know shorter ones of their own, whose errors say more.
const DEADLINE: Duration = Duration::from_secs(90);

/// Tokens, and the client secrets beside them: a refresh needs the secret as well, so it
/// lies in the same store, sealed in the same way, and goes with the last connection.
#[derive(Clone)]
pub(crate) struct Vault {
    store: Arc<dyn Store>,
    realm: Realm,
}

#[derive(Serialize, Deserialize)]
struct Record {
    format: u32,
    client_secret: String,
}

impl Drop for Record {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.client_secret);
    }
}

impl Vault {
    pub(crate) fn new(store: Arc<dyn Store>, realm: Realm) -> Self {
        Self { store, realm }
    }

    /// The store, for a client.
    pub(crate) fn store(&self) -> Arc<dyn Store> {
        self.store.clone()
    }

    /// What a person calls the store.
    pub(crate) fn describe(&self) -> String {
        self.store.describe()
    }

    /// The connections of this realm, of one provider or of all.
    pub(crate) async fn connections(
        &self,
        provider: Option<&str>,
    ) -> Result<Vec<ConnectionKey>, Failure> {
        let filter = Filter {
            provider: provider.map(str::to_owned),
            ..Filter::default()
        };
        let mut keys: Vec<ConnectionKey> = Vec::new();
        loop {
            let page = bounded(self.store.list(&filter, keys.last(), PAGE)).await?;
            let last = page.len() < PAGE;
            keys.extend(page);
            if last {
                break;
            }
        }
        keys.retain(|key| {
            let is_connection = key.provider() != RESERVED && !key.is_registration();
            is_connection && self.realm.shown(key).is_some()
        });
        Ok(keys)
    }

    fn key(&self, provider: &str, client_id: &str) -> ConnectionKey {
        ConnectionKey::new(RESERVED, provider, self.realm.name(), client_id)
    }

    /// The secret that was given with this client id.
    pub(crate) async fn secret(
        &self,
        provider: &str,
        client_id: &str,
    ) -> Result<Option<Secret>, Failure> {
        let found = self.read(provider, client_id).await?;
        Ok(found.map(|(_, record)| Secret::new(record.client_secret.as_str())))
    }

    async fn read(
        &self,
        provider: &str,
        client_id: &str,
    ) -> Result<Option<(Revision, Record)>, Failure> {
        let key = self.key(provider, client_id);
        let Some(entry) = bounded(self.store.read(&key)).await? else {
            return Ok(None);
        };
        match serde_json::from_slice::<Record>(&entry.value) {
            Ok(record) if record.format == 1 => Ok(Some((entry.revision, record))),
            _ => Err(StoreError::new(
                StoreErrorKind::Corrupt,
                format!(
                    "the stored client secret of `{}` cannot be read: sign in again with it",
                    client_id.escape_default()
                ),
            )
            .into()),
        }
    }

    /// Keeps a secret for later commands.
    pub(crate) async fn remember(
        &self,
        provider: &str,
        client_id: &str,
        secret: &Secret,
    ) -> Result<(), Failure> {
        let key = self.key(provider, client_id);
        let record = Record {
            format: 1,
            client_secret: secret.expose().to_owned(),
        };
        let bytes = Zeroizing::new(serde_json::to_vec(&record)?);
        for _ in 0..ROUNDS {
            let before = bounded(self.store.read(&key)).await?;
            let revision = before.map(|entry| entry.revision);
            let swap = self.store.compare_and_swap(&key, revision, &bytes, None);
            if let Swap::Done(_) = bounded(swap).await? {
                return Ok(());
            }
        }
        Err(contended())
    }

    /// Takes the lease of a connection, so that no renewal of it is under way anywhere.
    /// `None` when one takes too long.
    pub(crate) async fn hold(
        &self,
        client: &DynClient,
        key: &ConnectionKey,
    ) -> Result<Option<Lease>, Failure> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|error| error.to_string())?;
        let name = format!("oauth logout, pid {}", std::process::id());
        let owner = Owner::new(URL_SAFE_NO_PAD.encode(id), name);
        for _ in 0..LOOKS {
            if let Leased::Granted(lease) = bounded(self.store.lease(key, &owner, LEASE)).await? {
                return Ok(Some(lease));
            }
            client.sleep(BETWEEN_LOOKS).await;
        }
        Ok(None)
    }

    /// Gives a lease back. One that cannot be given back ends by its time.
    pub(crate) async fn release(&self, key: &ConnectionKey, lease: Option<Lease>) {
        if let Some(lease) = lease {
            let _ = bounded(self.store.release(key, &lease)).await;
        }
    }

    /// Forgets a secret that no connection needs any more.
    pub(crate) async fn tidy(&self, provider: &str, client_id: &str) -> Result<(), Failure> {
        let connections = self.connections(Some(provider)).await?;
        if connections
            .iter()
            .any(|key| key.registration() == client_id)
        {
            return Ok(());
        }
        let key = self.key(provider, client_id);
        for _ in 0..ROUNDS {
            let Some(entry) = bounded(self.store.read(&key)).await? else {
                return Ok(());
            };
            if let Swap::Done(_) = bounded(self.store.delete(&key, entry.revision)).await? {
                return Ok(());
            }
        }
        Err(contended())
    }
}

fn contended() -> Failure {
    StoreError::new(
        StoreErrorKind::Held,
        "the stored client secret changes faster than it can be written; something writes it in a loop",
    )
    .into()
}

async fn bounded<T>(call: impl Future<Output = Result<T, StoreError>>) -> Result<T, Failure> {
    match tokio::time::timeout(DEADLINE, call).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(StoreError::new(
            StoreErrorKind::Unavailable,
            format!("the store did not answer within {} s", DEADLINE.as_secs()),
        )
        .into()),
    }
}
