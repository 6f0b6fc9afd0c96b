//! ID tokens, OpenID Connect Core §2, §3.1.3.7 and §12.2.

mod expected;
mod hash;
mod signature;

use crate::client::Core;
use crate::error::{Code, Error};
use crate::jose::jws::{Claims, Jws};
use crate::secret::Secret;
use crate::token::TokenSet;

use expected::Expected;
pub(crate) use signature::prepare;

/// What a sign-in asked for, and its ID token must bring back.
#[derive(Clone, Copy, Default)]
pub(super) struct Sent<'a> {
    /// The nonce, where one was sent.
    pub(super) nonce: Option<&'a Secret>,
    /// The code that was exchanged.
    pub(super) code: Option<&'a Secret>,
    /// How many seconds ago the person may have signed in at most.
    pub(super) max_age: Option<u64>,
    /// The ways to sign in of which one is essential; empty: any.
    pub(super) acr: &'a [String],
}

/// Checks the ID token of a sign-in whose tokens came straight from the token
/// endpoint: where a nonce was sent, or the issuer or the provider's keys are known.
/// An encrypted one is replaced by what was in it.
///
/// Where no keys are known, the token endpoint's TLS takes the place of the signature
/// (OpenID Connect Core §3.1.3.7 point 6).
pub(super) async fn check(core: &Core, tokens: &mut TokenSet, sent: Sent<'_>) -> Result<(), Error> {
    let obtained_by = tokens.obtained_by;
    let named = |error: Error| error.of(core.spec.id).on(obtained_by);
    let Some(id_token) = &tokens.id_token else {
        return match sent.nonce {
            Some(_) => Err(named(refused(
                "a nonce was sent, and the answer has no ID token that brings it back; ask for the scope `openid`, or do not declare `nonce`",
                "nonce",
            ))),
            None => Ok(()),
        };
    };
    let expected = Expected::of(core, sent);
    if !expected.says_something() && !signature::is_asked(core) {
        return Ok(());
    }
    let opened = signature::opened(core, id_token).map_err(named)?;
    let jwt = opened.as_ref().unwrap_or(id_token);
    let claims = expected.check(jwt.expose()).map_err(named)?;
    hash::check(jwt.expose(), &claims, &tokens.access_token, sent.code).map_err(named)?;
    signature::check(core, jwt.expose()).await.map_err(named)?;
    if let Some(opened) = opened {
        tokens.id_token = Some(opened);
    }
    Ok(())
}

/// Keeps the older ID token when the one of a renewal does not pass the checks or
/// is about another person (OpenID Connect Core §12.2). The renewal itself
/// counts: its refresh token may be the only one that works.
pub(crate) fn keep_checked(core: &Core, old: &TokenSet, newer: &mut TokenSet) {
    let Some(id_token) = newer.id_token.take() else {
        return;
    };
    let expected = Expected::of(core, Sent::default());
    if !expected.says_something() && !core.spec.nonce && !signature::is_asked(core) {
        newer.id_token = Some(id_token);
        return;
    }
    match renewed(core, old, newer, &id_token, &expected) {
        Ok(opened) => newer.id_token = Some(opened.unwrap_or(id_token)),
        Err(error) => {
            tracing::warn!(%error, "the ID token of a renewal was not taken; the older one stays");
        }
    }
}

fn renewed(
    core: &Core,
    old: &TokenSet,
    newer: &TokenSet,
    id_token: &Secret,
    expected: &Expected<'_>,
) -> Result<Option<Secret>, Error> {
    let opened = signature::opened(core, id_token)?;
    let jwt = opened.as_ref().unwrap_or(id_token).expose();
    let claimed = expected.check(jwt)?;
    hash::check(jwt, &claimed, &newer.access_token, None)?;
    if let Some(old) = old.id_token.as_ref().and_then(|old| claims(old.expose())) {
        expected::follows(&old, &claimed)?;
    }
    signature::check_at_hand(core, jwt)?;
    Ok(opened)
}

/// The claims of an ID token, if it has the form of one.
pub(crate) fn claims(id_token: &str) -> Option<Claims> {
    Jws::read(id_token).ok().map(|jws| jws.claims)
}

fn text<'c>(claims: &'c Claims, name: &str) -> Option<&'c str> {
    claims.get(name)?.as_str()
}

fn unfit(what: &str) -> Error {
    refused(
        format!("the ID token is not for this sign-in: {what}"),
        "answer(id_token)",
    )
}

fn refused(text: impl Into<std::borrow::Cow<'static, str>>, key: &'static str) -> Error {
    Error::new(Code::IdTokenRefused, text).key(key)
}
