//! Authorization requests: by discovery, pushed, signed, answered by a JWT, with
//! authorization details and for a resource.

use oauth_runtime::{Code, oauth_provider};
use serde_json::json;

use super::on::{On, SECRET, at_issuer, claims, me, sign_in};
use crate::interop::browser::approve;
use crate::interop::running::REDIRECT_URI;

/// The issuer alone: everything else is in the metadata.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    scopes(OpenId = "openid", Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Discovered;

/// Authorization requests are pushed (RFC 9126).
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    par,
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Pushed;

/// Authorization requests are signed (RFC 9101).
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    request_object,
    client_auth = basic,
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Signed;

/// Both.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    par,
    request_object,
    client_auth = basic,
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct PushedSigned;

/// The answer is a JWT (JARM).
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    callback(jwt),
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Answered;

at_issuer! {
    Discovered, DiscoveredVars;
    Pushed, PushedVars;
    Signed, SignedVars;
    PushedSigned, PushedSignedVars;
    Answered, AnsweredVars;
}

#[tokio::test]
async fn code_and_pkce_by_discovery() {
    let Some(on) = On::standards() else { return };
    let client = on
        .builder::<Discovered>("web-client")
        .client_secret(crate::interop::running::WEB_SECRET)
        .build()
        .unwrap();
    let session = sign_in(&client, [DiscoveredScope::Read, DiscoveredScope::Write]).await;
    assert_eq!(me(&session).await["sub"], "alice");
    let documents = || on.to("/openid-configuration").len() + on.to("-authorization-server").len();
    assert_eq!(documents(), 1);
    assert!(on.form("/token").contains("code_verifier="));
    let first = session.tokens().refresh_token.unwrap();
    session.renew().await.unwrap();
    assert!(!first.matches(session.tokens().refresh_token.unwrap().expose()));
    assert_eq!(documents(), 1);
}

/// The server says who it is, and the client wants to hear it (RFC 9207).
#[tokio::test]
async fn iss_is_demanded_because_it_is_promised() {
    let Some(on) = On::standards() else { return };
    let client = on.client::<Discovered>("connect-client");
    let login = client.authorize(REDIRECT_URI, [DiscoveredScope::Read]);
    let login = login.await.unwrap();
    let callback = approve(login.url()).await;
    let (without, _) = callback.split_once("&iss=").unwrap();
    for bad in [
        without.to_owned(),
        format!("{without}&iss=http%3A%2F%2F127.0.0.1%3A1"),
    ] {
        let error = login.finish(&bad).await.unwrap_err();
        assert_eq!(error.code(), Code::IssuerMismatch, "{error}");
    }
    assert!(on.to("/token").is_empty());
    login.finish(&callback).await.unwrap();
}

#[tokio::test]
async fn pushed_authorization_request() {
    let Some(on) = On::standards() else { return };
    let client = on.client::<Pushed>("par-client");
    let login = client
        .authorize(REDIRECT_URI, [PushedScope::Read])
        .await
        .unwrap();
    let (_, query) = login.url().split_once('?').unwrap();
    let names: Vec<_> = query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .collect();
    assert_eq!(names.len(), 2, "{query}");
    assert!(names.contains(&"client_id") && names.contains(&"request_uri"));
    assert!(on.form("/request").contains("code_challenge="));
    let callback = approve(login.url()).await;
    let session = login.finish(&callback).await.unwrap();
    assert_eq!(me(&session).await["sub"], "alice");
}

/// What the server says against a pushed request is an error of that call.
#[tokio::test]
async fn a_refused_pushed_request_is_told() {
    let Some(on) = On::standards() else { return };
    let wrong = on.builder::<Pushed>("par-client").client_secret("wrong");
    let client = wrong.build().unwrap();
    let begun = client.authorize(REDIRECT_URI, [PushedScope::Read]).await;
    let error = begun.unwrap_err();
    assert_eq!(error.code(), Code::ClientAuthentication, "{error}");
    assert_eq!(error.call(), Some(oauth_runtime::spec::CallKind::Par));
}

#[tokio::test]
async fn signed_authorization_request() {
    let Some(on) = On::standards() else { return };
    let builder = on.builder::<Signed>("jar-client").client_secret(SECRET);
    let client = builder.client_key(on.key("ES256").await).build().unwrap();
    let login = client
        .authorize(REDIRECT_URI, [SignedScope::Read])
        .await
        .unwrap();
    assert!(login.url().contains("request=") && !login.url().contains("code_challenge"));
    let callback = approve(login.url()).await;
    let session = login.finish(&callback).await.unwrap();
    assert_eq!(me(&session).await["sub"], "alice");
}

#[tokio::test]
async fn signed_and_pushed_authorization_request() {
    let Some(on) = On::standards() else { return };
    let builder = on
        .builder::<PushedSigned>("jar-client")
        .client_secret(SECRET);
    let client = builder.client_key(on.key("ES256").await).build().unwrap();
    let session = sign_in(&client, [PushedSignedScope::Read]).await;
    assert_eq!(me(&session).await["sub"], "alice");
    let form = on.form("/request");
    assert!(
        form.contains("request=") && !form.contains("redirect_uri="),
        "{form}"
    );
}

#[tokio::test]
async fn authorization_response_as_a_jwt() {
    let Some(on) = On::standards() else { return };
    for id in ["jarm-client", "jarm-es256-client"] {
        let client = on.client::<Answered>(id);
        let login = client
            .authorize(REDIRECT_URI, [AnsweredScope::Read])
            .await
            .unwrap();
        let callback = approve(login.url()).await;
        let (_, response) = callback.split_once("?response=").unwrap();
        assert_eq!(claims(response)["aud"], id);
        // A signature with one letter changed.
        let end = response.len() - 10;
        let other = if &response[end..=end] == "A" {
            "B"
        } else {
            "A"
        };
        let forged = callback.replace(
            response,
            &format!("{}{other}{}", &response[..end], &response[end + 1..]),
        );
        let before = on.to("/token").len();
        login.finish(&forged).await.unwrap_err();
        assert_eq!(on.to("/token").len(), before);
        let session = login.finish(&callback).await.unwrap();
        assert_eq!(me(&session).await["sub"], "alice");
    }
}

#[tokio::test]
async fn rich_authorization_request() {
    let Some(on) = On::standards() else { return };
    let details = json!([{
        "type": "payment_initiation",
        "actions": ["initiate"],
        "instructedAmount": {"currency": "EUR", "amount": "123.50"},
    }]);
    let client = on.client::<Discovered>("details-client");
    let resource = format!("{}/api/", on.site());
    let login = client
        .authorize(REDIRECT_URI, [DiscoveredScope::Read])
        .authorization_details(&details)
        .resource(resource)
        .await
        .unwrap();
    let callback = approve(login.url()).await;
    let session = login.finish(&callback).await.unwrap();
    let granted = session.tokens().authorization_details().unwrap().clone();
    assert_eq!(granted[0]["instructedAmount"]["amount"], "123.50");
}

/// The token is a JWT for one resource, and for no other (RFC 8707).
#[tokio::test]
async fn resource_indicator() {
    let Some(on) = On::standards() else { return };
    let client = on.client::<Discovered>("connect-client");
    let resource = format!("{}/api/jwt", on.site());
    let login = client
        .authorize(REDIRECT_URI, [DiscoveredScope::Read])
        .resource(resource.clone())
        .await
        .unwrap();
    let callback = approve(login.url()).await;
    let session = login.finish(&callback).await.unwrap();
    let token = session.tokens().access_token;
    assert_eq!(claims(token.expose())["aud"], resource);
    assert_eq!(me(&session).await["aud"], resource);
    session.renew().await.unwrap();
    let token = session.tokens().access_token;
    assert_eq!(claims(token.expose())["aud"], resource);
    let elsewhere = client
        .authorize(REDIRECT_URI, [DiscoveredScope::Read])
        .resource("https://elsewhere.example/")
        .await
        .unwrap();
    let callback = approve(elsewhere.url()).await;
    let error = elsewhere.finish(&callback).await.unwrap_err();
    assert_eq!(error.oauth_error().unwrap().error, "invalid_target");
}
