//! Requests that break one rule each.

use std::error::Error;

use oauth_mock::MockServer;
use oauth_runtime::spec::{CallKind, ClientAuth, Pkce};

use crate::raw::{CALLBACK, FORM, api, authorize_url, code, encoded, exchange, send, token};
use crate::specs::{ACME, BASIC, HEADER, PIN};

type Tested = Result<(), Box<dyn Error>>;

#[tokio::test]
async fn a_parameter_in_the_wrong_place_is_refused() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let code = code(&server).await?;
    let body = exchange(&code);
    let without = body.replace(&format!("code={code}&"), "");
    let head = FORM.replace("/oauth/token", &format!("/oauth/token?code={code}"));
    send(&server, &head, &without)
        .await?
        .refused("invalid_request", "token(names(code))");
    let both = send(&server, &head, &body).await?;
    both.refused("invalid_request", "token(names(code))");
    let head = format!("{FORM}\nclient_id: client");
    send(&server, &head, &body)
        .await?
        .refused("invalid_client", "client_auth");
    let head = format!("{FORM}\nauthorization: Basic Y2xpZW50OnNlY3JldA==");
    send(&server, &head, &body)
        .await?
        .refused("invalid_client", "client_auth");
    token(&server, &format!("{body}&scope=read"))
        .await?
        .refused("invalid_request", "token(send(scope))");
    token(&server, &format!("{body}&code=twice"))
        .await?
        .refused("invalid_request", "stands twice");
    token(&server, &format!("{body}&audience=x"))
        .await
        .map(|answer| assert_eq!(answer.status, 200))?;
    Ok(())
}

#[tokio::test]
async fn media_types_and_methods_are_checked() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let body = exchange(&code(&server).await?);
    let json = FORM.replace("application/x-www-form-urlencoded", "application/json");
    let answer = send(&server, &json, &body).await?;
    assert_eq!(answer.status, 415);
    answer.refused("invalid_request", "token(place)");
    let html = FORM.replace("accept: application/json", "accept: text/html");
    send(&server, &html, &body)
        .await?
        .refused("invalid_request", "token(accept)");
    let answer = send(&server, &FORM.replace("POST", "PUT"), &body).await?;
    assert_eq!(answer.status, 405);
    answer.refused("invalid_request", "(method)");
    let answer = send(&server, "GET /elsewhere HTTP/1.1", "").await?;
    assert_eq!(answer.status, 404);
    assert!(
        server
            .ledger()
            .last()
            .is_some_and(oauth_mock::Entry::is_unexpected)
    );
    Ok(())
}

#[tokio::test]
async fn the_grant_type_must_be_known() -> Tested {
    let server = MockServer::start(&ACME).await?;
    token(
        &server,
        "grant_type=magic&client_id=client&client_secret=secret",
    )
    .await?
    .refused("unsupported_grant_type", "grant_type");
    token(&server, "client_id=client&client_secret=secret")
        .await?
        .refused("unsupported_grant_type", "grant_type");
    Ok(())
}

#[tokio::test]
async fn client_authentication_is_exact() -> Tested {
    let server = MockServer::builder(&BASIC)
        .client("a b", Some("p/w:1"))
        .start()
        .await?;
    let body = "grant_type=client_credentials";
    let basic = |value: &str| format!("{FORM}\nauthorization: Basic {value}");
    // base64 of `a+b:p%2Fw%3A1`, and of `a b:p/w:1` as it is.
    let good = send(&server, &basic("YStiOnAlMkZ3JTNBMQ=="), body).await?;
    assert_eq!(good.status, 200, "{}", good.body);
    let raw = send(&server, &basic("YSBiOnAvdzox"), body).await?;
    assert_eq!(raw.status, 401);
    raw.refused("invalid_client", "form-encoded before Base64");
    assert!(raw.head.to_lowercase().contains("www-authenticate: basic"));
    token(&server, body)
        .await?
        .refused("invalid_client", "client_auth");
    let in_body = format!("{body}&client_id=a+b&client_secret=p%2Fw%3A1");
    token(&server, &in_body)
        .await?
        .refused("invalid_client", "client_auth");

    let server = MockServer::builder(&BASIC)
        .accept_client_auth(ClientAuth::Body)
        .start()
        .await?;
    let in_body = format!("{body}&client_id=client&client_secret=secret");
    assert_eq!(token(&server, &in_body).await?.status, 200);
    let wrong = format!("{body}&client_id=client&client_secret=wrong");
    token(&server, &wrong)
        .await?
        .refused("invalid_client", "client_auth");
    Ok(())
}

#[tokio::test]
async fn the_authorization_request_is_checked_before_anything_else() -> Tested {
    let server = MockServer::builder(&ACME)
        .redirect_uri(CALLBACK)
        .start()
        .await?;
    let good = authorize_url(&server);
    assert!(server.authorize(&good).await?.starts_with(CALLBACK));
    for (from, to, wanted) in [
        ("client_id=client", "client_id=other", "client_auth"),
        ("%2Fcb", "%2Fcb%2F", "redirect_uri"),
        ("response_type=code", "response_type=token", "response_type"),
        ("&state=s-1", "", "callback(state)"),
        ("read%20write", "read%2Cwrite", "scopes(delimiter)"),
        (
            "code_challenge_method=S256",
            "code_challenge_method=plain",
            "code_challenge_method",
        ),
        ("&code_challenge_method=S256", "", "pkce"),
        ("code_challenge=E9", "code_challenge=E", "pkce"),
        ("&scope=", "&nonce=n&scope=", "nonce"),
        ("&state=s-1", "&state=s-1&state=s-2", "stands twice"),
    ] {
        let error = server
            .authorize(&good.replacen(from, to, 1))
            .await
            .err()
            .ok_or(to)?;
        assert!(error.to_string().contains(wanted), "{to}: {error}");
    }
    assert!(
        server
            .authorize("http://127.0.0.1:9/oauth/authorize")
            .await
            .is_err()
    );
    Ok(())
}

#[tokio::test]
async fn pkce_binds_the_exchange() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let code = code(&server).await?;
    let body = exchange(&code);
    let wrong = body.replace("code_verifier=d", "code_verifier=e");
    token(&server, &wrong)
        .await?
        .refused("invalid_grant", "pkce");
    let (none, _) = body.split_once("&code_verifier").ok_or("no verifier")?;
    token(&server, none).await?.refused("invalid_grant", "pkce");
    let moved = body.replace(&encoded(CALLBACK), &encoded("http://127.0.0.1:9/other"));
    token(&server, &moved)
        .await?
        .refused("invalid_grant", "token(names(redirect_uri))");
    assert_eq!(token(&server, &body).await?.status, 200);

    let server = MockServer::builder(&ACME).pkce(Pkce::None).start().await?;
    let error = server
        .authorize(&authorize_url(&server))
        .await
        .err()
        .ok_or("it went through")?;
    assert!(error.to_string().contains("pkce"), "{error}");
    Ok(())
}

#[tokio::test]
async fn header_parameters_travel_in_headers_only() -> Tested {
    let server = MockServer::start(&HEADER).await?;
    let head = "POST /oauth2/token HTTP/1.1
        accept: application/json
        content-type: application/json
        x-grant-type: refresh_token
        x-client-id: client
        x-scope: email
        x-redirect-uri: http://127.0.0.1:9/cb";
    let body = "refresh_token=rt-1";
    let moved = send(&server, head, body).await?;
    assert!(
        moved.body.contains("`refresh_token` stands in the form"),
        "{}",
        moved.body
    );
    assert!(moved.body.contains("errorDescription"), "{}", moved.body);
    let rfc_name = format!("{head}\nrefresh_token: rt-1");
    let renamed = send(&server, &rfc_name, "").await?;
    assert!(
        renamed.body.contains("`x-refresh-token` in the header"),
        "{}",
        renamed.body
    );
    let unknown = send(&server, &format!("{head}\nx-refresh-token: rt-1"), "").await?;
    assert_eq!(unknown.text("error"), "invalid_grant");
    let typed = head.replace("content-type: application/json", "content-type: text/plain");
    let typed = send(&server, &format!("{typed}\nx-refresh-token: rt-1"), "").await?;
    assert!(
        typed.body.contains("token(content_type)") || typed.body.contains("refresh(content_type)")
    );
    Ok(())
}

#[tokio::test]
async fn the_bearer_stands_in_its_place_and_nowhere_else() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let tokens = token(&server, &exchange(&code(&server).await?)).await?;
    let at = tokens.text("access_token");
    assert_eq!(api(&server, &at).await?.status, 200);
    let in_query = format!("GET /v1/me?access_token={} HTTP/1.1", encoded(&at));
    let answer = send(&server, &in_query, "").await?;
    assert_eq!(answer.status, 400);
    answer.refused("invalid_request", "api(bearer)");
    let both = format!("{in_query}\nauthorization: Bearer {at}");
    send(&server, &both, "")
        .await?
        .refused("invalid_request", "api(bearer)");
    let elsewhere = format!(
        "GET /v1/me?x={} HTTP/1.1\nauthorization: Bearer {at}",
        encoded(&at)
    );
    send(&server, &elsewhere, "")
        .await?
        .refused("invalid_request", "two places");
    let scheme = format!("GET /v1/me HTTP/1.1\nauthorization: OAuth {at}");
    send(&server, &scheme, "")
        .await?
        .refused("invalid_request", "api(bearer)");
    let none = send(&server, "GET /v1/me HTTP/1.1", "").await?;
    assert_eq!(none.status, 401);
    let unknown = api(&server, "at-0").await?;
    assert_eq!(unknown.status, 401);
    assert!(
        unknown.head.contains("Bearer error=\"invalid_token\""),
        "{}",
        unknown.head
    );
    Ok(())
}

#[tokio::test]
async fn scopes_are_written_as_declared() -> Tested {
    let server = MockServer::start(&PIN).await?;
    let url = |scope: &str| {
        format!(
            "{}/oauth2/v0/authorize?response_type=code&client_id=client&scope={scope}",
            server.origin()
        )
    };
    server.authorize(&url("read(a%2Cb)%2Cwrite(c)")).await?;
    server.authorize(&url("read(a%2Cb)%2Cunheard_of")).await?;
    for (scope, key) in [
        ("read%28all%29", "scopes(literal)"),
        ("read(all)%20write(c)", "scopes(delimiter)"),
        ("read(all)%2C", "scopes(delimiter)"),
    ] {
        let error = server.authorize(&url(scope)).await.err().ok_or(scope)?;
        assert!(error.to_string().contains(key), "{scope}: {error}");
    }
    Ok(())
}

#[tokio::test]
async fn what_the_declaration_does_not_know_is_refused_at_start() -> Tested {
    for builder in [
        MockServer::builder(&PIN).var("tenant", "acme"),
        MockServer::builder(&PIN).var("deployment", "evil.com#"),
        MockServer::builder(&PIN).kept("orgkey", "acme"),
    ] {
        assert!(builder.start().await.is_err());
    }
    assert_eq!(MockServer::start(&PIN).await?.count(CallKind::Api), 0);
    Ok(())
}
