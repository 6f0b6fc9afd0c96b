//! What a session keeps in a store: the tokens, and what is known about their renewal.

mod document;

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{StoreError, StoreErrorKind};
use crate::error::{Code, Error};
use crate::spec::ProviderSpec;
use crate::token::TokenSet;

/// One connection, as it is stored.
#[derive(Clone)]
pub(crate) struct Record {
    /// Drawn at each sign-in. Generations count within one family.
    pub(crate) family: String,
    /// Grows by one with each renewal.
    pub(crate) generation: u64,
    /// A person's name for the connection.
    pub(crate) label: Option<String>,
    /// Who issued the tokens: an issuer identifier or the token endpoint's origin.
    pub(crate) issuer: String,
    /// The store that the tokens were written to. A copy of a store shows by it.
    pub(crate) home: String,
    pub(crate) tokens: TokenSet,
    /// A refresh that was begun and has no outcome yet.
    pub(crate) intent: Option<Intent>,
    /// Since when a refresh has an outcome that nobody knows.
    pub(crate) unknown_since: Option<SystemTime>,
    /// How often in a row the provider refused in a way that may be final.
    pub(crate) suspicions: u32,
    /// Before then no refresh is tried, by whatever process.
    pub(crate) not_before: Option<SystemTime>,
    /// Why the connection is over. The tokens stay, for the record.
    pub(crate) tombstone: Option<Tombstone>,
}

/// Written before a refresh token is sent.
#[derive(Clone)]
pub(crate) struct Intent {
    pub(crate) owner: String,
    pub(crate) credential: CredentialHash,
    pub(crate) started_at: SystemTime,
}

/// Why a connection is over. Written in place of a deletion.
#[derive(Clone)]
pub(crate) struct Tombstone {
    pub(crate) code: Code,
    pub(crate) text: String,
    pub(crate) at: SystemTime,
    /// Whether an earlier refresh had an unknown outcome.
    pub(crate) after_unknown_outcome: bool,
}

impl Tombstone {
    pub(crate) fn error(&self, provider: &'static str) -> Error {
        Error::new(self.code, self.text.clone()).of(provider)
    }

    /// A sign-out holds against everything but a new sign-in. A refusal gives
    /// way to an answer that came after all.
    pub(crate) fn is_sign_out(&self) -> bool {
        self.code == Code::SignedOut
    }
}

/// What names a credential without showing it: the SHA-256 of the refresh
/// token, or of the access token where there is no refresh token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CredentialHash(pub(crate) String);

impl CredentialHash {
    pub(crate) fn of(tokens: &TokenSet) -> Self {
        let credential = tokens
            .refresh_token
            .as_ref()
            .unwrap_or(&tokens.access_token);
        let digest = Sha256::digest(credential.expose());
        Self(URL_SAFE_NO_PAD.encode(digest))
    }
}

impl Record {
    /// The first record of a sign-in.
    pub(crate) fn first(family: String, issuer: String, home: String, tokens: TokenSet) -> Self {
        Self {
            family,
            generation: 1,
            label: None,
            issuer,
            home,
            tokens,
            intent: None,
            unknown_since: None,
            suspicions: 0,
            not_before: None,
            tombstone: None,
        }
    }

    /// The record after a renewal.
    pub(crate) fn renewed(&self, tokens: TokenSet, home: String) -> Self {
        Self {
            generation: self.generation.saturating_add(1),
            tokens,
            home,
            ..self.settled()
        }
    }

    /// The same tokens, with nothing under way and nothing held against them.
    pub(crate) fn settled(&self) -> Self {
        Self {
            intent: None,
            unknown_since: None,
            suspicions: 0,
            not_before: None,
            tombstone: None,
            ..self.clone()
        }
    }

    /// Whether both hold the tokens of one answer. The refresh token alone does
    /// not tell: some providers never change it.
    pub(crate) fn is_same_set(&self, other: &Self) -> bool {
        self.family == other.family
            && self.generation == other.generation
            && self.credential() == other.credential()
            && self
                .tokens
                .access_token
                .matches(other.tokens.access_token.expose())
    }

    /// Whether this is of the same sign-in, and not older.
    pub(crate) fn has_overtaken(&self, other: &Self) -> bool {
        self.family == other.family && self.generation >= other.generation
    }

    pub(crate) fn credential(&self) -> CredentialHash {
        CredentialHash::of(&self.tokens)
    }

    pub(crate) fn is_signed_out(&self) -> bool {
        self.tombstone.as_ref().is_some_and(Tombstone::is_sign_out)
    }

    /// The bytes for a store.
    pub(crate) fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        document::write(self).map_err(|_| {
            StoreError::new(
                StoreErrorKind::Config,
                "the tokens cannot be written as JSON",
            )
        })
    }

    /// Reads the bytes of a store. Kept values pass their checks once more: a
    /// host that is not trusted does not come back through a store.
    pub(crate) fn from_bytes(spec: &'static ProviderSpec, bytes: &[u8]) -> Result<Self, Error> {
        document::read(spec, bytes)
    }
}
