//! Obtaining the next token, by whatever the declaration says.

use std::sync::Arc;

use super::state::State;
use super::verdict::{Verdict, verdict};
use crate::client::Core;
use crate::dpop::SessionKey;
use crate::error::{Code, Error};
use crate::flow::asked::parted;
use crate::flow::id_token::{self, keep_checked};
use crate::flow::steps::{self, Broken, Made};
use crate::spec::{CallKind, Grants, Param, Presence, ProviderSpec, Rotation};
use crate::token::TokenSet;
use crate::wire::Inputs;
use crate::wire::judge::{Answer, judge_renewed, judge_token};

/// What asking for the next tokens came to.
pub(super) struct Asked {
    pub(super) result: Result<Answered, Error>,
    /// Whether a first request got no answer.
    pub(super) lost_one: bool,
}

/// An answer, and the steps that follow it.
pub(super) struct Answered {
    /// The tokens; with steps to come, what must not be lost if one of them fails.
    pub(super) tokens: TokenSet,
    pub(super) rest: Option<Box<Rest>>,
}

/// The steps after a refresh that was answered.
pub(super) struct Rest {
    core: Arc<Core>,
    newer: TokenSet,
    made: Made,
}

/// Asks for the tokens that follow `old`, and once more when no answer came:
/// within a provider's grace that heals, and outside of it nothing is left to lose.
pub(super) async fn ask(core: &Arc<Core>, old: &TokenSet, may_repeat: impl Fn() -> bool) -> Asked {
    let result = renewed(core, old).await;
    match &result {
        Err(error) if verdict(error) == Verdict::Ambiguous && may_repeat() => {
            tracing::debug!(%error, "no answer to a refresh; the same request is sent once more");
            Asked {
                result: renewed(core, old).await,
                lost_one: true,
            }
        }
        _ => Asked {
            result,
            lost_one: false,
        },
    }
}

/// The tokens that follow `old`.
async fn renewed(core: &Arc<Core>, old: &TokenSet) -> Result<Answered, Error> {
    let core = &core.resolved_for(old).await?;
    let mints = mints(core, old);
    if can_refresh(core.spec, old) {
        match refresh(core, old).await {
            // A client that acts for itself needs nobody to sign in again.
            Err(error) if mints && error.code() == Code::RefreshRefused => (),
            Err(error) => return Err(core.after_client_error(error).await),
            answered => return answered,
        }
    }
    if mints {
        let tokens = mint(core, old).await?;
        return Ok(Answered { tokens, rest: None });
    }
    Err(nothing_to_renew(old).of(core.spec.id).on(CallKind::Refresh))
}

/// Whether other tokens can be obtained without anybody.
fn mints(core: &Core, old: &TokenSet) -> bool {
    match old.obtained_by {
        CallKind::TokenExchange => core.source.is_some(),
        kind => core.acts_for_itself(kind),
    }
}

fn nothing_to_renew(old: &TokenSet) -> Error {
    let (text, key) = match old.obtained_by {
        CallKind::TokenExchange => (
            "the exchanged token is over, and the token that it was exchanged for was not kept; exchange again, or exchange the session itself (`session.exchange()`), which is asked for its token anew",
            "token_exchange",
        ),
        kind @ (CallKind::JwtBearer | CallKind::Saml2Bearer) => (
            "the access token is over, and the assertion that it was obtained with was not kept; hand in a new one",
            kind.key(),
        ),
        _ => (
            "the access token is over, and there is no refresh token to renew it with; sign in again, and ask for one (often by a scope such as `offline_access`)",
            "scopes",
        ),
    };
    Error::new(Code::NothingToRenew, text).key(key)
}

/// Whether a refresh request can be written: with the refresh token, or without
/// one where the declaration leaves it out (some renew by the access token).
fn can_refresh(spec: &ProviderSpec, old: &TokenSet) -> bool {
    let left_out = || {
        let rule = spec.call(CallKind::Refresh)?.rule(Param::RefreshToken)?;
        (rule.presence == Presence::Omit).then_some(())
    };
    spec.grants.contains(Grants::REFRESH) && (old.refresh_token.is_some() || left_out().is_some())
}

type Requested = (Vec<String>, Vec<(String, String)>);

fn inputs<'a>(
    core: &'a Core,
    old: &'a TokenSet,
    (resources, params): &'a Requested,
    key: Option<&'a SessionKey>,
) -> Inputs<'a> {
    Inputs {
        dpop: key.map(|bound| &bound.key),
        resources,
        refresh_token: old.refresh_token.as_ref().map(Into::into),
        access_token: Some((&old.access_token).into()),
        redirect_uri: old.redirect_uri.as_deref(),
        scope: old.requested_scope.as_deref(),
        params,
        token_values: Some(&old.kept),
        callback_values: Some(&old.kept),
        ..core.inputs(CallKind::Refresh)
    }
}

/// A refresh with its steps, where nothing of it has to be stored in between.
pub(super) async fn refresh_whole(core: &Arc<Core>, old: &TokenSet) -> Result<TokenSet, Error> {
    let core = &core.resolved_for(old).await?;
    let answered = refresh(core, old).await?;
    match answered.rest {
        None => Ok(answered.tokens),
        Some(rest) => complete(old, *rest).await.map_err(|broken| broken.error),
    }
}

async fn refresh(core: &Arc<Core>, old: &TokenSet) -> Result<Answered, Error> {
    if old.id_token.is_some()
        && let Err(error) = id_token::prepare(core).await
    {
        tracing::debug!(%error, "a new ID token cannot be checked; the older one will stay");
    }
    let now = core.time.now();
    let judge = |answer: &Answer<'_>| judge_renewed(answer, now, &old.access_token);
    let requested = parted(&old.requested_params);
    let key = core.session_key(CallKind::Refresh, old.dpop_key.as_ref())?;
    let inputs = inputs(core, old, &requested, key.as_ref());
    let (mut newer, made) = steps::ask(core, CallKind::Refresh, &inputs, judge).await?;
    if let Some(key) = &key {
        key.bind(&mut newer);
    }
    if core.spec.rotation == Rotation::None {
        newer.refresh_token = None;
    }
    if core.call(CallKind::Refresh)?.then.is_empty() {
        return Ok(Answered {
            tokens: merged(core, old, newer),
            rest: None,
        });
    }
    Ok(Answered {
        tokens: spare(core, old, &newer),
        rest: Some(Box::new(Rest {
            core: core.clone(),
            newer,
            made,
        })),
    })
}

fn merged(core: &Core, old: &TokenSet, mut newer: TokenSet) -> TokenSet {
    keep_checked(core, old, &mut newer);
    old.merge(newer)
}

/// Makes the steps after a refresh. With the error of one that failed comes what
/// must not be lost.
pub(super) async fn complete(old: &TokenSet, rest: Rest) -> Result<TokenSet, Box<Broken>> {
    let Rest { core, newer, made } = rest;
    let core = &*core;
    let key = match core.session_key(CallKind::Refresh, newer.dpop_key.as_ref()) {
        Ok(key) => key,
        Err(error) => {
            let tokens = spare(core, old, &newer);
            return Err(Box::new(Broken { error, tokens }));
        }
    };
    let requested = parted(&old.requested_params);
    let inputs = inputs(core, old, &requested, key.as_ref());
    match steps::then(core, CallKind::Refresh, &inputs, newer, made).await {
        Ok(newer) => Ok(merged(core, old, newer)),
        Err(mut broken) => {
            broken.tokens = spare(core, old, &broken.tokens);
            Err(broken)
        }
    }
}

/// The old tokens with the refresh token of an answer whose steps are not made. The
/// access token serves as long as it did before; one that was not near its end is
/// renewed because somebody refused it, so it is over.
fn spare(core: &Core, old: &TokenSet, newer: &TokenSet) -> TokenSet {
    let mut spare = old.clone();
    if newer.refresh_token.is_some() {
        spare.refresh_token.clone_from(&newer.refresh_token);
        spare.refresh_token_issued_at = newer.refresh_token_issued_at;
        spare.refresh_token_expires_at = newer.refresh_token_expires_at;
        spare.dpop_key.clone_from(&newer.dpop_key);
    }
    if State::new(core, old.clone(), 0).is_fresh(&core.time) {
        steps::end(&mut spare, core.time.now());
    }
    spare
}

async fn mint(core: &Core, old: &TokenSet) -> Result<TokenSet, Error> {
    if let (CallKind::TokenExchange, Some(source)) = (old.obtained_by, &core.source) {
        let mut minted = source.exchanged().await?;
        minted.kept.learn_from(core.spec, &old.kept);
        return Ok(minted);
    }
    let now = core.time.now();
    let kind = old.obtained_by;
    let (resources, params) = parted(&old.requested_params);
    let key = core.session_key(kind, old.dpop_key.as_ref())?;
    let inputs = Inputs {
        dpop: key.as_ref().map(|bound| &bound.key),
        scope: old.requested_scope.as_deref(),
        params: &params,
        resources: &resources,
        ..core.inputs(kind)
    };
    let judge = |answer: &Answer<'_>| judge_token(answer, now);
    let (minted, made) = steps::ask(core, kind, &inputs, judge).await?;
    let minted = steps::then(core, kind, &inputs, minted, made).await;
    let mut minted = minted.map_err(|broken| broken.error)?;
    if let Some(key) = &key {
        key.bind(&mut minted);
    }
    minted.kept.learn_from(core.spec, &old.kept);
    minted.requested_scope.clone_from(&old.requested_scope);
    minted.requested_params.clone_from(&old.requested_params);
    Ok(minted)
}

/// Whether the refresh token is another one.
pub(super) fn is_rotated(old: &TokenSet, new: &TokenSet) -> bool {
    match (&old.refresh_token, &new.refresh_token) {
        (Some(old), Some(new)) => !old.matches(new.expose()),
        (None, Some(_)) => true,
        _ => false,
    }
}
