//! What an API answers.

use std::time::SystemTime;

use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{Code, DynSession, Error, Secret, TokenSet};

use super::{ACCESS, Case, Provoked, REFRESH, client_over};
use crate::support::{answer, json, replying};

fn session(reply: impl Fn(&WireRequest) -> WireResponse + Send + Sync + 'static) -> DynSession {
    let client = client_over(replying(move |_, request| Ok(reply(request))).0);
    let mut tokens = TokenSet::new(ACCESS, SystemTime::UNIX_EPOCH);
    tokens.refresh_token = Some(Secret::new(REFRESH));
    client.session(tokens)
}

fn api(status: u16, body: &'static str) -> Provoked {
    Box::pin(async move {
        let session = session(move |_| answer(status, &[("retry-after", "7")], body));
        session
            .request(Method::Get, "me?x=CANARY")
            .send()
            .await
            .unwrap_err()
    })
}

async fn refused_after_renewal() -> Error {
    let session = session(|request| match request.url.ends_with("/token") {
        true => json(r#"{"access_token":"CANARY-2"}"#),
        false => answer(401, &[], "CANARY"),
    });
    session.request(Method::Get, "me").send().await.unwrap_err()
}

async fn other_form() -> Error {
    let session = session(|_| json(r#"{"id":"CANARY"}"#));
    let request = session.request(Method::Get, "me");
    request.json::<Vec<u8>>().await.unwrap_err()
}

async fn redirect() -> Error {
    let to = "https://evil.example/CANARY";
    let session = session(move |_| answer(302, &[("location", to)], ""));
    session.request(Method::Get, "me").send().await.unwrap_err()
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::ApiError, || {
        api(
            418,
            r#"{"error":"teapot\u0007","error_description":"CANARY-access-token"}"#,
        )
    })
    .on(CallKind::Api)
    .says(&["status 418", "teapot\\u{7}", "\u{2039}redacted\u{203a}"]),
    Case::new(Code::ApiError, || Box::pin(refused_after_renewal()))
        .on(CallKind::Api)
        .key("api(renew_on)")
        .says(&["just renewed", "status 401"]),
    Case::new(Code::Forbidden, || api(403, "CANARY"))
        .on(CallKind::Api)
        .key("scopes")
        .says(&["the right to do this is missing"]),
    Case::new(Code::Stopped, || api(410, "CANARY"))
        .on(CallKind::Api)
        .key("api(stop_on)")
        .says(&["sign in again"]),
    Case::new(Code::Lockout, || api(401, r#"{"locked":true}"#))
        .on(CallKind::Api)
        .key("api(lockout)")
        .says(&["nothing was repeated"]),
    Case::new(Code::RateLimited, || api(429, "CANARY"))
        .on(CallKind::Api)
        .says(&["wait 7 s"]),
    Case::new(Code::UnexpectedBody, || Box::pin(other_form()))
        .on(CallKind::Api)
        .says(&["line 1"]),
    Case::new(Code::Redirected, || Box::pin(redirect()))
        .on(CallKind::Api)
        .says(&["another origin", "not followed"]),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
