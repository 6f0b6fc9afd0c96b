//! Every provider against a strict server made from its own declaration: it signs in,
//! calls, renews when the token is over, and revokes. This shows that a declaration is
//! whole and can be lived with; whether it is right is the matter of `wire`.

use std::time::Duration;

use oauth_mock::MockServer;
use oauth_providers::{Entry, providers};
use oauth_runtime::spec::{CallKind, CallbackMode, Grants, LoopbackHost, Method, ProviderSpec};
use oauth_runtime::{DynClient, DynSession, Error, Expiry};

use crate::translator::keys;
use crate::translator::row::row;

/// How far a provider came, and why no further.
struct Stop {
    at: &'static str,
    why: String,
}

fn at(at: &'static str) -> impl FnOnce(Error) -> Stop {
    move |error| Stop {
        at,
        why: error.to_string(),
    }
}

/// A private key of the kind that the row signs with.
fn key(id: &str) -> &'static str {
    match row(id).is("assertion.alg", "ES256") {
        true => &keys::EC.pem,
        false => &keys::RSA.pem,
    }
}

/// A redirect URI that the provider takes.
fn redirect_uri(spec: &ProviderSpec) -> &'static str {
    match spec.redirect.host {
        LoopbackHost::Localhost => "http://localhost:8080/callback",
        _ => "http://127.0.0.1:8080/callback",
    }
}

async fn sign_in(server: &MockServer, client: &DynClient) -> Result<DynSession, Stop> {
    let spec = client.spec();
    let scope = if spec.scopes.required { "read" } else { "" };
    if spec.callback.mode == CallbackMode::Webhook {
        let finished = client.finish_webhook(&server.webhook());
        return finished.await.map_err(at("webhook"));
    }
    if spec.grants.contains(Grants::AUTHORIZATION_CODE) {
        let login = client
            .authorize(redirect_uri(spec), scope)
            .begin()
            .map_err(at("authorize"))?;
        let callback = server.authorize(login.url()).await.map_err(|error| Stop {
            at: "browser",
            why: error.to_string(),
        })?;
        return login.finish(&callback).await.map_err(at("token"));
    }
    if spec.grants.contains(Grants::PASSWORD) {
        return client
            .password("user", "password", scope)
            .send()
            .await
            .map_err(at("password"));
    }
    client
        .client_credentials(scope)
        .send()
        .await
        .map_err(at("client_credentials"))
}

async fn live(entry: &'static Entry) -> Result<(), Stop> {
    let mut builder = MockServer::builder(entry.spec);
    for var in entry.spec.vars {
        if var.name.contains("private_key") {
            builder = builder.var(var.name, key(entry.id));
        }
    }
    let server = builder.start().await.map_err(|error| Stop {
        at: "server",
        why: error.to_string(),
    })?;
    let client = server.client().build().map_err(at("client"))?;
    let lived = life(&server, &client).await;
    let refusals: Vec<String> = server
        .ledger()
        .into_iter()
        .filter(|entry| !entry.accepted)
        .map(|entry| format!("{} {}: {:?}", entry.method, entry.path, entry.refused))
        .collect();
    server.stop().await;
    lived?;
    match refusals.as_slice() {
        [] => Ok(()),
        refusals => Err(Stop {
            at: "server",
            why: refusals.join("; "),
        }),
    }
}

async fn life(server: &MockServer, client: &DynClient) -> Result<(), Stop> {
    let spec = client.spec();
    let session = sign_in(server, client).await?;
    let first = session.tokens();
    if spec.api.is_some() {
        session
            .request(Method::Get, "things/7")
            .send()
            .await
            .map_err(at("api"))?;
    }
    second_tokens(&session).await?;
    let renewable = first.refresh_token.is_some() || first.obtained_by != CallKind::Token;
    if let (Expiry::At(_), true) = (first.expires, renewable) {
        session.renew().await.map_err(at("refresh"))?;
        server.clock().advance(Duration::from_secs(1));
        if spec.api.is_some() {
            let again = session.request(Method::Get, "things/7").send();
            again.await.map_err(at("api after refresh"))?;
        }
    }
    if spec.call(CallKind::Revoke).is_some() {
        session.revoke().await.map_err(at("revoke"))?;
        if session.token().await.is_ok() {
            return Err(Stop {
                at: "revoke",
                why: "the session still hands out tokens".to_owned(),
            });
        }
    }
    Ok(())
}

/// The further tokens of a sign-in, each at its own API.
async fn second_tokens(session: &DynSession) -> Result<(), Stop> {
    for second in session.spec().second_tokens {
        let found = session.second_token(second.name).await;
        let Some(own) = found.map_err(at("second token"))? else {
            return Err(Stop {
                at: "second token",
                why: format!("`{}` is not there", second.name),
            });
        };
        if own.spec().api.is_some() {
            let sent = own.request(Method::Get, "things/7").send();
            sent.await.map_err(at("api of the second token"))?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_provider_lives_with_its_own_server() {
    let mut stops = Vec::new();
    let mut lived = 0;
    for entry in providers() {
        match live(entry).await {
            Ok(()) => lived += 1,
            Err(Stop { at, why }) => stops.push(format!("{}: {at}: {why}", entry.id)),
        }
    }
    assert!(
        stops.is_empty(),
        "{}\n\n{lived} providers lived, {} did not",
        stops.join("\n"),
        stops.len()
    );
}
