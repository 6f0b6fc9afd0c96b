//! How the content of an encrypted JWT is encrypted (RFC 7518 §5).

use aws_lc_rs::aead::{AES_128_GCM, AES_256_GCM, Aad, Algorithm, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::cipher::{AES_128, DecryptionContext, PaddedBlockDecryptingKey, UnboundCipherKey};
use aws_lc_rs::hmac;
use aws_lc_rs::iv::FixedLength;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::text::Bytes;

/// An `enc` that is taken.
#[derive(Clone, Copy)]
pub(super) enum Content {
    A128Gcm,
    A256Gcm,
    A128CbcHs256,
}

impl Content {
    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::A128Gcm, Self::A256Gcm, Self::A128CbcHs256]
            .into_iter()
            .find(|own| own.name() == name)
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::A128Gcm => "A128GCM",
            Self::A256Gcm => "A256GCM",
            Self::A128CbcHs256 => "A128CBC-HS256",
        }
    }

    /// In bytes.
    pub(super) const fn key_length(self) -> usize {
        match self {
            Self::A128Gcm => 16,
            Self::A256Gcm | Self::A128CbcHs256 => 32,
        }
    }

    /// The plain content. `protected` is the header as it came.
    pub(super) fn open(
        self,
        key: &[u8],
        iv: &[u8],
        protected: &str,
        content: Vec<u8>,
        tag: &[u8],
    ) -> Option<Bytes> {
        if key.len() != self.key_length() || tag.len() != 16 {
            return None;
        }
        match self {
            Self::A128Gcm => open_gcm(&AES_128_GCM, key, iv, protected, content, tag),
            Self::A256Gcm => open_gcm(&AES_256_GCM, key, iv, protected, content, tag),
            Self::A128CbcHs256 => open_cbc(key, iv, protected, content, tag),
        }
    }
}

/// RFC 7518 §5.3.
fn open_gcm(
    form: &'static Algorithm,
    key: &[u8],
    iv: &[u8],
    protected: &str,
    mut content: Vec<u8>,
    tag: &[u8],
) -> Option<Bytes> {
    let key = LessSafeKey::new(UnboundKey::new(form, key).ok()?);
    let nonce = Nonce::try_assume_unique_for_key(iv).ok()?;
    content.extend_from_slice(tag);
    let mut content = Zeroizing::new(content);
    let opened = key.open_in_place(nonce, Aad::from(protected.as_bytes()), &mut content);
    let length = opened.ok()?.len();
    content.truncate(length);
    Some(content)
}

/// RFC 7518 §5.2.2.2: the tag is checked before anything is decrypted.
fn open_cbc(key: &[u8], iv: &[u8], protected: &str, content: Vec<u8>, tag: &[u8]) -> Option<Bytes> {
    let (mac, key) = key.split_at_checked(16)?;
    let bits = u64::try_from(protected.len()).ok()?.checked_mul(8)?;
    let mut signing = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, mac));
    for part in [protected.as_bytes(), iv, &content, &bits.to_be_bytes()] {
        signing.update(part);
    }
    let made = signing.sign();
    if !bool::from(made.as_ref().get(..16)?.ct_eq(tag)) {
        return None;
    }
    let key = UnboundCipherKey::new(&AES_128, key).ok()?;
    let key = PaddedBlockDecryptingKey::cbc_pkcs7(key).ok()?;
    let iv: [u8; 16] = iv.try_into().ok()?;
    let context = DecryptionContext::Iv128(FixedLength::from(iv));
    let mut content = Zeroizing::new(content);
    let length = key.decrypt(&mut content, context).ok()?.len();
    content.truncate(length);
    Some(content)
}
