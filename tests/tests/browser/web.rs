//! People sign in to a web application: `oauth-axum` with two providers, as its
//! example has it, and one whose answer is posted from another site.

use std::sync::Arc;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use oauth_accelo::Accelo;
use oauth_axum::{Connected, OAuth};
use oauth_ioffice::Ioffice;
use oauth_mock::{Consent, MockBuilder, MockClock, MockServer};
use oauth_runtime::spec::CallKind;
use oauth_runtime::store::MemoryStore;
use oauth_runtime::{NoVars, Provider, oauth_provider};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::Window;

#[path = "../../../oauth-axum/examples/two_providers/app.rs"]
mod example;

/// A provider that posts its answer.
#[oauth_provider(
    name = "Posting",
    authorize = "https://posting.example/authorize",
    token = "https://posting.example/token",
    callback = form_post,
)]
struct Posting;

const KEY: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// An application on loopback.
struct App {
    origin: String,
    serving: JoinHandle<()>,
}

impl Drop for App {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl App {
    /// The mocks are at `127.0.0.1`, and `localhost` is another site to them: so
    /// the browser holds cookies back as it does between real hosts.
    async fn bind() -> (TcpListener, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        (listener, origin)
    }

    fn serve((listener, origin): (TcpListener, String), router: Router) -> Self {
        let serving = tokio::spawn(async { axum::serve(listener, router).await.unwrap() });
        Self { origin, serving }
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

struct World {
    app: App,
    accelo: MockServer,
    ioffice: MockServer,
}

async fn started(builder: MockBuilder) -> MockServer {
    builder
        .consent(Consent::Page)
        .clock(MockClock::running())
        .start()
        .await
        .unwrap()
}

/// The example, with its store in a file that goes with the window.
async fn world(window: &Window) -> World {
    let company = json!({"response": {"id": "1", "name": "Acme & Sons"}, "meta": {"status": "ok"}});
    let accelo = MockServer::builder(Accelo::SPEC)
        .client("accelo-id", Some("accelo-secret"))
        .var("deployment", "customer")
        .api("companies/1", company);
    let ioffice = MockServer::builder(Ioffice::SPEC)
        .client("ioffice-id", None)
        .var("site", "https://acme.iofficeconnect.com")
        .api("users/me", json!({"id": 1, "name": "Ada"}));
    let (accelo, ioffice) = (started(accelo).await, started(ioffice).await);
    let place = App::bind().await;
    let settings = example::Settings {
        base_url: place.1.clone(),
        cookie_key: KEY.into(),
        store: format!("sqlite:{}", window.scratch().join("tokens.db").display()),
        accelo_deployment: "customer".into(),
        accelo_id: "accelo-id".into(),
        accelo_secret: "accelo-secret".into(),
        accelo_against: Some(accelo.origin().to_owned()),
        ioffice_site: "https://acme.iofficeconnect.com".into(),
        ioffice_id: "ioffice-id".into(),
        ioffice_against: Some(ioffice.origin().to_owned()),
    };
    let router = example::app(settings).await.unwrap();
    World {
        app: App::serve(place, router),
        accelo,
        ioffice,
    }
}

/// No violation of a policy and no error of a script. (The page of one test has no icon.)
async fn assert_calm(window: &Window) {
    let mut complaints = window.complaints().await;
    complaints.retain(|complaint| !complaint.contains("/favicon.ico"));
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_signs_in_to_two_providers_and_out_again() {
    let Some(window) = Window::open().await else {
        return;
    };
    let world = world(&window).await;
    window.goto(&world.app.at("/")).await;
    assert_eq!(window.wait_for("#accelo").await, "not connected");

    window.click("#accelo-sign-in").await;
    window.click("button[value=approve]").await;
    assert_eq!(window.wait_for("#answer").await, "Acme & Sons");
    assert_eq!(window.address().await, world.app.at("/companies/1"));

    window.goto(&world.app.at("/")).await;
    assert_eq!(window.wait_for("#accelo").await, "connected: open");
    assert_eq!(window.wait_for("#ioffice").await, "not connected");
    window.click("#ioffice-sign-in").await;
    window.click("button[value=approve]").await;
    assert_eq!(window.wait_for("#answer").await, "Ada");
    assert_eq!(window.address().await, world.app.at("/me"));
    assert_calm(&window).await;
    for (server, codes) in [(&world.accelo, 1), (&world.ioffice, 1)] {
        assert_eq!(server.count(CallKind::Token), codes);
        server.assert_all_accepted();
    }

    window.goto(&world.app.at("/")).await;
    window.click("#accelo-sign-out").await;
    assert_eq!(window.wait_for("#accelo").await, "not connected");
    assert_eq!(window.wait_for("#ioffice").await, "connected: open");
    assert_calm(&window).await;
    // A page that needs the connection sends the person to sign in.
    window.goto(&world.app.at("/companies/1")).await;
    assert!(window.address().await.starts_with(world.accelo.origin()));
    window.click("button[value=approve]").await;
    assert_eq!(window.wait_for("#answer").await, "Acme & Sons");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_leads_back_to_the_sign_in() {
    let Some(window) = Window::open().await else {
        return;
    };
    let world = world(&window).await;
    window.goto(&world.app.at("/companies/1")).await;
    window.click("button[value=deny]").await;
    window.wait_for_heading("Not signed in to Accelo").await;
    let text = window.text().await;
    assert!(
        text.contains("access_denied") && text.contains("E0406"),
        "{text}"
    );
    window.click("a.button").await;
    window.click("button[value=approve]").await;
    assert_eq!(window.wait_for("#answer").await, "Acme & Sons");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_back_button_after_a_sign_in_harms_nothing() {
    let Some(window) = Window::open().await else {
        return;
    };
    let world = world(&window).await;
    for (path, server) in [("/companies/1", &world.accelo), ("/me", &world.ioffice)] {
        window.goto(&world.app.at(path)).await;
        let consent = window.address().await;
        window.click("button[value=approve]").await;
        window.wait_for("#answer").await;
        assert_calm(&window).await;
        // Neither the callback nor the page that relays it is in the history.
        assert_eq!(window.back().await, consent);
        window.client().forward().await.unwrap();
        window.wait_for("#answer").await;
        assert_eq!(server.count(CallKind::Token), 1);
    }
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f_11_an_address_with_a_used_code_leads_on() {
    let Some(window) = Window::open().await else {
        return;
    };
    let world = world(&window).await;
    for (path, server) in [("/companies/1", &world.accelo), ("/me", &world.ioffice)] {
        window.goto(&world.app.at(path)).await;
        let callback = server.authorize(&window.address().await).await.unwrap();
        for _ in 0..2 {
            window.goto(&callback).await;
            window.wait_for("#answer").await;
            assert_eq!(window.address().await, world.app.at(path));
        }
        assert_calm(&window).await;
        assert_eq!(server.count(CallKind::Token), 1);
    }
    window.close().await;
}

/// The attacker signs in, stops before the callback, and sends its address to the victim.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f_10_a_callback_of_another_browser_is_refused() {
    let (Some(attacker), Some(victim)) = (Window::open().await, Window::open().await) else {
        return;
    };
    let world = world(&attacker).await;
    for (name, path, mark, server) in [
        ("Accelo", "/companies/1", '?', &world.accelo),
        ("iOFFICE", "/me", '#', &world.ioffice),
    ] {
        attacker.goto(&world.app.at(path)).await;
        let callback = server.authorize(&attacker.address().await).await.unwrap();
        assert!(callback.contains(&format!("{mark}code=")), "{callback}");
        // The victim is in the middle of a sign-in as well.
        victim.goto(&world.app.at(path)).await;
        victim.goto(&callback).await;
        victim
            .wait_for_heading(&format!("Not signed in to {name}"))
            .await;
        assert_eq!(victim.status().await, 400);
        assert_eq!(server.count(CallKind::Token), 0);
        victim.goto(&world.app.at("/")).await;
        let id = name.to_lowercase();
        assert_eq!(victim.wait_for(&format!("#{id}")).await, "not connected");
        // For the browser that began it, the callback is still good.
        attacker.goto(&callback).await;
        attacker.wait_for("#answer").await;
        assert_eq!(server.count(CallKind::Token), 1);
    }
    attacker.close().await;
    victim.close().await;
}

/// The page to return to needs the other provider, which is on another origin. A
/// narrow `form-action` of the page that relays would stop Chromium on the way there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_sign_in_by_fragment_leads_on_to_the_next() {
    let Some(window) = Window::open().await else {
        return;
    };
    let world = world(&window).await;
    window
        .goto(
            &world
                .app
                .at("/oauth/ioffice/sign-in?return_to=/companies/1"),
        )
        .await;
    window.click("button[value=approve]").await;
    window.wait_for_heading("Accelo (mock): sign in").await;
    assert_calm(&window).await;
    window.click("button[value=approve]").await;
    assert_eq!(window.wait_for("#answer").await, "Acme & Sons");
    window.close().await;
}

async fn posted(connected: Option<Connected<Posting>>) -> Html<&'static str> {
    match connected {
        Some(_) => Html("<p id=answer>connected"),
        None => Html("<p id=answer>not connected"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_posted_from_another_site_signs_in() {
    for scripts in [true, false] {
        let window = match scripts {
            true => Window::open().await,
            false => Window::open_without_scripts().await,
        };
        let Some(window) = window else {
            return;
        };
        let server = started(MockServer::builder(Posting::SPEC)).await;
        let client = PostingClient::builder(NoVars, "client")
            .client_secret("secret")
            .store(Arc::new(MemoryStore::new()))
            .against(server.origin())
            .build()
            .unwrap();
        let place = App::bind().await;
        let oauth = OAuth::builder(place.1.clone(), KEY)
            .provider("posting", client, [])
            .build()
            .unwrap();
        let router = Router::new().route("/", get(posted));
        let app = App::serve(place, oauth.attach(router));
        window.goto(&app.at("/oauth/posting/sign-in")).await;
        window.click("button[value=approve]").await;
        if !scripts {
            // The provider's page, and ours.
            window.click("button").await;
            window.wait_for_heading("Signing in to Posting…").await;
            window.click("button").await;
        }
        assert_eq!(window.wait_for("#answer").await, "connected");
        assert_calm(&window).await;
        assert_eq!(server.count(CallKind::Token), 1);
        server.assert_all_accepted();
        window.close().await;
    }
}
