//! Obtaining the next token, by whatever the declaration says.

use super::verdict::{Verdict, verdict};
use crate::client::Core;
use crate::error::{Code, Error};
use crate::flow::id_token::keep_checked;
use crate::spec::{CallKind, Grants, Param, Presence, ProviderSpec, Rotation};
use crate::token::TokenSet;
use crate::wire::Inputs;
use crate::wire::judge::judge_token;

/// What asking for the next tokens came to.
pub(super) struct Asked {
    pub(super) result: Result<TokenSet, Error>,
    /// Whether a first request got no answer.
    pub(super) lost_one: bool,
}

/// Asks for the tokens that follow `old`, and once more when no answer came:
/// within a provider's grace that heals, and outside of it nothing is left to lose.
pub(super) async fn ask(core: &Core, old: &TokenSet, may_repeat: impl Fn() -> bool) -> Asked {
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
async fn renewed(core: &Core, old: &TokenSet) -> Result<TokenSet, Error> {
    let mints = old.obtained_by == CallKind::ClientCredentials;
    if can_refresh(core.spec, old) {
        match refresh(core, old).await {
            // A client that acts for itself needs nobody to sign in again.
            Err(error) if mints && error.code() == Code::RefreshRefused => (),
            other => return other,
        }
    }
    if mints {
        return mint(core, old).await;
    }
    Err(Error::new(
        Code::NothingToRenew,
        "the access token is over, and there is no refresh token to renew it with; sign in again, and ask for one (often by a scope such as `offline_access`)",
    )
    .of(core.spec.id)
    .on(CallKind::Refresh)
    .key("scopes"))
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

pub(super) async fn refresh(core: &Core, old: &TokenSet) -> Result<TokenSet, Error> {
    let now = core.time.now();
    let inputs = Inputs {
        refresh_token: old.refresh_token.as_ref().map(Into::into),
        access_token: Some((&old.access_token).into()),
        redirect_uri: old.redirect_uri.as_deref(),
        scope: old.requested_scope.as_deref(),
        params: &old.requested_params,
        token_values: Some(&old.kept),
        callback_values: Some(&old.kept),
        ..core.inputs(CallKind::Refresh)
    };
    let mut newer = core
        .perform(CallKind::Refresh, &inputs, |answer| {
            judge_token(answer, now)
        })
        .await?;
    if core.spec.rotation == Rotation::None {
        newer.refresh_token = None;
    }
    keep_checked(core, old, &mut newer);
    Ok(old.merge(newer))
}

async fn mint(core: &Core, old: &TokenSet) -> Result<TokenSet, Error> {
    let now = core.time.now();
    let inputs = Inputs {
        scope: old.requested_scope.as_deref(),
        params: &old.requested_params,
        ..core.inputs(CallKind::ClientCredentials)
    };
    let mut minted = core
        .perform(CallKind::ClientCredentials, &inputs, |answer| {
            judge_token(answer, now)
        })
        .await?;
    minted.requested_scope.clone_from(&old.requested_scope);
    minted.requested_params.clone_from(&old.requested_params);
    Ok(minted)
}
