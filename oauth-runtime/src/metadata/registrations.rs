//! Where registrations are kept: with the client, and in its store beside the connections.
//!
//! A registration belongs to the program, not to a person: all accounts share it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::ClientInformation;
use super::client_metadata::without_loopback_port;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::session::bounded;
use crate::store::{ConnectionKey, Entry, Revision, SEALED, StoreError, Swap};

/// The registrations that this process knows.
#[derive(Default)]
pub(crate) struct Registrations {
    known: Mutex<HashMap<ConnectionKey, ClientInformation>>,
    /// Held by the one who registers, so that a program registers once.
    pub(super) turn: tokio::sync::Mutex<()>,
}

impl Registrations {
    fn known(&self) -> MutexGuard<'_, HashMap<ConnectionKey, ClientInformation>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The version this code writes.
const FORMAT: u32 = 1;
/// How often a record that changes under our hands is read again.
const ROUNDS: usize = 8;

#[derive(Serialize, Deserialize)]
struct Stored {
    format: u32,
    client: ClientInformation,
}

impl Core {
    /// What a registration is kept under: the provider, the issuer and the redirect URI.
    /// A stand-in server registers no client of the real one.
    pub(super) fn registration_key(&self, issuer: &str, redirect_uri: &str) -> ConnectionKey {
        let server = match &self.against {
            Some(against) => format!("{issuer} at {}", against.as_str()),
            None => issuer.to_owned(),
        };
        ConnectionKey::of_registration(self.spec.id, server, without_loopback_port(redirect_uri))
    }

    /// The registration under a key, if its secret lasts.
    pub(super) async fn known_registration(
        &self,
        key: &ConnectionKey,
    ) -> Result<Option<ClientInformation>, Error> {
        let known = self.hub.registrations().known().get(key).cloned();
        let known = match known {
            Some(known) => Some(known),
            None => self.stored_registration(key).await?,
        };
        let known = known.filter(|client| self.lasts(client));
        if let Some(client) = &known {
            let mut all = self.hub.registrations().known();
            all.insert(key.clone(), client.clone());
        }
        Ok(known)
    }

    /// Whether the client secret is good for long enough to finish a sign-in.
    fn lasts(&self, client: &ClientInformation) -> bool {
        let now = crate::flow::unix_seconds(self.time.now());
        let needed = now.saturating_add(self.sign_in_lifetime.as_secs());
        client.client_secret_expires_at.is_none_or(|at| at > needed)
    }

    async fn stored_registration(
        &self,
        key: &ConnectionKey,
    ) -> Result<Option<ClientInformation>, Error> {
        let Some(entry) = self.read_registration(key).await? else {
            return Ok(None);
        };
        if entry.value.starts_with(SEALED) {
            return Err(self.of_store(Error::new(
                Code::StoreKey,
                "the stored registration of the client is sealed, and the store was opened without its key",
            )));
        }
        // A damaged record costs a new registration, and nobody a sign-in.
        let stored = serde_json::from_slice::<Stored>(&entry.value).ok();
        Ok(stored
            .filter(|stored| stored.format == FORMAT)
            .map(|stored| stored.client))
    }

    async fn read_registration(&self, key: &ConnectionKey) -> Result<Option<Entry>, Error> {
        let Some(store) = &self.store else {
            return Ok(None);
        };
        let read = bounded(self, || store.read(key)).await;
        read.map_err(|error| self.store_failed(error))
    }

    /// Keeps a registration, also for other processes and for the next start. Where
    /// another process registered meanwhile, its registration is the one that counts.
    /// A store that fails costs the next start a registration, and nobody this sign-in.
    pub(super) async fn keep_registration(
        &self,
        key: &ConnectionKey,
        client: ClientInformation,
    ) -> ClientInformation {
        let client = match self.store_registration(key, &client).await {
            Ok(None) => client,
            Ok(Some(other)) => other,
            Err(error) => {
                tracing::warn!(%error, "the client's registration could not be stored");
                client
            }
        };
        let mut all = self.hub.registrations().known();
        all.insert(key.clone(), client.clone());
        client
    }

    /// Writes a registration, or answers the one that another process wrote meanwhile.
    async fn store_registration(
        &self,
        key: &ConnectionKey,
        client: &ClientInformation,
    ) -> Result<Option<ClientInformation>, Error> {
        let Some(store) = &self.store else {
            return Ok(None);
        };
        let stored = Stored {
            format: FORMAT,
            client: client.clone(),
        };
        let bytes = serde_json::to_vec(&stored).map(Zeroizing::new);
        let bytes = bytes.map_err(|_| {
            let text = "the registration cannot be written as JSON";
            self.of_store(Error::new(Code::StoreConfig, text))
        })?;
        let expected = self.revision_of_registration(key).await?;
        let swap = bounded(self, || store.compare_and_swap(key, expected, &bytes, None));
        match swap.await.map_err(|error| self.store_failed(error))? {
            Swap::Done(_) => Ok(None),
            _ => self.stored_registration(key).await,
        }
    }

    async fn revision_of_registration(
        &self,
        key: &ConnectionKey,
    ) -> Result<Option<Revision>, Error> {
        let entry = self.read_registration(key).await?;
        Ok(entry.map(|entry| entry.revision))
    }

    /// Forgets a registration that the server no longer knows, unless another one took
    /// its place. The next sign-in registers anew.
    pub(crate) async fn forget_registration(
        &self,
        client: &ClientInformation,
    ) -> Result<(), Error> {
        let uris = client.redirect_uris.iter().map(String::as_str);
        for uri in uris.chain([""]) {
            let key = self.registration_key(&client.issuer, uri);
            let is_it = |known: &ClientInformation| known.client_id == client.client_id;
            {
                let mut all = self.hub.registrations().known();
                if all.get(&key).is_some_and(is_it) {
                    all.remove(&key);
                }
            }
            let Some(store) = &self.store else { continue };
            for _ in 0..ROUNDS {
                let stored = self.stored_registration(&key).await?;
                if !stored.as_ref().is_some_and(is_it) {
                    break;
                }
                let Some(revision) = self.revision_of_registration(&key).await? else {
                    break;
                };
                let deleted = bounded(self, || store.delete(&key, revision)).await;
                if let Swap::Done(_) = deleted.map_err(|error| self.store_failed(error))? {
                    break;
                }
            }
        }
        Ok(())
    }

    fn store_failed(&self, error: StoreError) -> Error {
        self.of_store(error.into())
    }

    fn of_store(&self, error: Error) -> Error {
        error
            .of(self.spec.id)
            .on(crate::spec::CallKind::Registration)
    }
}
