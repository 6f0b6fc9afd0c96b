//! The runtime's own client through declarations of several calls and several tokens.

use std::error::Error;
use std::time::Duration;

use oauth_mock::MockServer;
use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::{Code, DynSession, Provider as _, oauth_provider};

use crate::client::sign_in;

type Tested = Result<(), Box<dyn Error>>;

/// A token of the program stands in for the client's secret.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/token",
        place = json,
        omit(client_id, client_secret),
        before(app(
            url = "https://acme.example/app",
            place = json,
            params(app_id = "{client_id}", app_secret = "{client_secret}"),
            answer(keep(token: Secret = "app_access_token")),
        )),
        client_auth = authorization("Bearer {app.token}"),
        answer(access_token = "/data/access_token", refresh_token = "/data/refresh_token"),
    ),
    refresh(url = "https://acme.example/again"),
    api = "https://acme.example/v1/",
    pkce = none(reason = "beside the point here")
)]
struct Feishu;

/// The first token is traded for one that lives longer, and the API's path is learned.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/token",
        then(long(
            url = "https://acme.example/long",
            params(short = "{access_token}"),
            answer(access_token = "long_token"),
        )),
    ),
    learn(tenants(
        url = "https://acme.example/tenants",
        each = "/data",
        answer(keep(tenant_id = "id"))
    )),
    api = "https://acme.example/v1/{token.tenant_id}/",
    pkce = none(reason = "beside the point here")
)]
struct Learned;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    callback(state = in_redirect_uri),
    api(
        base = "https://acme.example/v1/",
        bearer(none),
        headers("authorization" = "Basic {base64(client_id + ':' + access_token)}"),
    ),
    pkce = none(reason = "beside the point here")
)]
struct Placed;

async fn call(session: &DynSession) -> Result<String, oauth_runtime::Error> {
    let answer: serde_json::Value = session.request(Method::Get, "things/7").json().await?;
    let path = answer.get("path").and_then(serde_json::Value::as_str);
    Ok(path.unwrap_or_default().to_owned())
}

#[tokio::test]
async fn each_signs_in_calls_and_renews() -> Tested {
    for spec in [Feishu::SPEC, Learned::SPEC, Placed::SPEC] {
        let server = MockServer::start(spec).await?;
        let session = sign_in(&server, "")
            .await
            .map_err(|error| format!("{}: {error}", spec.id))?;
        for _ in 0..2 {
            assert_eq!(call(&session).await?, "things/7", "{}", spec.id);
            server.clock().advance(Duration::from_secs(3600));
        }
        server.assert_all_accepted();
    }
    Ok(())
}

#[tokio::test]
async fn a_learned_value_is_chosen_and_stands_in_the_path() -> Tested {
    let server = MockServer::builder(Learned::SPEC)
        .items("tenants", 2)
        .start()
        .await?;
    let session = sign_in(&server, "").await?;
    let error = call(&session).await.err().ok_or("nothing was chosen")?;
    assert_eq!(error.code(), Code::ValueUnset);
    session.choose("tenants", 1).await?;
    call(&session).await?;
    let paths: Vec<String> = server
        .ledger()
        .into_iter()
        .filter(|entry| entry.kind == Some(CallKind::Api))
        .map(|entry| entry.path)
        .collect();
    assert_eq!(paths, ["/v1/sample-tenant-id-2/things/7"]);
    server.assert_all_accepted();
    Ok(())
}

#[tokio::test]
async fn a_refused_step_is_named_and_the_next_sign_in_is_a_whole_one() -> Tested {
    let server = MockServer::start(Learned::SPEC).await?;
    server.script(
        CallKind::Step,
        oauth_mock::Fault::Reply {
            status: 400,
            headers: Vec::new(),
            body: r#"{"error":"invalid_grant"}"#.into(),
        },
    );
    let error = sign_in(&server, "").await.err().ok_or("it went through")?;
    assert!(error.to_string().contains("step `long`"), "{error}");
    let session = sign_in(&server, "").await?;
    call(&session).await?;
    Ok(())
}
