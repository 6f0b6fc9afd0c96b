//! The authorization request as a signed JWT, RFC 9101.

use serde_json::{Map, json};

use crate::client::Core;
use crate::error::{Code, Error};
use crate::jose::sign_jwt;
use crate::secret::Secret;
use crate::spec::{CallKind, Profile};
use crate::wire::{Inputs, authorization_claims};

/// Seconds from the making of a request to its end. The person may still have to
/// choose a browser; FAPI 2.0 Message Signing §5.3.1 allows an hour.
const LIFETIME: i64 = 300;
/// The media type of the JWT (RFC 9101 §10.8).
const TYPE: &str = "oauth-authz-req+jwt";

impl Core {
    /// Whether authorization requests are signed.
    pub(crate) fn signs_requests(&self) -> bool {
        let required = self.metadata().map(|read| read.requires_signed_requests());
        self.spec.request_object.is_some()
            || self.spec.profile == Profile::Fapi2MessageSigning
            || required == Some(true)
    }
}

/// The signed request.
///
/// # Errors
/// `E0606` without a client key, `E0602` without an issuer, `E0601` when the key
/// cannot sign.
pub(super) async fn signed(core: &Core, inputs: &Inputs<'_>) -> Result<Secret, Error> {
    let Some(issuer) = &core.issuer else {
        return Err(Error::new(
            Code::ValueUnset,
            "a signed authorization request is made for one issuer, and none is known: declare `issuer`, or set it at the builder",
        )
        .key("issuer"));
    };
    let alg = core.spec.request_object.and_then(|declared| declared.alg);
    let key = core.signing_key(alg, "request_object")?;
    let drawn = core.draw(core.call(CallKind::Authorize)?)?;
    let mut claims = authorization_claims(core.spec, &drawn.over(inputs))?;
    let times = core.times(LIFETIME);
    if let Some(begin) = times.get("iat") {
        claims.insert("nbf".into(), begin.clone());
    }
    claims.extend(times);
    claims.insert("iss".into(), json!(core.acting_id()));
    claims.insert("aud".into(), json!(issuer));
    claims.insert("jti".into(), json!(core.entropy.id()?));
    claims
        .entry("client_id")
        .or_insert_with(|| json!(core.acting_id()));
    sign_jwt(key, Some(TYPE), Map::new(), &claims).await
}
