//! More rights for a session that has some.

use oauth_mock::Fault;
use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::{Code, Provider as _};
use oauth_sign_in::SignInExt as _;

use crate::providers::*;
use crate::support::*;

#[tokio::test]
async fn the_listener_takes_the_sign_in_that_an_api_asks_for() {
    let (server, client) = world(Strict::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    visit(&server.authorize(&under.url).await.unwrap()).await;
    let session = under.ends().await.unwrap();

    let challenge = "Bearer error=\"insufficient_scope\", scope=\"files:write\"";
    server.script(
        CallKind::Api,
        Fault::status(403, &[("www-authenticate", challenge)]),
    );
    let refused = session.request(Method::Post, "files").send().await;
    let refusal = refused.unwrap_err();
    let under = begin(&client, |attempt| {
        attempt.step_up(&session, &refusal).unwrap()
    })
    .await;
    assert_eq!(
        parameter(&under.url, "scope").as_deref(),
        Some("files:write")
    );
    visit(&server.authorize(&under.url).await.unwrap()).await;
    let session = under.ends().await.unwrap();

    // Asked for already: another sign-in would not help.
    let again = client.sign_in("").step_up(&session, &refusal);
    assert_eq!(again.unwrap_err().code(), Code::MissingScopes);
}
