//! What reads easily in a vendor's page and takes the mock by surprise.

use std::error::Error;

use oauth_mock::MockServer;
use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::{Code, Provider as _, oauth_provider};

use crate::client::sign_in;
use crate::raw::send;

type Tested = Result<(), Box<dyn Error>>;

/// The token to revoke has a name of the vendor's own.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    revoke(
        url = "https://acme.example/logout",
        omit(token),
        params(access_token = "{access_token}")
    ),
    api = "https://acme.example/v1/"
)]
struct Logout;

/// The session ends at the vendor by the header alone.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    revoke(
        url = "https://acme.example/logout",
        omit(token),
        client_auth = authorization("Bearer {access_token}")
    ),
    api = "https://acme.example/v1/"
)]
struct ByHeader;

/// The site is chosen, its address is the API's, and its id goes with the token.
#[oauth_provider(
    authorize = "https://login.acme.example/authorize",
    token = "https://login.acme.example/token",
    learn(sites(
        url = "https://login.acme.example/sites",
        each = "/sites",
        answer(keep(href: Url("3.acme.example"), site_id = "id"))
    )),
    api(
        base = "{token.href}/",
        bearer(none),
        headers("authorization" = "Basic {base64(token.site_id + ':' + access_token)}")
    )
)]
struct Sites;

/// The list is asked for in a form of its own.
#[oauth_provider(
    authorize = "https://login.acme.example/authorize",
    token = "https://login.acme.example/token",
    learn(sites(
        url = "https://login.acme.example/sites",
        client_auth = authorization("Token {access_token}"),
        answer(keep(site_id = "id"))
    )),
    api(
        base = "https://api.acme.example/",
        bearer(none),
        headers("authorization" = "Basic {base64(token.site_id + ':' + access_token)}")
    )
)]
struct OwnForm;

#[tokio::test]
async fn one_request_revokes_by_a_parameter_of_the_vendors_own() -> Tested {
    for spec in [Logout::SPEC, ByHeader::SPEC] {
        let server = MockServer::start(spec).await?;
        let session = sign_in(&server, "").await?;
        let other = server.client().build()?.session(session.tokens());
        session.revoke().await?;
        assert_eq!(server.count(CallKind::Revoke), 1, "{}", spec.id);
        server.assert_all_accepted();
        let refused = other.request(Method::Get, "x").send().await;
        let error = refused.err().ok_or("the token still works")?;
        assert!(error.is_reauth_required(), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn a_revocation_without_its_token_is_refused_by_the_vendors_name() -> Tested {
    let server = MockServer::start(Logout::SPEC).await?;
    let head = "POST /logout HTTP/1.1
         accept: application/json
         content-type: application/x-www-form-urlencoded";
    let answer = send(&server, head, "client_id=client&client_secret=secret").await?;
    answer.refused("invalid_request", "revoke(params(access_token))");
    Ok(())
}

#[tokio::test]
async fn a_chosen_site_is_the_host_and_half_of_the_credentials() -> Tested {
    let server = MockServer::builder(Sites::SPEC)
        .items("sites", 2)
        .start()
        .await?;
    let session = sign_in(&server, "").await?;
    let error = session.request(Method::Get, "x").send().await.err();
    let error = error.ok_or("nothing was chosen")?;
    assert_eq!(error.code(), Code::ValueUnset, "{error}");
    assert_eq!(session.choices("sites").await?.len(), 2);
    session.choose("sites", 1).await?;
    for _ in 0..2 {
        let echo: serde_json::Value = session.request(Method::Get, "things/7").json().await?;
        assert_eq!(echo["path"], "things/7");
        server.clock().advance(std::time::Duration::from_secs(3600));
    }
    assert_eq!(server.count(CallKind::Refresh), 1);
    server.assert_all_accepted();
    Ok(())
}

#[tokio::test]
async fn the_only_site_is_taken() -> Tested {
    for spec in [Sites::SPEC, OwnForm::SPEC] {
        let server = MockServer::start(spec).await?;
        let session = sign_in(&server, "").await?;
        session.request(Method::Get, "things/7").send().await?;
        server.assert_all_accepted();
    }
    Ok(())
}

#[tokio::test]
async fn credentials_of_another_site_are_refused() -> Tested {
    let server = MockServer::start(Sites::SPEC).await?;
    let session = sign_in(&server, "").await?;
    let call = |id: &str| {
        use base64::Engine as _;
        let pair = format!("{id}:{}", session.tokens().access_token.expose());
        let pair = base64::engine::general_purpose::STANDARD.encode(pair);
        format!(
            "GET /api/x HTTP/1.1
         accept: application/json
         authorization: Basic {pair}"
        )
    };
    assert_eq!(
        send(&server, &call("sample-site-id"), "").await?.status,
        200
    );
    assert_ne!(send(&server, &call("other"), "").await?.status, 200);
    Ok(())
}
