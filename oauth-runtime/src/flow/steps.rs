//! The steps before and after a call that yields a token.
//!
//! A step before a call may fail like the call itself: nothing was sent yet that
//! cannot be sent again. Once the call is answered its code or refresh token may be
//! used up, so a failing step hands back what was known until then.

use std::time::{Duration, SystemTime};

use crate::client::Core;
use crate::error::Error;
use crate::spec::{CallKind, CallSpec, Grants, ProviderSpec};
use crate::token::{Expiry, Kept, TokenSet};
use crate::wire::judge::{Answer, judge_kept, judge_then, judge_token};
use crate::wire::{Inputs, step_inputs};

/// What the steps until now kept, each under its name.
pub(crate) type Made = Vec<(&'static str, Kept)>;

/// A step after a call failed.
pub(crate) struct Broken {
    pub(crate) error: Error,
    /// What was known before it.
    pub(crate) tokens: TokenSet,
}

/// A whole grant: the steps before the call, the call, the steps after it.
///
/// Where a step after it fails in passing and the answer held a refresh token whose
/// renewal makes the same steps again, the sign-in stands: its access token is over,
/// and the next use renews it. Otherwise the error of the step is the answer.
///
/// Tokens that are bound to a key are bound to a new one, unless the inputs have one.
pub(super) async fn grant(
    core: &Core,
    kind: CallKind,
    inputs: &Inputs<'_>,
) -> Result<TokenSet, Error> {
    let now = core.time.now();
    let key = match inputs.dpop {
        Some(_) => None,
        None => core.session_key(kind, None)?,
    };
    let inputs = &Inputs {
        dpop: key.as_ref().map(|drawn| &drawn.key).or(inputs.dpop),
        ..*inputs
    };
    let (tokens, made) = ask(core, kind, inputs, |answer| judge_token(answer, now)).await?;
    let mut tokens = finish(core, kind, inputs, tokens, made).await?;
    if let Some(key) = key {
        key.bind(&mut tokens);
    }
    Ok(tokens)
}

/// The steps after a call that gave a first token.
pub(super) async fn finish(
    core: &Core,
    kind: CallKind,
    inputs: &Inputs<'_>,
    tokens: TokenSet,
    made: Made,
) -> Result<TokenSet, Error> {
    match then(core, kind, inputs, tokens, made).await {
        Ok(tokens) => Ok(tokens),
        Err(broken) => {
            let Broken { error, mut tokens } = *broken;
            if !(error.is_transient() && renews_with_steps(core.spec, &tokens)) {
                return Err(error);
            }
            tracing::warn!(%error, "a step after the sign-in failed; the next use makes it again");
            end(&mut tokens, core.time.now());
            Ok(tokens)
        }
    }
}

/// The steps before a call, and the call. `judge` reads the answer of the call.
pub(crate) async fn ask<T>(
    core: &Core,
    kind: CallKind,
    inputs: &Inputs<'_>,
    judge: impl FnOnce(&Answer<'_>) -> Result<T, Error>,
) -> Result<(T, Made), Error> {
    let mut made = Made::new();
    for step in core.call(kind)?.before {
        let own = Inputs {
            steps: &made,
            ..step_inputs(step, inputs)
        };
        let sent = core.perform_step(CallKind::Step, step.name, &step.call, &own, judge_kept);
        match sent.await {
            Ok(kept) => made.push((step.name, kept)),
            Err(error) if step.optional => passed(&error),
            Err(error) => return Err(error),
        }
    }
    let inputs = Inputs {
        steps: &made,
        ..*inputs
    };
    let answer = core.perform(kind, &inputs, judge).await?;
    Ok((answer, made))
}

/// The steps after a call that answered `tokens`.
pub(crate) async fn then(
    core: &Core,
    kind: CallKind,
    inputs: &Inputs<'_>,
    mut tokens: TokenSet,
    mut made: Made,
) -> Result<TokenSet, Box<Broken>> {
    let steps = core.call(kind).map_or(&[][..], |call| call.then);
    for step in steps {
        let now = core.time.now();
        let known = known(&tokens, inputs);
        let own = Inputs {
            access_token: Some((&tokens.access_token).into()),
            refresh_token: match &tokens.refresh_token {
                Some(refresh_token) => Some(refresh_token.into()),
                None => inputs.refresh_token,
            },
            token_values: Some(&known),
            steps: &made,
            ..step_inputs(step, inputs)
        };
        let judge = |answer: &Answer<'_>| judge_then(answer, now, &tokens);
        let sent = core.perform_step(CallKind::Step, step.name, &step.call, &own, judge);
        match sent.await {
            Ok((next, kept)) => {
                tokens = next;
                made.push((step.name, kept));
            }
            Err(error) if step.optional => passed(&error),
            Err(error) => return Err(Box::new(Broken { error, tokens })),
        }
    }
    Ok(tokens)
}

/// The values kept until now, the newest first.
fn known(tokens: &TokenSet, inputs: &Inputs<'_>) -> Kept {
    let mut known = tokens.kept.clone();
    for older in [inputs.token_values, inputs.callback_values] {
        older.into_iter().for_each(|older| known.fill_from(older));
    }
    known
}

fn passed(error: &Error) {
    tracing::debug!(%error, "an optional step failed; what is known stays as it is");
}

/// Marks the access token as over, in a way that a store keeps.
pub(crate) fn end(tokens: &mut TokenSet, now: SystemTime) {
    const SECOND: Duration = Duration::from_secs(1);
    let over = now.checked_sub(SECOND).unwrap_or(now);
    tokens.issued_at = over.checked_sub(SECOND).unwrap_or(over);
    tokens.expires = Expiry::At(over);
}

/// Whether the refresh call of a provider makes a step after it, so that a renewal
/// does what a sign-in could not.
fn renews_with_steps(spec: &ProviderSpec, tokens: &TokenSet) -> bool {
    let refresh = spec.call(CallKind::Refresh);
    tokens.refresh_token.is_some()
        && spec.grants.contains(Grants::REFRESH)
        && refresh.is_some_and(|call| !call.then.is_empty())
}

/// How many requests a renewal takes at most.
pub(crate) fn requests(spec: &ProviderSpec) -> u32 {
    let steps = |call: &CallSpec| call.before.len().saturating_add(call.then.len());
    let calls = [
        CallKind::Refresh,
        CallKind::ClientCredentials,
        CallKind::JwtBearer,
        CallKind::TokenExchange,
    ];
    let most = calls
        .into_iter()
        .filter_map(|kind| spec.call(kind))
        .map(steps)
        .max();
    let most = u32::try_from(most.unwrap_or_default().saturating_add(1)).unwrap_or(u32::MAX);
    // Each can be sent once more with another proof (RFC 9449 §8).
    match spec.dpop {
        Some(_) => most.saturating_mul(2),
        None => most,
    }
}
