//! The stored connections of a client: list, label, sign out, forget.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use super::Core;
use crate::error::{Code, Error};
use crate::session::{DynSession, bounded};
use crate::spec::CallKind;
use crate::store::record::Record;
use crate::store::{ConnectionKey, Filter, Revision, Store, StoreError, Swap};
use crate::token::Expiry;

/// The stored connections of a client: all accounts of its provider, client id
/// and tenant.
#[derive(Clone)]
pub struct Connections(Arc<Core>);

/// One stored connection, without its tokens.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Connection {
    /// Whose tokens.
    pub key: ConnectionKey,
    /// A person's name for it, set with [`Connections::label`].
    pub label: Option<String>,
    /// How many sets of tokens there were since the sign-in.
    pub generation: u64,
    /// When the access token was issued.
    pub issued_at: SystemTime,
    /// When the access token ends.
    pub expires: Expiry,
    /// The granted scopes, if the provider said.
    pub scope: Option<Vec<String>>,
    /// Why only a new sign-in helps, if that is so.
    pub needs_sign_in: Option<Error>,
    /// Why the record cannot be read, if that is so: a wrong key or damage. A
    /// sign-in does not mend a wrong key.
    pub unreadable: Option<Error>,
    /// Since when a refresh has an outcome that nobody knows.
    pub unknown_since: Option<SystemTime>,
}

impl fmt::Debug for Connections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connections")
            .field("provider", &self.0.spec.id)
            .finish_non_exhaustive()
    }
}

/// How many keys are asked for at once.
const PAGE: usize = 256;
const ROUNDS: usize = 8;

impl Connections {
    pub(super) fn new(core: Arc<Core>) -> Self {
        Self(core)
    }

    fn store(&self) -> Result<&Arc<dyn Store>, Error> {
        self.0.store.as_ref().ok_or_else(|| {
            Error::new(
                Code::StoreConfig,
                "the client has no store; set one with `store(...)` of its builder",
            )
            .of(self.0.spec.id)
        })
    }

    fn filter(&self) -> Filter {
        let key = self.0.key(CallKind::Token);
        Filter {
            provider: Some(key.provider().to_owned()),
            registration: Some(key.registration().to_owned()),
            tenant: Some(key.tenant().to_owned()),
        }
    }

    fn named(&self, error: impl Into<Error>) -> Error {
        error.into().of(self.0.spec.id)
    }

    /// The next keys after one that was listed before, at most `limit`.
    ///
    /// # Errors
    /// `E07..` when the store cannot be read.
    pub async fn page(
        &self,
        after: Option<&ConnectionKey>,
        limit: usize,
    ) -> Result<Vec<ConnectionKey>, Error> {
        let listed = {
            let (store, filter) = (self.store()?, self.filter());
            bounded(&self.0, || store.list(&filter, after, limit)).await
        };
        listed.map_err(|error| self.named(error))
    }

    /// All connections, in the order of their accounts. For many thousands use [`Connections::page`].
    ///
    /// # Errors
    /// `E07..` when the store cannot be listed. A connection whose record cannot
    /// be read is listed with that error.
    pub async fn list(&self) -> Result<Vec<Connection>, Error> {
        let mut connections = Vec::new();
        for key in self.keys().await? {
            match self.read(&key).await {
                Ok(Some((_, record))) => connections.push(self.described(key, &record)),
                Ok(None) => (),
                Err(error) => connections.push(unreadable(key, error)),
            }
        }
        Ok(connections)
    }

    /// The claims of a connection's ID token, if it has one.
    pub(super) async fn id_token_claims(
        &self,
        key: &ConnectionKey,
    ) -> Result<Option<serde_json::Value>, Error> {
        let read = self.read(key).await?;
        Ok(read.and_then(|(_, record)| record.tokens.id_token_claims()))
    }

    pub(super) async fn keys(&self) -> Result<Vec<ConnectionKey>, Error> {
        let mut keys: Vec<ConnectionKey> = Vec::new();
        loop {
            let page = self.page(keys.last(), PAGE).await?;
            let last = page.len() < PAGE;
            keys.extend(page);
            if last {
                return Ok(keys);
            }
        }
    }

    async fn read(&self, key: &ConnectionKey) -> Result<Option<(Revision, Record)>, Error> {
        let store = self.store()?;
        let entry = bounded(&self.0, || store.read(key)).await;
        let Some(entry) = entry.map_err(|error| self.named(error))? else {
            return Ok(None);
        };
        let record = Record::from_bytes(self.0.spec, &entry.value)?;
        Ok(Some((entry.revision, record)))
    }

    fn described(&self, key: ConnectionKey, record: &Record) -> Connection {
        Connection {
            key,
            label: record.label.clone(),
            generation: record.generation,
            issued_at: record.tokens.issued_at,
            expires: record.tokens.expires,
            scope: record.tokens.scope.clone(),
            needs_sign_in: record
                .tombstone
                .as_ref()
                .map(|stone| stone.error(self.0.spec.id)),
            unreadable: None,
            unknown_since: record.unknown_since,
        }
    }

    fn key(&self, account: &str) -> ConnectionKey {
        self.0.key(CallKind::Token).with_account(account)
    }

    /// Gives a connection a name for people; an empty one takes it away.
    ///
    /// # Errors
    /// `E0344` when there is no such connection, `E07..` for the store.
    pub async fn label(&self, account: &str, label: &str) -> Result<(), Error> {
        let label = (!label.is_empty()).then(|| label.to_owned());
        self.change(account, |record| Record {
            label: label.clone(),
            ..record
        })
        .await
    }

    /// Lets a connection that the provider refused be tried once more: after an
    /// outage in which a provider refused tokens that were good. A connection
    /// that was signed out stays so.
    ///
    /// # Errors
    /// As [`Connections::label`].
    pub async fn retry(&self, account: &str) -> Result<(), Error> {
        self.change(account, |record| match &record.tombstone {
            Some(stone) if !stone.is_sign_out() => record.settled(),
            _ => record,
        })
        .await
    }

    async fn change(&self, account: &str, change: impl Fn(Record) -> Record) -> Result<(), Error> {
        let key = self.key(account);
        for _ in 0..ROUNDS {
            let Some((revision, record)) = self.read(&key).await? else {
                let text = format!("nobody is signed in as `{}`", account.escape_default());
                return Err(self.named(Error::new(Code::SignedOut, text)));
            };
            let bytes = change(record)
                .to_bytes()
                .map_err(|error| self.named(error))?;
            let store = self.store()?;
            let swap = || store.compare_and_swap(&key, Some(revision), &bytes, None);
            let swapped = bounded(&self.0, swap).await;
            if let Swap::Done(_) = swapped.map_err(|error| self.named(error))? {
                return Ok(());
            }
        }
        Err(self.named(StoreError::contended()))
    }

    /// Signs out one account, as [`DynSession::sign_out`](crate::DynSession::sign_out),
    /// also one that the provider ended. Answers whether there was one that was
    /// not signed out before.
    ///
    /// # Errors
    /// `E07..` for the store.
    pub async fn sign_out(&self, account: &str) -> Result<bool, Error> {
        let key = self.key(account);
        if let Some(session) = DynSession::stored(self.0.clone(), key.clone()).await? {
            return session.sign_out().await.map(|()| true);
        }
        match self.read(&key).await? {
            Some((_, record)) if !record.is_signed_out() => {
                let store = self.store()?.clone();
                let session = DynSession::of_record(self.0.clone(), key, store, &record);
                session.sign_out().await.map(|()| true)
            }
            _ => Ok(false),
        }
    }

    /// Signs out every account. Goes on after an error; answers how many are
    /// signed out and what failed.
    ///
    /// # Errors
    /// When the store cannot be listed.
    pub async fn sign_out_all(&self) -> Result<(usize, Vec<(ConnectionKey, Error)>), Error> {
        let mut done = 0;
        let mut failed = Vec::new();
        for key in self.keys().await? {
            match self.sign_out(key.account()).await {
                Ok(signed_out) => done += usize::from(signed_out),
                Err(error) => failed.push((key, error)),
            }
        }
        Ok((done, failed))
    }

    /// Removes what the store holds of an account, its tombstone included. Sign
    /// it out first: what a provider issued stays valid there. A refresh that is
    /// under way in another process at this moment can bring the record back; the
    /// tombstone of a sign-out, which this removes, is what prevents that. Answers
    /// whether there was something.
    ///
    /// # Errors
    /// `E07..` for the store.
    pub async fn forget(&self, account: &str) -> Result<bool, Error> {
        let key = self.key(account);
        let store = self.store()?;
        for _ in 0..ROUNDS {
            let entry = bounded(&self.0, || store.read(&key)).await;
            let entry = entry.map_err(|error| self.named(error))?;
            let Some(entry) = entry else {
                return Ok(false);
            };
            let deleted = bounded(&self.0, || store.delete(&key, entry.revision)).await;
            if let Swap::Done(_) = deleted.map_err(|error| self.named(error))? {
                return Ok(true);
            }
        }
        Err(self.named(StoreError::contended()))
    }
}

fn unreadable(key: ConnectionKey, error: Error) -> Connection {
    Connection {
        key,
        label: None,
        generation: 0,
        issued_at: SystemTime::UNIX_EPOCH,
        expires: Expiry::Unknown,
        scope: None,
        needs_sign_in: None,
        unreadable: Some(error),
        unknown_since: None,
    }
}
