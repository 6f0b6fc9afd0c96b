//! Signed JWTs in compact form (RFC 7515 §3.1).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::key::ClientKey;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::Alg;

/// The claims as a JWT that the key signed. The header has `alg`, `typ` where one is
/// given, the key's `kid` and `x5t#S256` where it has them, and `header`.
pub(crate) async fn sign_jwt(
    key: &ClientKey,
    typ: Option<&str>,
    header: Map<String, Value>,
    claims: &Map<String, Value>,
) -> Result<Secret, Error> {
    let mut whole = Map::new();
    whole.insert("alg".to_owned(), key.alg().name().into());
    let own = [
        ("typ", typ),
        ("kid", key.key_id.as_deref()),
        ("x5t#S256", key.thumbprint.as_deref()),
    ];
    for (name, value) in own {
        if let Some(value) = value {
            whole.insert(name.to_owned(), value.into());
        }
    }
    whole.extend(header);
    let mut jwt = Zeroizing::new(String::with_capacity(1024));
    URL_SAFE_NO_PAD.encode_string(Value::Object(whole).to_string(), &mut jwt);
    jwt.push('.');
    let claims = serde_json::to_string(claims).map(Zeroizing::new);
    let claims = claims.map_err(|_| unsigned("the claims are no JSON"))?;
    URL_SAFE_NO_PAD.encode_string(claims.as_bytes(), &mut jwt);
    let signature = key.signer.sign(jwt.as_bytes()).await;
    let signature = signature.map_err(|why| unsigned(&why.0))?;
    check_length(key.alg(), &signature)?;
    jwt.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut jwt);
    Ok(Secret::new(std::mem::take(&mut *jwt)))
}

/// A signer that answers DER for ECDSA, as key management services do, is told so here
/// and not by the provider.
fn check_length(alg: Alg, signature: &[u8]) -> Result<(), Error> {
    let wanted = match alg {
        Alg::Es256 | Alg::EdDsa => 64,
        Alg::Es384 => 96,
        _ => return Ok(()),
    };
    if signature.len() == wanted {
        return Ok(());
    }
    Err(unsigned(&format!(
        "a signature of {} has {wanted} bytes, and this one has {}: a JWS takes the two numbers side by side, not DER (RFC 7518 section 3.4)",
        alg.name(),
        signature.len(),
    )))
}

fn unsigned(why: &str) -> Error {
    let why = why.escape_default();
    Error::new(
        Code::NotSigned,
        format!("the client's key did not sign: {why}"),
    )
    .key("client_key")
}
