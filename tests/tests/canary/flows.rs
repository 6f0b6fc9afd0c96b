//! Every flow of a declaration, as it goes well.

use std::time::Duration;

use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::{Code, DevicePoll, DynSession, Error};

use super::world::{CALLBACK, World};

/// Runs every flow that the declaration has, and shows all that comes by.
pub async fn all(world: &World) {
    let World {
        sweep,
        case,
        client,
        ..
    } = world;
    sweep.debug("a declaration", case.spec);
    for kind in CallKind::ALL {
        if let Some(Some(page)) = sweep.outcome("explain", client.explain(*kind)) {
            sweep.output("explain", page);
        }
    }
    if world.has(CallKind::Authorize) {
        in_the_browser(world).await;
    }
    if world.has(CallKind::Password) {
        used(world, world.password().await).await;
    }
    if world.has(CallKind::CodeRequest) {
        used(world, world.code_request().await).await;
    }
    if world.has(CallKind::ClientCredentials) {
        let session = client.client_credentials(case.scope).await;
        used(world, session).await;
    }
    if world.has(CallKind::Device) {
        used(world, on_a_device(world).await).await;
    }
    for entry in world.server.ledger() {
        sweep.debug("ledger of the mock", &entry);
    }
    let refused: Vec<_> = world
        .server
        .ledger()
        .into_iter()
        .filter(|e| !e.accepted)
        .collect();
    assert!(refused.is_empty(), "{}: {refused:#?}", case.spec.id);
    for kind in CallKind::ALL {
        let called = world.server.count(*kind) > 0;
        // Its tokens come without refresh tokens: nothing declared is left out.
        let none = *kind == CallKind::Refresh && case.spec.id == "valuekeep";
        assert_eq!(
            called,
            world.has(*kind) && !none,
            "{}: {kind:?}",
            case.spec.id
        );
    }
}

async fn in_the_browser(world: &World) {
    let World {
        sweep,
        case,
        client,
        ..
    } = world;
    used(world, world.sign_in(|_| ()).await).await;
    let login = client.authorize(CALLBACK, case.scope).begin().unwrap();
    let record = login.pending().to_json();
    sweep.debug("a pending sign-in", &record);
    let resumed = client.resume(serde_json_of(record.expose()));
    let callback = world.browse(login.url()).await;
    sweep.debug("a sign-in", &resumed);
    used(world, resumed.finish(&callback).await).await;
    let again = login.finish(&callback).await.unwrap_err();
    assert_eq!(again.code(), Code::AlreadyFinished);
    sweep.error("a callback that comes twice", &again);
    if let Ok(login) = client.authorize_by_pin(case.scope).begin() {
        let pin = world.browse(login.url()).await;
        used(world, login.finish(&pin).await).await;
    }
}

fn serde_json_of(text: &str) -> oauth_runtime::PendingSignIn {
    oauth_runtime::PendingSignIn::from_json(text).unwrap()
}

async fn on_a_device(world: &World) -> Result<DynSession, Error> {
    let World {
        sweep,
        case,
        client,
        server,
        ..
    } = world;
    let sign_in = client.device_authorization(case.scope).await?;
    sweep.debug("a device sign-in", &sign_in);
    server.approve_device();
    loop {
        let polled = sign_in.poll().await?;
        sweep.debug("a poll", &polled);
        match polled {
            DevicePoll::Pending { wait } => {
                server.clock().advance(wait.max(Duration::from_millis(1)))
            }
            DevicePoll::SignedIn(session) => return Ok(session),
        }
    }
}

/// Does with a session all that it can do.
async fn used(world: &World, session: Result<DynSession, Error>) {
    let (sweep, spec) = (&world.sweep, world.case.spec);
    let session = session.unwrap_or_else(|error| panic!("{}: {error}", spec.id));
    sweep.debug("a session", &session);
    sweep.debug("tokens", &session.tokens());
    sweep.debug("a token", &session.token().await);
    sweep.debug("a connection", session.connection());
    if world.has(CallKind::Api) {
        let request = session.request(Method::Get, "me");
        sweep.debug("an API request", &request);
        sweep
            .outcome("an API answer", request.send().await)
            .unwrap();
    }
    let renews = session.tokens().refresh_token.is_some();
    if renews || world.has(CallKind::ClientCredentials) {
        sweep.outcome("a renewed token", session.renew().await);
    }
    if world.has(CallKind::Introspect) {
        sweep
            .outcome("an introspection", session.introspect().await)
            .unwrap();
    }
    if world.has(CallKind::UserInfo) {
        sweep.outcome("userinfo", session.userinfo().await).unwrap();
    }
    sweep.debug("claims of an ID token", &session.id_token_claims());
    if world.has(CallKind::Revoke) {
        sweep
            .outcome("a revocation", session.revoke().await)
            .unwrap();
        sweep.error(
            "a session that is over",
            &session.renew().await.unwrap_err(),
        );
    }
}
