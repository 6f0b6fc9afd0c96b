//! How scope lists are joined and written.

use std::error::Error;

use oauth_mock::MockServer;
use oauth_runtime::{Provider, oauth_provider};

use crate::client::sign_in;
use crate::raw::CALLBACK;

type Tested = Result<(), Box<dyn Error>>;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", send(scope)),
    scopes(delimiter = "+", raw, One = "one", Two = "two"),
    pkce = none(reason = "beside the point here")
)]
struct Raw;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    scopes(delimiter = "+", literal = "+", One = "one", Two = "two"),
    pkce = none(reason = "beside the point here")
)]
struct Literal;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    scopes(literal = "+", UserEmail = "user+email", Two = "two"),
    pkce = none(reason = "beside the point here")
)]
struct PlusInAName;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    scopes(delimiter = "+", One = "one", Two = "two"),
    pkce = none(reason = "beside the point here")
)]
struct Encoded;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    scopes(Bot = "bot"),
    second_scopes(param = "user_scope", delimiter = "+", raw, One = "one", Two = "two"),
    pkce = none(reason = "beside the point here")
)]
struct Second;

fn url(server: &MockServer, written: &str) -> String {
    format!(
        "{}/authorize?response_type=code&client_id=client&redirect_uri={}&state=s&{written}",
        server.origin(),
        crate::raw::encoded(CALLBACK)
    )
}

#[tokio::test]
async fn a_plus_that_is_sent_as_it_is_joins_scopes() -> Tested {
    for spec in [Raw::SPEC, Literal::SPEC] {
        let server = MockServer::start(spec).await?;
        let login = server
            .client()
            .build()?
            .authorize(CALLBACK, "one+two")
            .begin()?;
        assert!(login.url().contains("scope=one+two"), "{}", login.url());
        let session = login.finish(&server.authorize(login.url()).await?).await?;
        assert_eq!(
            session.tokens().scope,
            Some(vec!["one".into(), "two".into()])
        );
        server.assert_all_accepted();
    }
    Ok(())
}

#[tokio::test]
async fn a_literal_plus_in_the_name_of_a_scope_is_no_space() -> Tested {
    let server = MockServer::start(PlusInAName::SPEC).await?;
    let session = sign_in(&server, "user+email two").await?;
    assert_eq!(
        session.tokens().scope,
        Some(vec!["user+email".into(), "two".into()])
    );
    server.assert_all_accepted();
    Ok(())
}

#[tokio::test]
async fn a_plus_in_the_second_list_joins_it() -> Tested {
    let server = MockServer::start(Second::SPEC).await?;
    server
        .authorize(&url(&server, "scope=bot&user_scope=one+two"))
        .await?;
    for written in ["user_scope=one%20two", "user_scope=one%2Btwo"] {
        let refused = server.authorize(&url(&server, written)).await;
        let text = refused.err().ok_or(written)?.to_string();
        assert!(text.contains("second_scopes("), "{text}");
    }
    Ok(())
}

#[tokio::test]
async fn scopes_that_are_written_otherwise_are_refused() -> Tested {
    for (spec, written, key) in [
        (Raw::SPEC, "scope=one%20two", "scopes(delimiter)"),
        (Raw::SPEC, "scope=one%2Btwo", "scopes(raw)"),
        (Literal::SPEC, "scope=one%2Btwo", "scopes(literal)"),
        (Literal::SPEC, "scope=one,two", "scopes(delimiter)"),
        // Without either key a plus is a space, as in any form.
        (Encoded::SPEC, "scope=one+two", "scopes(delimiter)"),
    ] {
        let server = MockServer::start(spec).await?;
        let refused = server.authorize(&url(&server, written)).await;
        let text = refused.err().ok_or(written)?.to_string();
        assert!(text.contains(key), "{written}: {text}");
    }
    let server = MockServer::start(Encoded::SPEC).await?;
    server.authorize(&url(&server, "scope=one%2Btwo")).await?;
    sign_in(&server, "one+two").await?;
    server.assert_all_accepted();
    Ok(())
}
