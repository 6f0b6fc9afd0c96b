//! The ways in which an answer travels.

use oauth_runtime::{Code, DynClient, Provider as _};
use oauth_sign_in::{SignInExt as _, Surroundings, Way};

use crate::providers::*;
use crate::support::*;

#[tokio::test]
async fn form_post_comes_from_the_provider_s_own_origin() {
    let (server, client) = world(Posting::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let uri = under.redirect_uri();
    let body = server.authorize(&under.url).await.unwrap();
    assert_eq!(get(&format!("{uri}?{body}")).await.status, 405);
    let json = [("content-type", "application/json")];
    let bare = format!("content-length: {}\r\n", body.len());
    let host = authority(&uri);
    let reply = exchange(
        under.address(),
        format!(
            "POST /callback HTTP/1.1\r\nhost: {host}\r\n{}: {}\r\n{bare}\r\n{body}",
            json[0].0, json[0].1
        ),
    )
    .await;
    assert_eq!(reply.status, 415);
    let stray = request("POST", &uri, &[], "code=x&state=y").await;
    assert_eq!(stray.status, 400);
    let foreign = [
        ("origin", "https://acme.example"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "navigate"),
    ];
    let first = request("POST", &uri, &foreign, &body).await;
    assert_eq!(first.status, 303);
    assert_eq!(follow(&uri, first).await.status, 200);
    under.ends().await.unwrap();
    server.assert_all_accepted();
}

#[tokio::test]
async fn an_error_in_the_query_ends_a_fragment_sign_in() {
    let (_server, client) = world(Behind::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let state = under.state();
    let uri = under.redirect_uri();
    let stray = get(&format!("{uri}?error=access_denied&state=wrong")).await;
    assert_eq!(stray.status, 200, "the page that relays");
    let page = visit(&format!("{uri}?error=access_denied&state={state}")).await;
    assert!(page.body.contains("E0406"), "{}", page.body);
    assert_eq!(under.ends().await.unwrap_err().code(), Code::AccessDenied);
}

#[tokio::test]
async fn a_fragment_can_be_pasted_and_typed_into_the_page_s_box() {
    let (server, client) = world(Behind::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    under
        .ada
        .pastes(server.authorize(&under.url).await.unwrap());
    under.ends().await.unwrap();

    let under = begin(&client, |attempt| attempt).await;
    let callback = server.authorize(&under.url).await.unwrap();
    let (page_url, _) = callback.split_once('#').unwrap();
    let nonce = hidden(&get(page_url).await.body, "relay").unwrap();
    let whole: String =
        percent_encoding::utf8_percent_encode(&callback, percent_encoding::NON_ALPHANUMERIC)
            .collect();
    let body = format!("relay={nonce}&response={whole}");
    let first = request("POST", &format!("{page_url}/relay"), &[], &body).await;
    assert_eq!(follow(page_url, first).await.status, 200);
    under.ends().await.unwrap();
}

#[tokio::test]
async fn a_redirect_uri_at_the_root_is_answered() {
    let (server, client) = world(Root::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let callback = server.authorize(&under.url).await.unwrap();
    let base = format!("http://{}", authority(&callback));
    assert_eq!(get(&format!("{base}/favicon.ico")).await.status, 404);
    let first = get(&callback).await;
    assert_eq!(first.header("location"), Some("/done"));
    assert_eq!(follow(&callback, first).await.status, 200);
    under.ends().await.unwrap();
}

#[tokio::test]
async fn a_pin_is_typed() {
    let (server, client) = world(Pinned::SPEC).await;
    let under = begin(&client, |attempt| attempt.way(Way::Paste)).await;
    assert_eq!(parameter(&under.url, "redirect_uri"), None);
    let pin = server.authorize(&under.url).await.unwrap();
    under.ada.pastes("   ");
    under.ada.pastes("not a pin");
    under
        .ada
        .until(|told| matches!(told, Told::Ignored(_, true)).then_some(()))
        .await;
    under.ada.pastes(pin);
    under.ends().await.unwrap();
    server.assert_all_accepted();
}

#[tokio::test]
async fn a_provider_that_takes_no_loopback_needs_its_registered_redirect_uri() {
    let server = oauth_mock::MockServer::builder(Closed::SPEC)
        .redirect_uri("https://app.example/cb")
        .start()
        .await
        .unwrap();
    let client: DynClient = server.client().build().unwrap();
    let attempt = client.sign_in("").way(Way::Browser).person(Ada::new());
    let error = attempt.into_future().await.unwrap_err();
    assert_eq!(error.code(), Code::SettingMissing);
    assert!(error.to_string().contains("redirect_uri(...)"));

    let client = server
        .client()
        .redirect_uri("https://app.example/cb")
        .build()
        .unwrap();
    let under = begin(&client, |attempt| attempt).await;
    assert!(matches!(
        under.ada.told()[0],
        Told::Open {
            listening: false,
            opened: true,
            ..
        }
    ));
    under
        .ada
        .pastes(server.authorize(&under.url).await.unwrap());
    under.ends().await.unwrap();
    server.assert_all_accepted();
}

#[tokio::test]
async fn where_nobody_sits_nothing_is_begun() {
    let (server, client) = world(Acme::SPEC).await;
    let mut build_server = Surroundings::default();
    build_server.ci = true;
    build_server.display = true;
    build_server.browser = true;
    for surroundings in [build_server, Surroundings::default()] {
        let ada = Ada::new();
        let attempt = client
            .sign_in("")
            .surroundings(surroundings)
            .person(ada.clone())
            .browser(|_| panic!("no browser here"));
        let error = attempt.into_future().await.unwrap_err();
        assert_eq!(error.code(), Code::NoPerson);
        assert!(ada.told().is_empty());
    }
    assert_eq!(server.ledger().len(), 0);
}

#[tokio::test]
async fn parameters_and_scopes_reach_the_provider() {
    let (_server, client) = world(Acme::SPEC).await;
    let ada = Ada::new();
    let attempt = client
        .sign_in("contacts.read")
        .way(Way::Paste)
        .person(ada.clone())
        .param("prompt", "login");
    let task = tokio::spawn(attempt.into_future());
    let url = ada.url().await;
    assert_eq!(parameter(&url, "prompt").as_deref(), Some("login"));
    assert_eq!(parameter(&url, "scope").as_deref(), Some("contacts.read"));
    task.abort();
}
