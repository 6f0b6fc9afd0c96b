//! Declarations that are right and rare: each signs in, calls and renews, and what
//! breaks them is still refused.

use std::error::Error;

use oauth_mock::MockServer;
use oauth_runtime::spec::{Method, ProviderSpec};
use oauth_runtime::{Code, Provider as _, oauth_provider};

use crate::client::sign_in;
use crate::raw::{CALLBACK, encoded, send, token};

type Tested = Result<(), Box<dyn Error>>;

/// A stream of events or JSON, as MCP servers want it asked for.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api(
        base = "https://acme.example/mcp/",
        accept = "application/json,text/event-stream"
    )
)]
struct Stream;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    scopes(Ads = "ads", Offline = "offline", default(Ads, Offline)),
    refresh(params(scope = "ads"))
)]
struct Narrowed;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/oauth/token", omit(grant_type)),
    refresh(
        send(grant_type),
        omit(refresh_token),
        params(grant_type = "fb_exchange_token", fb_exchange_token = "{access_token}"),
    ),
    api = "https://acme.example/v1/"
)]
struct Traded;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/oauth/token",
        omit(grant_type, code, redirect_uri)
    ),
    pkce = none(reason = "beside the point here"),
    refresh = none
)]
struct Codeless;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/token",
        names(code = "refresh_token"),
        params(grant_type = "refresh_token")
    ),
    pkce = none(reason = "beside the point here")
)]
struct OneName;

#[oauth_provider(
    vars(key: Text),
    authorize = "https://acme.example/authorize",
    token = "https://api.acme.example/sts/token?subscription-key={key}",
    api(base = "https://api.acme.example", headers("x-key" = "{key}"))
)]
struct Keyed;

#[oauth_provider(
    vars(secret: Secret),
    client_auth = none,
    client_credentials(
        url = "https://acme.example/oauth/token",
        params(
            grant_type = "password",
            client_id = "Acme.Client",
            password = "{secret}"
        )
    ),
    api = "https://acme.example/v1/"
)]
struct OwnClient;

#[oauth_provider(
    authorize = "https://sign-in.acme.example",
    token = "https://acme.example/token",
    api = "https://acme.example"
)]
struct Pathless;

#[oauth_provider(
    authorize(url = "https://sign-in.acme.example", fragment_route = "/authorize"),
    token = "https://acme.example/token",
    api = "https://acme.example"
)]
struct PathlessRoute;

/// The administrator's consent is the sign-in; each token is asked for anew.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/oauth/token",
        omit(code, redirect_uri),
        params(grant_type = "client_credentials")
    ),
    refresh(omit(refresh_token)),
    pkce = none(reason = "beside the point here")
)]
struct Consented;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/oauth/token",
    refresh(url = "https://acme.example/oauth/again", omit(refresh_token)),
    pkce = none(reason = "beside the point here")
)]
struct Unnamed;

#[oauth_provider(
    vars(name: Text, secret: Secret, content: Option<Text>),
    client_auth = none,
    scopes(required),
    client_credentials(
        url = "https://acme.example/oauth/token",
        place = json,
        omit(grant_type, client_id, scope),
        params(credentials(
            user = "{name}",
            password = "{secret}",
            site(content_url = "{content}")
        )),
    ),
)]
struct Nested;

#[tokio::test]
async fn each_signs_in_calls_and_renews() -> Tested {
    let specs: [&'static ProviderSpec; 9] = [
        Consented::SPEC,
        Unnamed::SPEC,
        Stream::SPEC,
        Narrowed::SPEC,
        Traded::SPEC,
        OneName::SPEC,
        Keyed::SPEC,
        Pathless::SPEC,
        PathlessRoute::SPEC,
    ];
    for spec in specs {
        let server = MockServer::start(spec).await?;
        let session = sign_in(&server, "")
            .await
            .map_err(|error| format!("{}: {error}", spec.id))?;
        for _ in 0..2 {
            if spec.api.is_some() {
                session.request(Method::Get, "things/7").send().await?;
            }
            session.renew().await?;
        }
        server.assert_all_accepted();
    }
    Ok(())
}

#[tokio::test]
async fn a_list_of_media_types_is_asked_for_as_a_whole() -> Tested {
    let server = MockServer::start(Stream::SPEC).await?;
    let session = sign_in(&server, "").await?;
    let head = |accept: &str| {
        let tokens = session.tokens();
        let bearer = tokens.access_token.expose();
        format!("GET /mcp/x HTTP/1.1\nauthorization: Bearer {bearer}\naccept: {accept}")
    };
    let swapped = head("text/event-stream, application/json");
    assert_eq!(send(&server, &swapped, "").await?.status, 200);
    send(&server, &head("application/json"), "")
        .await?
        .refused("invalid_request", "api(accept)");
    Ok(())
}

#[tokio::test]
async fn a_traded_access_token_must_have_been_issued() -> Tested {
    let server = MockServer::start(Traded::SPEC).await?;
    let body = "grant_type=fb_exchange_token&client_id=client&client_secret=secret";
    token(&server, body)
        .await?
        .refused("invalid_request", "fb_exchange_token");
    token(&server, &format!("{body}&fb_exchange_token=made-up"))
        .await?
        .refused("invalid_grant", "nobody issued");
    let session = sign_in(&server, "").await?;
    server.revoke_all();
    let error = session.renew().await.err().ok_or("it was renewed")?;
    assert_eq!(error.code(), Code::RefreshRefused);
    Ok(())
}

#[tokio::test]
async fn a_call_without_code_uses_up_the_sign_in_that_waits() -> Tested {
    let server = MockServer::start(Codeless::SPEC).await?;
    let body = "client_id=client&client_secret=secret";
    token(&server, body)
        .await?
        .refused("invalid_grant", "nobody has signed in");
    sign_in(&server, "").await?;
    token(&server, body)
        .await?
        .refused("invalid_grant", "nobody has signed in");
    let url = format!(
        "{}/authorize?response_type=code&client_id=client&redirect_uri={}&state=s",
        server.origin(),
        encoded(CALLBACK)
    );
    server.authorize(&url).await?;
    assert_eq!(token(&server, body).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_fixed_client_id_is_the_only_one() -> Tested {
    let server = MockServer::start(OwnClient::SPEC).await?;
    let client = server.client().build()?;
    let session = client.client_credentials("").send().await?;
    session.request(Method::Get, "things/7").send().await?;
    server.assert_all_accepted();
    token(&server, "grant_type=password&client_id=client&password=pw")
        .await?
        .refused("invalid_request", "another value");
    Ok(())
}

#[tokio::test]
async fn a_renewal_that_names_no_token_needs_a_sign_in() -> Tested {
    let server = MockServer::start(Consented::SPEC).await?;
    let body = "grant_type=client_credentials&client_id=client&client_secret=secret";
    token(&server, body)
        .await?
        .refused("invalid_grant", "nobody has signed in");
    let session = sign_in(&server, "").await?;
    session.renew().await?;
    server.revoke_all();
    let error = session.renew().await.err().ok_or("it was renewed")?;
    assert_eq!(error.code(), Code::RefreshRefused);
    Ok(())
}

#[tokio::test]
async fn members_of_an_object_without_a_value_are_left_out() -> Tested {
    let head = "POST /oauth/token HTTP/1.1
        accept: application/json
        content-type: application/json";
    let body =
        |site: &str| format!(r#"{{"credentials":{{"user":"ada","password":"pw","site":{site}}}}}"#);
    let given = [("name", "ada"), ("secret", "pw")];
    let mut builder = MockServer::builder(Nested::SPEC);
    for (name, value) in given {
        builder = builder.var(name, value);
    }
    let server = builder.clone().start().await?;
    let client = server.client().build()?;
    client.client_credentials("read").send().await?;
    server.assert_all_accepted();
    assert_eq!(send(&server, head, &body("{}")).await?.status, 200);
    for site in [r#"{"content_url":"made-up"}"#, r#"{"other":1}"#] {
        send(&server, head, &body(site))
            .await?
            .refused("invalid_request", "params(credentials)");
    }
    let server = builder.var("content", "acme").start().await?;
    let client = server.client().build()?;
    client.client_credentials("read").send().await?;
    send(&server, head, &body("{}"))
        .await?
        .refused("invalid_request", "params(credentials)");
    Ok(())
}
