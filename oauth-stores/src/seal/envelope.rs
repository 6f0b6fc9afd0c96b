//! The form of a sealed record.
//!
//! ```text
//! 89 'O' 'A' 'S'   magic
//! 01               version
//! 00 | 10          length of the salt
//! salt             of a key that comes from a passphrase
//! key id           8 bytes
//! nonce            24 random bytes
//! ciphertext       with the 16 bytes of its tag
//! ```
//!
//! Everything before the nonce is associated data, and so is the text form of the
//! [`ConnectionKey`].

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use oauth_runtime::store::{ConnectionKey, StoreError, StoreErrorKind};
use zeroize::Zeroizing;

use super::key::{KeyId, Salt, SealingKey};

const MAGIC: &[u8] = oauth_runtime::store::SEALED;

/// The version this code writes, and the newest it reads.
pub(super) const VERSION: u8 = 1;

/// The longest record, in bytes. With its envelope it fits into a [`FileStore`](crate::FileStore).
const MAX_VALUE: usize = (1 << 20) - 128;

/// Why bytes are no envelope that this code can open.
pub(super) enum Unreadable {
    /// They are a record in the clear.
    Clear,
    Damaged(&'static str),
    Newer(u8),
}

/// A sealed record, taken apart.
pub(super) struct Envelope<'a> {
    pub(super) id: KeyId,
    pub(super) salt: Option<Salt>,
    /// Everything before the nonce.
    head: &'a [u8],
    nonce: &'a [u8; 24],
    ciphertext: &'a [u8],
}

impl<'a> Envelope<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        const SHORT: Unreadable = Unreadable::Damaged("it is cut off");
        let Some(rest) = bytes.strip_prefix(MAGIC) else {
            return Err(match bytes.first() {
                // Records are JSON objects.
                Some(b'{') => Unreadable::Clear,
                _ => Unreadable::Damaged("it is not a sealed record"),
            });
        };
        let (&version, rest) = rest.split_first().ok_or(SHORT)?;
        if version > VERSION {
            return Err(Unreadable::Newer(version));
        }
        if version != VERSION {
            return Err(Unreadable::Damaged("its format never existed"));
        }
        let (salt, rest) = match rest.split_first().ok_or(SHORT)? {
            (0, rest) => (None, rest),
            (16, rest) => {
                let (salt, rest) = rest.split_first_chunk::<16>().ok_or(SHORT)?;
                (Some(*salt), rest)
            }
            _ => return Err(Unreadable::Damaged("its salt has an odd length")),
        };
        let (id, rest) = rest.split_first_chunk::<8>().ok_or(SHORT)?;
        let (head, _) = bytes
            .split_at_checked(bytes.len().saturating_sub(rest.len()))
            .ok_or(SHORT)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<24>().ok_or(SHORT)?;
        Ok(Self {
            id: KeyId::from_bytes(*id),
            salt,
            head,
            nonce,
            ciphertext,
        })
    }

    /// The record, or `None` when it is not what was sealed for this connection.
    pub(super) fn open(
        &self,
        key: &SealingKey,
        connection: &ConnectionKey,
    ) -> Option<Zeroizing<Vec<u8>>> {
        let opened = XChaCha20Poly1305::new(key.bytes.as_slice().try_into().ok()?).decrypt(
            &XNonce::from(*self.nonce),
            Payload {
                msg: self.ciphertext,
                aad: &associated(self.head, connection),
            },
        );
        opened.ok().map(Zeroizing::new)
    }
}

/// Seals a record for one connection.
pub(super) fn seal(
    key: &SealingKey,
    connection: &ConnectionKey,
    value: &[u8],
) -> Result<Vec<u8>, StoreError> {
    if value.len() > MAX_VALUE {
        return Err(StoreError::new(
            StoreErrorKind::Config,
            format!(
                "a record of {} bytes is too long to be sealed: at most {MAX_VALUE}",
                value.len()
            ),
        ));
    }
    let mut sealed = Vec::with_capacity(value.len().saturating_add(96));
    sealed.extend_from_slice(MAGIC);
    sealed.push(VERSION);
    match &key.salt {
        Some(salt) => {
            sealed.push(16);
            sealed.extend_from_slice(salt);
        }
        None => sealed.push(0),
    }
    sealed.extend_from_slice(key.id.as_bytes());
    let failed = |what: &str| {
        StoreError::new(
            StoreErrorKind::Unavailable,
            format!("record `{connection}` was not sealed: {what}"),
        )
    };
    let mut nonce = [0; 24];
    getrandom::fill(&mut nonce).map_err(|_| failed("the system gives no random bytes"))?;
    let cipher = XChaCha20Poly1305::new(
        key.bytes
            .as_slice()
            .try_into()
            .map_err(|_| failed("the key does not have 32 bytes"))?,
    );
    let ciphertext = cipher
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: value,
                aad: &associated(&sealed, connection),
            },
        )
        .map_err(|_| failed("it is too long"))?;
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&ciphertext);
    Ok(sealed)
}

fn associated(head: &[u8], connection: &ConnectionKey) -> Vec<u8> {
    // The head tells its own length, so the two cannot be told apart differently.
    let mut associated = head.to_vec();
    associated.extend_from_slice(connection.to_string().as_bytes());
    associated
}
