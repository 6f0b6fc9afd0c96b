//! Calls that do not name their client: it is known by its secret or by the grant.

use std::error::Error;

use oauth_mock::MockServer;
use oauth_runtime::{Provider, oauth_provider};

use crate::client::sign_in;
use crate::raw::{CALLBACK, encoded, token};

type Tested = Result<(), Box<dyn Error>>;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/oauth/token",
        names(code = "assertion", client_secret = "client_assertion"),
        omit(client_id),
        params(grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer"),
    ),
    refresh(
        names(refresh_token = "assertion"),
        params(grant_type = "refresh_token")
    ),
    client_credentials(params(grant_type = "client_credentials")),
    pkce = none(reason = "beside the point here")
)]
struct Assertion;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/oauth/token", omit(client_id)),
    client_auth = header(secret = "x-secret"),
    pkce = none(reason = "beside the point here")
)]
struct InAHeader;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/oauth/token",
        omit(client_id, client_secret)
    ),
    pkce = none(reason = "beside the point here")
)]
struct Nothing;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/oauth/token", omit(client_secret)),
    pkce = none(reason = "beside the point here")
)]
struct WithoutProof;

async fn code(server: &MockServer, client_id: &str) -> Result<String, Box<dyn Error>> {
    let url = format!(
        "{}/authorize?response_type=code&client_id={client_id}&redirect_uri={}&state=s",
        server.origin(),
        encoded(CALLBACK)
    );
    let callback = server.authorize(&url).await?;
    let (_, rest) = callback.split_once("code=").ok_or("no code")?;
    Ok(rest.split('&').next().unwrap_or_default().to_owned())
}

fn exchange(code: &str, secret: &str) -> String {
    let secret = match secret {
        "" => String::new(),
        secret => format!("&client_assertion={secret}"),
    };
    format!(
        "grant_type={}&assertion={code}&redirect_uri={}{secret}",
        encoded("urn:ietf:params:oauth:grant-type:jwt-bearer"),
        encoded(CALLBACK)
    )
}

#[tokio::test]
async fn a_client_that_is_not_named_is_known_by_its_secret() -> Tested {
    for spec in [Assertion::SPEC, InAHeader::SPEC, Nothing::SPEC] {
        let server = MockServer::start(spec).await?;
        sign_in(&server, "").await?.renew().await?;
        server.assert_all_accepted();
    }
    let server = MockServer::start(Assertion::SPEC).await?;
    let client = server.client().build()?;
    client.client_credentials("").send().await?;
    server.assert_all_accepted();
    Ok(())
}

#[tokio::test]
async fn a_public_client_that_is_not_named_is_known_by_its_grant() -> Tested {
    for spec in [Assertion::SPEC, InAHeader::SPEC, Nothing::SPEC] {
        let server = MockServer::builder(spec)
            .client("app", None)
            .client("other", Some("secret"))
            .start()
            .await?;
        sign_in(&server, "").await?.renew().await?;
        server.assert_all_accepted();
    }
    Ok(())
}

#[tokio::test]
async fn a_secret_must_be_that_of_the_client_of_the_grant() -> Tested {
    let server = MockServer::builder(Assertion::SPEC)
        .client("one", Some("first"))
        .client("two", Some("second"))
        .client("app", None)
        .start()
        .await?;
    let code_of_two = code(&server, "two").await?;
    for (secret, error, says) in [
        ("wrong", "invalid_client", "proves itself"),
        ("", "invalid_client", "is missing"),
        ("first", "invalid_grant", "another client"),
    ] {
        token(&server, &exchange(&code_of_two, secret))
            .await?
            .refused(error, says);
    }
    let unknown = token(&server, &exchange("nobody", "")).await?;
    unknown.refused("invalid_client", "is missing");
    let named = format!("{}&client_id=two", exchange(&code_of_two, "second"));
    token(&server, &named)
        .await?
        .refused("invalid_client", "has no such parameter");
    let good = token(&server, &exchange(&code_of_two, "second")).await?;
    assert_eq!(good.status, 200, "{}", good.body);

    let refresh_token = encoded(&good.text("refresh_token"));
    let renew = |secret: &str| {
        format!("grant_type=refresh_token&assertion={refresh_token}&client_assertion={secret}")
    };
    token(&server, &renew("first"))
        .await?
        .refused("invalid_grant", "another client");
    assert_eq!(token(&server, &renew("second")).await?.status, 200);

    let code_of_app = code(&server, "app").await?;
    token(&server, &exchange(&code_of_app, "first"))
        .await?
        .refused("invalid_client", "has no such parameter");
    let good = token(&server, &exchange(&code_of_app, "")).await?;
    assert_eq!(good.status, 200, "{}", good.body);
    Ok(())
}

#[tokio::test]
async fn a_secret_that_is_not_declared_is_not_asked_for() -> Tested {
    let server = MockServer::start(WithoutProof::SPEC).await?;
    sign_in(&server, "").await?.renew().await?;
    server.assert_all_accepted();
    let body = format!(
        "grant_type=authorization_code&code={}&redirect_uri={}&client_id=",
        code(&server, "client").await?,
        encoded(CALLBACK)
    );
    token(&server, &format!("{body}nobody"))
        .await?
        .refused("invalid_client", "proves itself");
    token(&server, &format!("{body}client&client_secret=secret"))
        .await?
        .refused("invalid_client", "has no such parameter");
    Ok(())
}

#[tokio::test]
async fn of_two_clients_with_one_secret_the_grant_tells_which() -> Tested {
    let server = MockServer::builder(Assertion::SPEC)
        .client("one", Some("same"))
        .client("two", Some("same"))
        .start()
        .await?;
    for id in ["one", "two"] {
        let good = token(&server, &exchange(&code(&server, id).await?, "same")).await?;
        assert_eq!(good.status, 200, "{}", good.body);
    }
    Ok(())
}
