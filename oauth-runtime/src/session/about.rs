//! What the provider tells about the person and the token of a session.

use serde_json::Value;

use super::dynamic::DynSession;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::flow::{Introspected, id_token};
use crate::jose::jws::Claims;
use crate::secret::Secret;
use crate::spec::CallKind;
use crate::token::TokenSet;
use crate::wire::judge::{Told, judge_told};

impl DynSession {
    /// Asks the provider about the access token (RFC 7662). An answer that is a JWT
    /// (RFC 9701) is verified with the provider's keys.
    ///
    /// # Errors
    /// What the provider answered, or why it was not reached. `E0418` for a JWT that
    /// does not hold.
    pub async fn introspect(&self) -> Result<Introspected, Error> {
        let kind = CallKind::Introspect;
        let state = self.shared().current.load_full();
        let core = self.core().resolved_for(&state.tokens).await?;
        let inputs = Self::about(&core, kind, &state)?;
        let (active, claims) = match core.perform(kind, &inputs, judge_told).await? {
            Told::Plain(active, claims) => (active, claims),
            Told::Jwt(jwt) => {
                let claims = introspected(&core, &jwt).await;
                let claims = claims.map_err(|error| error.on(kind))?;
                // RFC 7662 §2.2: whatever is not plainly active is not.
                let active = claims.get("active") == Some(&Value::Bool(true));
                (Some(active), claims)
            }
        };
        Ok(Introspected {
            active: active.unwrap_or(true),
            claims,
        })
    }

    /// Asks the provider who signed in. An answer that is a JWT is verified with the
    /// provider's keys; one about another person than the ID token is not taken
    /// (OpenID Connect Core §5.3.2 and §5.3.4).
    ///
    /// # Errors
    /// What the provider answered, or why it was not reached. `E0418` for a JWT that
    /// does not hold, `E0419` for an answer about somebody else.
    pub async fn userinfo(&self) -> Result<Value, Error> {
        let kind = CallKind::UserInfo;
        self.token().await?;
        let state = self.shared().current.load_full();
        let core = self.core().resolved_for(&state.tokens).await?;
        let inputs = Self::about(&core, kind, &state)?;
        let claims = match core.perform(kind, &inputs, judge_told).await? {
            Told::Plain(_, claims) => claims,
            Told::Jwt(jwt) => {
                let claims = told(&core, &jwt).await.map_err(|error| error.on(kind))?;
                Value::Object(claims)
            }
        };
        check_subject(&state.tokens, &claims).map_err(|error| error.of(core.spec.id).on(kind))?;
        Ok(claims)
    }
}

/// Whether the answer is about the person of the ID token. A provider of its own kind
/// may have no `sub`.
fn check_subject(tokens: &TokenSet, claims: &Value) -> Result<(), Error> {
    let id_token = tokens.id_token.as_ref().map(Secret::expose);
    let own = id_token.and_then(id_token::claims);
    let own = own.as_ref().and_then(|own| own.get("sub"));
    match (own, claims.get("sub")) {
        (Some(own), Some(told)) if own != told => Err(Error::new(
            Code::WrongSubject,
            "the answer is about another person than the one who signed in: its `sub` is not that of the ID token",
        )
        .key("userinfo")),
        _ => Ok(()),
    }
}

/// The claims of a signed userinfo answer, which perhaps is encrypted as well.
async fn told(core: &Core, jwt: &str) -> Result<Claims, Error> {
    let opened = core.inside(jwt)?;
    let jwt = opened.as_ref().map_or(jwt, Secret::expose);
    let claims = core.verified(jwt, core.provider_algs()).await?;
    core.check_parties(&claims)?;
    Ok(claims)
}

/// RFC 9701 §5.
async fn introspected(core: &Core, jwt: &str) -> Result<Value, Error> {
    let opened = core.inside(jwt)?;
    let jwt = opened.as_ref().map_or(jwt, Secret::expose);
    let algs = core.provider_algs();
    let typ = ["token-introspection+jwt"];
    let mut claims = core.verified_as(jwt, algs, &typ).await?;
    core.check_parties(&claims)?;
    claims
        .remove("token_introspection")
        .filter(Value::is_object)
        .ok_or_else(|| {
            let text = "the JWT has no object `token_introspection` (RFC 9701 section 5)";
            Error::new(Code::MissingField, text).of(core.spec.id)
        })
}
