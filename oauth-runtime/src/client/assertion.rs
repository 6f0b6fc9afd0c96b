//! The signed JWT with which a client authenticates (RFC 7523 §2.2 and §3).

use serde_json::{Map, Value, json};

use super::Core;
use crate::error::{Code, Error};
use crate::jose::{ClientKey, sign_jwt};
use crate::secret::Secret;
use crate::spec::{Alg, Audience, CallKind, CallSpec, ClientAuth};
use crate::wire::{Inputs, call_url, used_auth};

/// Seconds from the making of a JWT to its end.
pub(crate) const LIFETIME: i64 = 60;
/// Seconds that the provider's clock may be behind.
pub(crate) const EARLIER: i64 = 5;
/// A difference of the clocks, in seconds, that is taken for one: `Date` counts whole
/// seconds, and answers travel.
const NOTABLE: i64 = 10;

impl Core {
    /// The assertion of one request, made anew for each; `None` where the client
    /// authenticates otherwise.
    ///
    /// # Errors
    /// `E0606` when there is no key to sign with, `E0601` when it cannot sign.
    pub(crate) async fn client_assertion(
        &self,
        kind: CallKind,
        call: &CallSpec,
        inputs: &Inputs<'_>,
    ) -> Result<Option<Secret>, Error> {
        let named = |error: Error| error.of(self.spec.id).on(kind);
        // A declared assertion of the vendor's own form is made by the plan.
        if inputs.client_assertion.is_some() {
            return Ok(None);
        }
        let (declared, by_secret) = match used_auth(kind, call, inputs).map_err(named)? {
            ClientAuth::PrivateKeyJwt(declared) => (declared, None),
            ClientAuth::ClientSecretJwt(declared) => {
                let secret = inputs.client_secret.map_or("", |secret| secret.0);
                let key = secret_key(secret, declared.alg.unwrap_or(Alg::Hs256));
                (declared, Some(key.map_err(named)?))
            }
            _ => return Ok(None),
        };
        let key = match &by_secret {
            Some(key) => key,
            None => self
                .signing_key(declared.alg, "client_auth")
                .map_err(named)?,
        };
        let audience = self
            .audience(declared.audience, call, inputs)
            .map_err(named)?;
        let mut claims = self.times(LIFETIME);
        claims.insert("iss".into(), json!(self.acting_id()));
        claims.insert("sub".into(), json!(self.acting_id()));
        claims.insert("aud".into(), json!(audience));
        claims.insert("jti".into(), json!(self.entropy.id()?));
        let signed = sign_jwt(key, Some("JWT"), Map::new(), &claims).await;
        signed.map(Some).map_err(named)
    }

    /// `iat` and `exp` of a JWT that lives `lifetime` seconds, by the provider's clock
    /// where it is known to be another one.
    pub(crate) fn times(&self, lifetime: i64) -> Map<String, Value> {
        let now = self.provider_seconds();
        let mut claims = Map::new();
        claims.insert("iat".into(), json!(now.saturating_sub(EARLIER)));
        claims.insert("exp".into(), json!(now.saturating_add(lifetime)));
        claims
    }

    /// Seconds since 1970 by the provider's clock, as far as it is known.
    pub(crate) fn provider_seconds(&self) -> i64 {
        let since = self
            .time
            .now()
            .duration_since(std::time::SystemTime::UNIX_EPOCH);
        let own = i64::try_from(since.unwrap_or_default().as_secs()).unwrap_or(i64::MAX);
        match self.hub.drift().seconds() {
            Some(ahead) if ahead.abs() >= NOTABLE => own.saturating_add(ahead),
            _ => own,
        }
    }

    /// The client's private key, which must sign as the declaration says.
    ///
    /// # Errors
    /// `E0606` when there is none, `E0603` when it signs otherwise.
    pub(crate) fn signing_key(
        &self,
        declared: Option<Alg>,
        key: &'static str,
    ) -> Result<&ClientKey, Error> {
        let Some(own) = &self.client_key else {
            return Err(Error::new(
                Code::SecretMissing,
                "the request is signed with the client's private key, and none is set: give it to `client_key`",
            )
            .key(key));
        };
        match declared {
            Some(alg) if alg != own.alg() => Err(Error::new(
                Code::InputRefused,
                format!(
                    "the client's key signs with {}, and the declaration says {}",
                    own.alg().name(),
                    alg.name()
                ),
            )
            .key(key)),
            _ => Ok(own),
        }
    }

    /// For whom the assertion is made: one text, so that no other server takes it.
    fn audience(
        &self,
        declared: Audience,
        call: &CallSpec,
        inputs: &Inputs<'_>,
    ) -> Result<String, Error> {
        let own = || call_url(self.spec, call, inputs).map(|target| bare(target.finish()));
        let token = || match self.spec.call(CallKind::Token) {
            Some(token) => {
                let inputs = Inputs {
                    url: self.inputs(CallKind::Token).url,
                    ..*inputs
                };
                call_url(self.spec, token, &inputs).map(|target| bare(target.finish()))
            }
            None => own(),
        };
        match (declared, &self.issuer) {
            (Audience::Issuer, Some(issuer)) => Ok(issuer.clone()),
            (Audience::Issuer | Audience::TokenEndpoint, _) => token(),
            (Audience::Endpoint, _) => own(),
        }
    }
}

/// An address without its fragment.
fn bare(url: String) -> String {
    match url.split_once('#') {
        Some((bare, _)) => bare.to_owned(),
        None => url,
    }
}

/// The client secret as a key (RFC 7518 §3.2).
#[cfg(feature = "signing")]
fn secret_key(secret: &str, alg: Alg) -> Result<ClientKey, Error> {
    ClientKey::of_secret(&Secret::new(secret), alg).map_err(|error| error.key("client_secret"))
}

/// The macro refuses a declaration that comes here.
#[cfg(not(feature = "signing"))]
fn secret_key(_: &str, _: Alg) -> Result<ClientKey, Error> {
    let text = "`client_secret_jwt` needs the feature `signing` of `oauth-runtime`";
    Err(Error::new(Code::NotOffered, text).key("client_auth"))
}
