//! What can come back from the browser, instead of a code.

use std::time::Duration;

use oauth_mock::MockClock;
use oauth_runtime::spec::CallKind;
use oauth_runtime::{Code, Error};

use super::{CALLBACK, Case, Provoked, RESPONSE, builder, client, sign_in};
use crate::support::json;

/// A callback that is refused before anything is sent.
fn callback(text: &'static str) -> Provoked {
    Box::pin(async move {
        let client =
            super::client_over(crate::support::replying(|_, _| panic!("nothing is sent")).0);
        sign_in(&client, text).await.unwrap_err()
    })
}

async fn twice() -> Error {
    let client = client(json(r#"{"access_token":"CANARY-a"}"#));
    let login = client
        .authorize(CALLBACK, "read")
        .state("CANARY-state")
        .begin()
        .unwrap();
    login.finish(RESPONSE).await.unwrap();
    login.finish(RESPONSE).await.unwrap_err()
}

async fn other_session() -> Error {
    let client = builder().build().unwrap();
    let login = client
        .authorize(CALLBACK, "read")
        .state("CANARY-state")
        .bound_to("CANARY-session-of-ada")
        .begin()
        .unwrap();
    login
        .finish_in("CANARY-session-of-bob", RESPONSE)
        .await
        .unwrap_err()
}

async fn other_client() -> Error {
    let client = builder().build().unwrap();
    let login = client
        .authorize(CALLBACK, "read")
        .state("CANARY-state")
        .begin()
        .unwrap();
    let other = oauth_runtime::DynClient::builder(client.spec(), &[], "other")
        .build()
        .unwrap();
    other
        .resume(login.pending().clone())
        .finish(RESPONSE)
        .await
        .unwrap_err()
}

async fn too_late() -> Error {
    let clock = MockClock::new();
    let client = builder()
        .clock(clock.clone())
        .sign_in_lifetime(Duration::from_secs(60))
        .build()
        .unwrap();
    let login = client
        .authorize(CALLBACK, "read")
        .state("CANARY-state")
        .begin()
        .unwrap();
    clock.advance(Duration::from_secs(61));
    login.finish(RESPONSE).await.unwrap_err()
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::StateMismatch, || {
        callback("code=CANARY-code&state=CANARY-other")
    })
    .on(CallKind::Authorize)
    .says(&["another sign-in", "still waits"]),
    Case::new(Code::DuplicateParameter, || {
        callback("code=CANARY-1&code=CANARY-2&state=CANARY-state")
    })
    .on(CallKind::Authorize)
    .says(&["`code` stands twice"]),
    Case::new(Code::IssuerMismatch, || {
        callback("code=CANARY-code&state=CANARY-state&iss=https://evil.example/%1b%E2%80%AE")
    })
    .on(CallKind::Authorize)
    .key("issuer")
    .says(&[
        "`https://evil.example/\\u{1b}\\u{202e}`",
        "began at `https://acme.example`",
        "its code was not sent",
    ]),
    Case::new(Code::IssuerMismatch, || {
        callback("code=CANARY-code&state=CANARY-state&iss=CANARY-state")
    })
    .on(CallKind::Authorize)
    .key("issuer"),
    Case::new(Code::StateMissing, || callback("code=CANARY-code"))
        .on(CallKind::Authorize)
        .key("callback(state)")
        .says(&["has no state", "still waits"]),
    Case::new(Code::AlreadyFinished, || Box::pin(twice()))
        .on(CallKind::Authorize)
        .says(&["begin a new one"]),
    Case::new(Code::AccessDenied, || {
        callback("error=access_denied&error_description=no+CANARY-state%1b[2J&state=CANARY-state")
    })
    .on(CallKind::Authorize)
    .says(&["was refused", "no \u{2039}redacted\u{203a}\\u{1b}[2J"]),
    Case::new(Code::CodeMissing, || {
        callback("state=CANARY-state&auth_code=CANARY-code")
    })
    .on(CallKind::Authorize)
    .key("callback(code)")
    .says(&["has no `code`", "`callback(code = "]),
    Case::new(Code::UnreadableCallback, || {
        callback("code=CANARY%ff&state=CANARY-state")
    })
    .on(CallKind::Authorize)
    .says(&["not UTF-8"]),
    Case::new(Code::WrongContext, || {
        callback("https://app.example/elsewhere?code=CANARY-code&state=CANARY-state")
    })
    .on(CallKind::Authorize)
    .says(&["another redirect URI"]),
    Case::new(Code::WrongContext, || Box::pin(other_session()))
        .on(CallKind::Authorize)
        .says(&["another browser session"]),
    Case::new(Code::WrongContext, || Box::pin(other_client()))
        .on(CallKind::Authorize)
        .says(&["another provider, tenant or client"]),
    Case::new(Code::SignInExpired, || Box::pin(too_late()))
        .on(CallKind::Authorize)
        .says(&["too long ago"]),
    // What the provider answers in the browser names what was sent there.
    Case::new(Code::InvalidRequest, || {
        callback("error=invalid_request&state=CANARY-state")
    })
    .on(CallKind::Authorize)
    .key("authorize(names, params)")
    .says(&["`https://app.example/callback?tenant=7`"]),
    Case::new(Code::InvalidScope, || {
        callback("error=invalid_scope&state=CANARY-state")
    })
    .on(CallKind::Authorize)
    .key("scopes")
    .says(&["`read write` was sent", "`scopes(delimiter = \",\")`"]),
    Case::new(Code::UnauthorizedClient, || {
        callback("error=unauthorized_client&state=CANARY-state")
    })
    .on(CallKind::Authorize)
    .key("authorize")
    .says(&["registration"]),
    Case::new(Code::ServerError, || {
        callback("error=temporarily_unavailable&state=CANARY-state")
    })
    .on(CallKind::Authorize),
    Case::new(Code::ProviderError, || {
        callback("error=odd&state=CANARY-state")
    })
    .on(CallKind::Authorize)
    .key("callback(denied)"),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
