//! Refresh tokens that are over: refused, lost on the way, or spent elsewhere.

use std::sync::Arc;
use std::time::SystemTime;

use oauth_runtime::spec::CallKind;
use oauth_runtime::store::MemoryStore;
use oauth_runtime::transport::TransportError;
use oauth_runtime::wire::WireResponse;
use oauth_runtime::{Code, DynClient, Error, Expiry, Secret, TokenSet};

use super::{ACCESS, Case, REFRESH, builder, refusal};
use crate::support::{answer, replying};

/// Tokens of which the access token is over.
pub(super) fn tokens(refresh_token: Option<&str>) -> TokenSet {
    let mut tokens = TokenSet::new(ACCESS, SystemTime::UNIX_EPOCH);
    tokens.refresh_token = refresh_token.map(Secret::new);
    tokens.expires = Expiry::At(SystemTime::UNIX_EPOCH);
    tokens
}

/// A client that gets these answers, and the last one from then on.
fn answering(replies: Vec<Result<WireResponse, TransportError>>, stored: bool) -> DynClient {
    let transport = replying(move |number, _| replies[number.min(replies.len() - 1)].clone()).0;
    let builder = builder().transport(transport);
    match stored {
        true => builder.store(Arc::new(MemoryStore::new())),
        false => builder,
    }
    .build()
    .unwrap()
}

async fn refused() -> Error {
    let client = answering(vec![Ok(refusal(400, "invalid_grant"))], false);
    client
        .session(tokens(Some(REFRESH)))
        .token()
        .await
        .unwrap_err()
}

async fn nothing_to_renew_with() -> Error {
    let client = builder().build().unwrap();
    client.session(tokens(None)).token().await.unwrap_err()
}

async fn lost(stored: bool) -> Error {
    let lost = Err(TransportError::NoAnswer("reset".into()));
    let client = answering(vec![lost, Ok(refusal(400, "invalid_grant"))], stored);
    let tokens = tokens(Some(REFRESH));
    match stored {
        true => client.adopt(tokens).await.unwrap(),
        false => client.session(tokens),
    }
    .token()
    .await
    .unwrap_err()
}

async fn spent_elsewhere() -> Error {
    let body =
        format!(r#"{{"error":"invalid_grant","error_description":"{REFRESH} was already used"}}"#);
    let client = answering(vec![Ok(answer(400, &[], body))], true);
    let session = client.adopt(tokens(Some(REFRESH))).await.unwrap();
    session.token().await.unwrap_err()
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::RefreshRefused, || Box::pin(refused()))
        .on(CallKind::Refresh)
        .key("refresh")
        .says(&["revoked, expired or already used", "sign in again"]),
    Case::new(Code::NothingToRenew, || Box::pin(nothing_to_renew_with()))
        .on(CallKind::Refresh)
        .key("scopes")
        .says(&["no refresh token", "`offline_access`"]),
    Case::new(Code::RefreshLost, || Box::pin(lost(false)))
        .on(CallKind::Refresh)
        .says(&["no client can close this window"]),
    Case::new(Code::RefreshLost, || Box::pin(lost(true)))
        .on(CallKind::Refresh)
        .says(&["got no answer", "Sign in again"]),
    Case::new(Code::RefreshReused, || Box::pin(spent_elsewhere()))
        .on(CallKind::Refresh)
        .says(&["outside this store", "restored backup"]),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
