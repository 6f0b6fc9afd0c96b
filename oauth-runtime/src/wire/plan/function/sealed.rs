//! Functions of the feature `signing`.

use crate::error::{Code, Error};
use crate::spec::Function;

/// A digest, an HMAC or a signature. `second` is the text where the first is a key.
#[cfg(feature = "signing")]
pub(super) fn call(function: Function, first: &str, second: &str) -> Result<String, Error> {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use md5::{Digest as _, Md5};

    use super::hex;
    use crate::jose::LocalKey;
    use crate::spec::Alg;

    Ok(match function {
        Function::Md5Hex => hex(&Md5::digest(first.as_bytes())),
        Function::HmacSha256Hex => hex(&hmac_sha256(first, second.as_bytes())?),
        Function::HmacSha256Base64 => STANDARD.encode(hmac_sha256(first, second.as_bytes())?),
        Function::RsaSha256 => {
            let key = LocalKey::read(first, Alg::Rs256).map_err(|error| error.key("rsa_sha256"))?;
            STANDARD.encode(key.sign(second.as_bytes())?)
        }
        _ => return Err(unknown()),
    })
}

/// The macro refuses a declaration that comes here.
#[cfg(not(feature = "signing"))]
pub(super) fn call(_: Function, _: &str, _: &str) -> Result<String, Error> {
    Err(unknown())
}

fn unknown() -> Error {
    Error::new(
        Code::NotOffered,
        "the function needs the feature `signing` of `oauth-runtime`",
    )
}

/// HMAC with SHA-256 (RFC 2104).
#[cfg(feature = "signing")]
fn hmac_sha256(key: &str, text: &[u8]) -> Result<[u8; 32], Error> {
    use hmac::{Hmac, KeyInit as _, Mac as _};

    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key.as_bytes())
        .map_err(|_| Error::new(Code::ValueRefused, "the key is not one of an HMAC"))?;
    mac.update(text);
    Ok(mac.finalize().into_bytes().into())
}
