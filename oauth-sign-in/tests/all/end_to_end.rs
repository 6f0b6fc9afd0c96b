//! Each way of signing in, from the first address to a session.

use oauth_runtime::spec::CallKind;
use oauth_runtime::{Code, Provider as _};
use oauth_sign_in::{SignInExt as _, Way};

use crate::providers::*;
use crate::support::*;

#[tokio::test]
async fn a_browser_signs_in() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let callback = server.authorize(&under.url).await.unwrap();
    assert!(callback.starts_with(&under.redirect_uri()));
    let first = get(&callback).await;
    assert_eq!(first.status, 303);
    assert!(!first.header("location").unwrap().contains("code"));
    let page = follow(&callback, first).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Acme"));
    let (ada, address) = (under.ada.clone(), under.address());
    let session = under.ends().await.unwrap();
    assert!(session.tokens().refresh_token.is_some());
    assert_eq!(ada.told().last(), Some(&Told::Done));
    assert!(is_free(address).await);
    assert_eq!(server.count(CallKind::Token), 1);
    server.assert_all_accepted();
}

#[tokio::test]
async fn the_typed_client_signs_in() {
    let server = oauth_mock::MockServer::start(Acme::SPEC).await.unwrap();
    let client = AcmeClient::builder(oauth_runtime::NoVars, "client")
        .client_secret("secret")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    let ada = Ada::new();
    let attempt = client
        .sign_in([AcmeScope::Read, AcmeScope::Write])
        .way(Way::Browser)
        .browser(|_| Ok(()))
        .person(ada.clone());
    let task = tokio::spawn(attempt.into_future());
    let url = ada.url().await;
    assert_eq!(
        parameter(&url, "scope").as_deref(),
        Some("contacts.read contacts.write")
    );
    visit(&server.authorize(&url).await.unwrap()).await;
    let session = soon(task).await.unwrap().unwrap();
    assert!(session.has_scope(&AcmeScope::Read));
}

#[tokio::test]
async fn a_refusal_ends_the_sign_in_and_the_page_says_so() {
    let server = oauth_mock::MockServer::builder(Acme::SPEC)
        .consent(oauth_mock::Consent::Deny)
        .start()
        .await
        .unwrap();
    let client = server.client().build().unwrap();
    let under = begin(&client, |attempt| attempt).await;
    let callback = server.authorize(&under.url).await.unwrap();
    let page = visit(&callback).await;
    assert_eq!(page.status, 400);
    assert!(page.body.contains("E0406"), "{}", page.body);
    assert_eq!(under.ends().await.unwrap_err().code(), Code::AccessDenied);
}

#[tokio::test]
async fn the_page_says_who_signed_in_where_the_provider_tells() {
    for (claim, value, shown) in [
        ("email", "ada@acme.example", "ada@acme.example"),
        ("name", "Ada <b>L</b>", "Ada &lt;b&gt;L&lt;"),
    ] {
        let (server, client) = world(Acme::SPEC).await;
        server.change_id_tokens(move |_, claims| claims[claim] = value.into());
        let ada = Ada::new();
        let attempt = client
            .sign_in("openid")
            .way(Way::Browser)
            .person(ada.clone())
            .browser(|_| Ok(()));
        let task = tokio::spawn(attempt.into_future());
        let callback = server.authorize(&ada.url().await).await.unwrap();
        let page = visit(&callback).await;
        assert!(page.body.contains(shown), "{}", page.body);
        assert!(!page.body.contains("<b>L"));
        soon(task).await.unwrap().unwrap();
    }
}
