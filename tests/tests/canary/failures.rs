//! Every way in which a call can go wrong, by a provider that quotes what it was sent.

use std::panic;

use bytes::Bytes;
use oauth_mock::Fault;
use oauth_runtime::DynSession;
use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::transport::{Limits, ReqwestTransport};
use oauth_runtime::wire::WireRequest;
use serde_json::json;

use super::world::{CALLBACK, World};

/// Answers that hold these secrets, each where an error could take it from.
fn faults(quoted: &str) -> Vec<Fault> {
    let json = |status, body| Fault::json(status, &body);
    let reply = |status, kind: &str, body: String| Fault::Reply {
        status,
        headers: vec![("content-type".into(), kind.into())],
        body: body.into(),
    };
    let errors = [
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "invalid_scope",
    ];
    let mut faults: Vec<Fault> = errors
        .iter()
        .map(|error| {
            json(
                400,
                json!({"error": error, "error_description": quoted, "error_uri": quoted}),
            )
        })
        .collect();
    faults.extend([
        json(401, json!({"error": quoted})),
        json(
            400,
            json!({"errors": [{"message": quoted}], "message": quoted}),
        ),
        json(200, json!({"error": quoted, "error_description": quoted})),
        json(200, json!({"access_token": {"value": quoted}})),
        json(
            200,
            json!({"access_token": quoted, "expires_in": quoted, "token_type": quoted}),
        ),
        json(200, json!([quoted])),
        reply(
            200,
            "application/json",
            format!(
                "{{\"access_token\":\"{0}\",\"access_token\":\"{0}\"}}",
                quoted.replace('"', "")
            ),
        ),
        reply(
            200,
            "application/json",
            format!("{{{quoted:?}:1,{quoted:?}:{quoted:?}"),
        ),
        reply(
            200,
            "text/html",
            format!("<html><title>{quoted}</title>{quoted}"),
        ),
        reply(
            500,
            "text/html",
            format!("<html><title>{quoted}</title>{quoted}"),
        ),
        reply(502, "text/plain", quoted.to_owned()),
        reply(
            200,
            "application/x-www-form-urlencoded",
            format!("error=x&error_description={quoted}"),
        ),
        Fault::status(
            401,
            &[(
                "www-authenticate",
                &format!("Bearer error=\"invalid_token\", error_description=\"{quoted}\""),
            )],
        ),
        Fault::status(429, &[("retry-after", quoted)]),
        Fault::Redirect {
            status: 302,
            location: format!("https://evil.example/?{quoted}"),
        },
        Fault::Redirect {
            status: 307,
            location: format!("/other/{quoted}"),
        },
        Fault::CutAfter(20),
        Fault::CommitThenReset,
        Fault::Reset,
        Fault::Raw(Bytes::from(format!(
            "HTTP/9.9 {quoted}\r\n{quoted}\r\n\r\n"
        ))),
        Fault::Raw(Bytes::from(format!(
            "HTTP/1.1 200 OK\r\nx-{quoted}\u{1}: {quoted}\r\n\r\n"
        ))),
    ]);
    faults
}

/// Breaks each call in each way.
pub async fn all(world: &World) {
    for (at, _) in faults("").iter().enumerate() {
        one(world, at).await;
    }
    if world.has(CallKind::ClientCredentials) {
        world
            .server
            .script(CallKind::ClientCredentials, Fault::Stall);
        let stalled = world.client.client_credentials(world.case.scope).await;
        world.sweep.outcome("a stalled call", stalled);
        panics(world).await;
    }
    if world.has(CallKind::Authorize) {
        callbacks(world).await;
    }
}

/// The fault of this number, on each call.
async fn one(world: &World, at: usize) {
    let World {
        sweep,
        case,
        client,
        server,
        ..
    } = world;
    let fault = |more: &str| faults(&format!("{more} {}", world.quoted()))[at].clone();
    let script = |kind, more: &str| {
        // A call that is repeated meets it again.
        server.script(kind, fault(more));
        server.script(kind, fault(more));
    };
    let name = |kind| format!("{kind:?} that fails");
    let mut session = None;
    if world.has(CallKind::Authorize) {
        let failed = world
            .sign_in(|callback| {
                // A code in a form or a fragment is not a text of its own.
                let fields = callback
                    .split_once(['?', '#'])
                    .map_or(callback, |(_, fields)| fields);
                let fields = super::learn::pairs(fields);
                let code = fields
                    .iter()
                    .find(|(_, value)| value.starts_with(oauth_mock::MARK));
                script(CallKind::Token, code.map_or(callback, |(_, value)| value));
            })
            .await;
        sweep.outcome(&name(CallKind::Token), failed);
        drain(world);
        session = world.sign_in(|_| ()).await.ok();
    }
    for (kind, declared) in [
        (CallKind::Password, world.has(CallKind::Password)),
        (CallKind::CodeRequest, world.has(CallKind::CodeRequest)),
        (
            CallKind::ClientCredentials,
            world.has(CallKind::ClientCredentials),
        ),
        (CallKind::Device, world.has(CallKind::Device)),
    ] {
        if !declared {
            continue;
        }
        let password = match kind {
            CallKind::Password | CallKind::CodeRequest => world.quoted_password(),
            _ => "",
        };
        script(kind, password);
        let failed = match kind {
            CallKind::Password => world.password().await,
            CallKind::CodeRequest => world.code_request().await,
            CallKind::ClientCredentials => client.client_credentials(case.scope).await,
            _ => match client.device_authorization(case.scope).await {
                Ok(sign_in) => sign_in.poll().await.and_then(|_| unreachable_session()),
                Err(error) => Err(error),
            },
        };
        sweep.outcome(&name(kind), failed);
        drain(world);
    }
    if world.has(CallKind::Device) {
        let sign_in = client.device_authorization(case.scope).await.unwrap();
        script(CallKind::DeviceToken, "");
        server.clock().advance(std::time::Duration::from_secs(30));
        sweep.outcome(&name(CallKind::DeviceToken), sign_in.poll().await);
        drain(world);
    }
    if session.is_none() && world.has(CallKind::ClientCredentials) {
        session = client.client_credentials(case.scope).await.ok();
    }
    if let Some(session) = session {
        over(world, &session, &script).await;
    }
}

/// A poll without an answer is no session, and no error either.
fn unreachable_session() -> Result<DynSession, oauth_runtime::Error> {
    Err(oauth_runtime::Error::new(
        oauth_runtime::Code::NoAnswer,
        "pending",
    ))
}

/// Breaks each call that a session makes.
async fn over(world: &World, session: &DynSession, script: &impl Fn(CallKind, &str)) {
    let World { sweep, .. } = world;
    let tokens = session.tokens();
    let access = tokens.access_token.expose().to_owned();
    let refresh = tokens
        .refresh_token
        .as_ref()
        .map(|token| token.expose().to_owned());
    let quoted = format!("{access} {}", refresh.as_deref().unwrap_or_default());
    for kind in [
        CallKind::Api,
        CallKind::Introspect,
        CallKind::UserInfo,
        CallKind::Revoke,
    ] {
        if !world.has(kind) {
            continue;
        }
        let session = world.session(&tokens);
        script(kind, &quoted);
        let name = format!("{kind:?} that fails");
        match kind {
            CallKind::Api => {
                let answer = session.request(Method::Get, "me").send().await;
                if let Some(answer) = sweep.outcome(&name, answer) {
                    sweep.outcome(&name, answer.json::<u8>());
                    sweep.debug(&name, &answer.rate_limit());
                }
            }
            CallKind::Introspect => drop(sweep.outcome(&name, session.introspect().await)),
            CallKind::UserInfo => {
                // What the provider says of a person is the caller's own.
                if let Err(error) = session.userinfo().await {
                    sweep.error(&name, &error);
                }
            }
            _ => drop(sweep.outcome(&name, session.revoke().await)),
        }
        drain(world);
    }
    if let Some(refresh) = refresh {
        script(CallKind::Refresh, &refresh);
        let session = world.session(&tokens);
        sweep.outcome("Refresh that fails", session.renew().await);
        sweep.debug("a session after a failure", &session);
        drain(world);
    }
}

/// Takes away what was scripted and not met.
fn drain(world: &World) {
    for kind in CallKind::ALL {
        world.server.unscript(*kind);
    }
}

/// A transport that panics with all that it was given.
async fn panics(world: &World) {
    let quoted = world.quoted();
    let transport = move |request: WireRequest, _: Limits| {
        let text = format!("{quoted} {} {:?}", request.url, request.body);
        async move { panic!("{text}") }
    };
    let tokens = world.client.client_credentials(world.case.scope).await;
    let tokens = tokens.unwrap().tokens();
    let client = world.builder().transport(transport).build().unwrap();
    let silent = panic::take_hook();
    panic::set_hook(Box::new(|_| ()));
    let failed = client.session(tokens).renew().await;
    panic::set_hook(silent);
    world.sweep.outcome("a transport that panics", failed);
    let nobody = ReqwestTransport::new().unwrap();
    let client = world
        .builder()
        .transport(nobody)
        .against("http://127.0.0.1:1")
        .build()
        .unwrap();
    let failed = client.client_credentials(world.case.scope).await;
    world.sweep.outcome("nobody listens", failed);
}

/// Callbacks that are wrong, each with the secrets of the right one.
async fn callbacks(world: &World) {
    let World {
        sweep,
        case,
        client,
        ..
    } = world;
    let login = client.authorize(CALLBACK, case.scope).begin().unwrap();
    let callback = world.browse(login.url()).await;
    let state = super::learn::pairs(login.url().split_once('?').map_or("", |(_, query)| query))
        .into_iter()
        .find_map(|(name, value)| (name == "state").then_some(value))
        .unwrap_or_default();
    let fields = callback
        .split_once(['?', '#'])
        .map_or(&*callback, |(_, fields)| fields);
    let code = super::learn::pairs(fields)
        .into_iter()
        .find_map(|(_, value)| value.starts_with(oauth_mock::MARK).then_some(value));
    let written =
        |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
    let encoded = written(&state);
    let code = written(&code.unwrap_or_default());
    let cut = callback.get(..callback.len() - 5).unwrap_or_default();
    for wrong in [
        format!("{callback}&code=m1nted-other"),
        format!("{callback}&state={state}"),
        format!("code=m1nted-other&state=x{state}"),
        "code=m1nted-other".to_owned(),
        format!("state={state}"),
        format!("error=access_denied&error_description={encoded}"),
        format!("error={encoded}&error_description={encoded}&state={state}"),
        format!("error=server_error&error_description={encoded}&error_uri={encoded}&state={state}"),
        format!("error=x&error_description={code}&code={code}&state={state}"),
        format!("https://evil.example/{callback}"),
        callback.replace("127.0.0.1", "evil.example"),
        cut.to_owned(),
        encoded.clone(),
        "123456789".to_owned(),
        "{\"code\":\"m1nted-other\"}".to_owned(),
        String::new(),
    ] {
        let login = client.resume(login.pending().clone());
        sweep.outcome("a callback that is refused", login.check(&wrong));
        let finished = login.finish(&wrong).await;
        sweep.outcome("a callback that is refused", finished);
    }
    for input in [&*encoded, &callback] {
        let other = client.authorize(input, case.scope).begin();
        if let Err(error) = other {
            sweep.error("a redirect URI that is refused", &error);
        }
    }
}
