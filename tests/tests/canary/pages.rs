//! What a browser and a person see of a sign-in with a listener on loopback.

use std::sync::Arc;

use oauth_runtime::Secret;
use oauth_runtime::spec::CallKind;
use oauth_runtime::transport::BoxFuture;
use oauth_sign_in::{Notice, Person, SignInExt as _, Way};
use tokio::sync::mpsc;

use super::sweep::Sweep;
use super::world::World;

/// Writes down each notice, and hands on the address.
struct Ada(Arc<Sweep>);

impl Person for Ada {
    fn tell(&self, notice: &Notice<'_>) {
        // The address has its own name in the table; see `World::browse`.
        match notice {
            Notice::Open { .. } => (),
            other => self.0.debug("notices to a person", other),
        }
    }

    fn typed(&self) -> BoxFuture<'_, Secret> {
        Box::pin(std::future::pending())
    }
}

/// Signs in with a listener: wrong callbacks, the right one, and the right one again.
pub async fn all(world: &World) {
    let (sweep, case) = (&world.sweep, world.case);
    let takes_any_port = ["everything", "json", "basic", "headers", "in_query"];
    if !world.has(CallKind::Authorize) || !takes_any_port.contains(&case.spec.id) {
        return;
    }
    let (tell, mut told) = mpsc::unbounded_channel();
    let attempt = world
        .client
        .sign_in(case.scope)
        .way(Way::Browser)
        .person(Ada(sweep.clone()))
        .app("canary")
        .browser(move |url| {
            let _ = tell.send(url.to_owned());
            Ok(())
        });
    sweep.debug("an attempt", &attempt);
    let task = tokio::spawn(attempt.into_future());
    let url = told.recv().await.unwrap();
    let callback = world.browse(&url).await;
    let browser = reqwest::Client::builder().no_proxy().build().unwrap();
    let (address, fields) = match callback.split_once(['?', '#']) {
        Some((address, fields)) => (address.to_owned(), fields.to_owned()),
        None => (super::learn::redirect_uri(&url), callback.clone()),
    };
    let stray = fields.replace("state=", "state=x");
    let state = super::learn::pairs(&fields);
    let state = state
        .iter()
        .find(|(name, _)| name == "state")
        .unwrap()
        .1
        .clone();
    for fields in [
        stray.clone(),
        format!("error=access_denied&error_description={state}&state=x{state}"),
        fields.clone(),
        fields.clone(),
    ] {
        let request = match case.spec.id {
            "json" => browser
                .post(&address)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(fields),
            _ => browser.get(format!("{address}?{fields}")),
        };
        // Once the last page was fetched, nobody listens any more.
        let Ok(answer) = request.send().await else {
            continue;
        };
        let head = format!("{:?} {:?}", answer.status(), answer.headers());
        sweep.output("pages of the listener", head);
        sweep.output("pages of the listener", answer.text().await.unwrap());
    }
    if case.spec.id == "basic" {
        task.abort();
        return;
    }
    sweep.outcome("a sign-in with a listener", task.await.unwrap());
}
