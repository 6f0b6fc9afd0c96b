//! What is said along the way holds no secret.

use std::fmt;
use std::sync::{Arc, Mutex};

use oauth_runtime::spec::CallKind;
use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{Provider as _, Secret};
use oauth_sign_in::{Notice, Person, SignInExt as _, Way};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::providers::*;
use crate::support::*;

/// Writes down everything that this library's crates trace.
#[derive(Clone, Default)]
struct Scribe(Arc<Mutex<String>>);

impl Visit for Scribe {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let mut text = self.0.lock().unwrap();
        text.push_str(&format!("{}={value:?} ", field.name()));
    }
}

impl Subscriber for Scribe {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("oauth")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn f_62_no_event_and_no_page_holds_a_secret() {
    let scribe = Scribe::default();
    let _guard = tracing::subscriber::set_default(scribe.clone());
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let state = under.state();
    let callback = server.authorize(&under.url).await.unwrap();
    let code = parameter(&callback, "code").unwrap();
    let uri = under.redirect_uri();
    let mut pages = vec![
        get(&format!("{uri}?code=stray-code&state=stray-state")).await,
        get(&format!("{uri}?error=x&error_description=stray-words")).await,
    ];
    under
        .ada
        .pastes(format!("{uri}?code=pasted-code&state=pasted-state"));
    let hold = server.hold_answers(CallKind::Token);
    let first = get(&callback).await;
    pages.push(first.clone());
    hold.arrived(1).await;
    pages.push(get(&callback).await);
    hold.release();
    pages.push(follow(&callback, first).await);
    let session = under.ends().await.unwrap();
    let tokens = session.tokens();
    let said = scribe.0.lock().unwrap().clone();
    assert!(said.contains("E0401"), "events are recorded: {said}");
    for secret in [
        code.as_str(),
        &state,
        "stray-",
        "pasted-",
        tokens.access_token.expose(),
        tokens.refresh_token.as_ref().unwrap().expose(),
    ] {
        assert!(!said.contains(secret), "{said}");
        for page in &pages {
            let text = format!("{}{}", page.head, page.body);
            assert!(!text.contains(secret), "{text}");
        }
    }
}

/// Somebody who writes down how each notice prints.
struct Printer(Ada, Arc<Mutex<String>>);

impl Person for Printer {
    fn tell(&self, notice: &Notice<'_>) {
        self.1.lock().unwrap().push_str(&format!("{notice:?} "));
        self.0.tell(notice);
    }

    fn typed(&self) -> BoxFuture<'_, Secret> {
        self.0.typed()
    }
}

#[tokio::test]
async fn f_62_nothing_that_can_be_printed_holds_a_secret() {
    let (server, client) = world(Acme::SPEC).await;
    let (ada, printed) = (Ada::new(), Arc::new(Mutex::new(String::new())));
    let attempt = client
        .sign_in("")
        .way(Way::Paste)
        .param("login_hint", "ada@acme.example")
        .person(Printer(ada.clone(), printed.clone()));
    printed.lock().unwrap().push_str(&format!("{attempt:?} "));
    let task = tokio::spawn(attempt.into_future());
    let url = ada.url().await;
    ada.pastes("code=stray&state=foreign");
    let callback = server.authorize(&url).await.unwrap();
    ada.pastes(callback.clone());
    let result = soon(task).await.unwrap();
    printed.lock().unwrap().push_str(&format!("{result:?}"));
    let printed = printed.lock().unwrap().clone();
    for word in ["Open", "Ignored", "Done", "Session"] {
        assert!(printed.contains(word), "{printed}");
    }
    let (code, state) = (parameter(&callback, "code"), parameter(&callback, "state"));
    for secret in [
        code.as_deref().unwrap(),
        state.as_deref().unwrap(),
        "stray",
        "foreign",
        "ada@",
    ] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
