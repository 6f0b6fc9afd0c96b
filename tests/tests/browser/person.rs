//! A person signs in to a program on the same machine: `oauth-sign-in`, its
//! listener on loopback, the mock's consent page, and a real browser between them.

use std::future::{IntoFuture as _, pending};

use oauth_accelo::{AcceloApi as _, AcceloClient, AcceloScope, AcceloVars};
use oauth_ioffice::{Ioffice, IofficeApi as _, IofficeClient, IofficeScope, IofficeVars};
use oauth_mock::{Consent, MockServer};
use oauth_pages::plain;
use oauth_runtime::spec::CallKind;
use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{Client, Code, Error, NoVars, Provider, Secret, Session, oauth_provider};
use oauth_sign_in::{Attempt, Notice, Person, SignInExt as _, Way};
use reqwest::Url;
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use super::Window;
use super::site::Site;

/// A provider that posts its answer.
#[oauth_provider(
    name = "Posting",
    authorize = "https://posting.example/authorize",
    token = "https://posting.example/token",
    callback = form_post,
    api = "https://posting.example/api/",
)]
struct Posting;

/// Hears what was ignored, and types nothing.
struct Ada(UnboundedSender<Code>);

impl Person for Ada {
    fn tell(&self, notice: &Notice<'_>) {
        if let Notice::Ignored { why, .. } = notice {
            // The test may have ended.
            let _ = self.0.send(why.code());
        }
    }

    fn typed(&self) -> BoxFuture<'_, Secret> {
        Box::pin(pending())
    }
}

/// A sign-in whose browser is the test's.
struct Under<P: Provider> {
    /// What the browser was asked to open.
    url: String,
    ignored: UnboundedReceiver<Code>,
    task: JoinHandle<Result<Session<P>, Error>>,
}

impl<P: Provider> Under<P> {
    async fn begin(attempt: Attempt<P>) -> Self {
        let (opener, mut opened) = unbounded_channel();
        let (told, ignored) = unbounded_channel();
        let attempt = attempt
            .way(Way::Browser)
            .app("my-program")
            .person(Ada(told))
            .browser(move |url| {
                opener.send(url.to_owned()).unwrap();
                Ok(())
            });
        let task = tokio::spawn(attempt.into_future());
        let url = opened.recv().await.unwrap();
        Self { url, ignored, task }
    }

    fn redirect_uri(&self) -> String {
        self.parameter("redirect_uri")
    }

    fn parameter(&self, name: &str) -> String {
        let url = Url::parse(&self.url).unwrap();
        let mut pairs = url.query_pairs();
        let (_, value) = pairs.find(|(known, _)| known == name).unwrap();
        value.into_owned()
    }

    async fn ends(self) -> Result<Session<P>, Error> {
        self.task.await.unwrap()
    }
}

async fn accelo() -> (MockServer, AcceloClient) {
    let server = MockServer::builder(oauth_accelo::Accelo::SPEC)
        .client("web7@vendor.accelo.com", Some("p/w:1+%"))
        .var("deployment", "customer")
        .consent(Consent::Page)
        .api(
            "companies/1",
            json!({"response": {"id": "1", "name": "Acme"}, "meta": {"status": "ok"}}),
        )
        .start()
        .await
        .unwrap();
    let vars = AcceloVars::new("customer".parse().unwrap());
    let client = AcceloClient::builder(vars, "web7@vendor.accelo.com")
        .client_secret("p/w:1+%")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    (server, client)
}

async fn ioffice() -> (MockServer, IofficeClient) {
    let site = "https://acme.iofficeconnect.com";
    let server = MockServer::builder(Ioffice::SPEC)
        .client("io-demo", None)
        .var("site", site)
        .consent(Consent::Page)
        .api("users/me", json!({"id": 1, "name": "Test"}))
        .start()
        .await
        .unwrap();
    let vars = IofficeVars {
        site: site.parse().unwrap(),
    };
    let client = IofficeClient::builder(vars, "io-demo")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    (server, client)
}

async fn posting() -> (MockServer, Client<Posting>) {
    let server = MockServer::builder(Posting::SPEC)
        .consent(Consent::Page)
        .start()
        .await
        .unwrap();
    let client = PostingClient::builder(NoVars, "client")
        .client_secret("secret")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    (server, client)
}

/// Opens the provider's page and presses a button on it.
async fn decide(window: &Window, url: &str, decision: &str) {
    window.goto(url).await;
    window.click(&format!("button[value={decision}]")).await;
}

/// The last page, from which the code is gone, here and in the history.
async fn assert_signed_in(window: &Window, server: &MockServer, provider: &str) {
    window
        .wait_for_heading(&format!("Signed in to {provider}"))
        .await;
    let text = window.text().await;
    assert!(text.contains("You can close this tab"), "{text}");
    assert!(text.contains("my-program"), "{text}");
    window.assert_calm().await;
    let last = window.address().await;
    assert!(last.starts_with("http://127.0.0.1:"), "{last}");
    assert!(!last.contains(['?', '#']), "{last}");
    let before = window.back().await;
    assert!(before.starts_with(server.origin()), "{before}");
    assert!(!before.contains("code="), "{before}");
    assert_eq!(server.count(CallKind::Token), 1);
    server.assert_all_accepted();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn u_08_a_person_signs_in_by_query() {
    let Some(window) = Window::open().await else {
        return;
    };
    let (server, client) = accelo().await;
    let under = Under::begin(client.sign_in([AcceloScope::ReadAll])).await;
    decide(&window, &under.url, "approve").await;
    assert_signed_in(&window, &server, "Accelo").await;
    let session = under.ends().await.unwrap();
    session.company(1).await.unwrap();
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn u_08_a_person_signs_in_by_fragment() {
    let Some(window) = Window::open().await else {
        return;
    };
    let (server, client) = ioffice().await;
    let under = Under::begin(client.sign_in([IofficeScope::Email])).await;
    decide(&window, &under.url, "approve").await;
    assert_signed_in(&window, &server, "iOFFICE").await;
    let session = under.ends().await.unwrap();
    assert!(
        session.extras().app_code.is_some(),
        "all of the fragment came"
    );
    session.me().await.unwrap();
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn u_08_a_person_signs_in_by_fragment_with_scripts_off() {
    let Some(window) = Window::open_without_scripts().await else {
        return;
    };
    let (server, client) = ioffice().await;
    let under = Under::begin(client.sign_in([IofficeScope::Email])).await;
    decide(&window, &under.url, "approve").await;
    window
        .wait_for_heading("One more step to sign in to iOFFICE")
        .await;
    let address = window.client().current_url().await.unwrap();
    assert!(address.fragment().is_some());
    window.type_into("textarea", address.as_str()).await;
    window.click("button").await;
    window.wait_for_heading("Signed in to iOFFICE").await;
    let session = under.ends().await.unwrap();
    session.me().await.unwrap();
    server.assert_all_accepted();
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn u_08_a_person_signs_in_by_form_post() {
    let Some(window) = Window::open().await else {
        return;
    };
    let (server, client) = posting().await;
    let under = Under::begin(client.sign_in([])).await;
    decide(&window, &under.url, "approve").await;
    assert_signed_in(&window, &server, "Posting").await;
    let session = under.ends().await.unwrap();
    session.get("me").send().await.unwrap();
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_is_shown_with_what_to_do() {
    let Some(window) = Window::open().await else {
        return;
    };
    let (server, client) = accelo().await;
    let under = Under::begin(client.sign_in([AcceloScope::ReadAll])).await;
    decide(&window, &under.url, "deny").await;
    window.wait_for_heading("Not signed in to Accelo").await;
    let text = window.text().await;
    assert!(text.contains("What to do:"), "{text}");
    assert!(text.contains("access_denied"), "{text}");
    assert!(text.contains("E0406"), "{text}");
    assert!(!window.address().await.contains('?'));
    let error = under.ends().await.unwrap_err();
    assert_eq!(error.code(), Code::AccessDenied);
    assert_eq!(server.count(CallKind::Token), 0);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f_41_a_callback_of_another_sign_in_in_a_second_tab_changes_nothing() {
    let Some(window) = Window::open().await else {
        return;
    };
    let (server, client) = accelo().await;
    let mut under = Under::begin(client.sign_in([AcceloScope::ReadAll])).await;
    window.goto(&under.url).await;
    let first = window.client().window().await.unwrap();

    let second = window.client().new_window(true).await.unwrap();
    window
        .client()
        .switch_to_window(second.handle)
        .await
        .unwrap();
    let forged = format!("{}?code=forged&state=forged", under.redirect_uri());
    window.goto(&forged).await;
    window.wait_for_heading("Not signed in to Accelo").await;
    assert_eq!(window.status().await, 400);
    // The browser notes the status of the page.
    assert_eq!(window.complaints().await.len(), 1);
    assert_eq!(under.ignored.recv().await, Some(Code::StateMismatch));

    window.client().switch_to_window(first).await.unwrap();
    window.click("button[value=approve]").await;
    assert_signed_in(&window, &server, "Accelo").await;
    let session = under.ends().await.unwrap();
    session.company(1).await.unwrap();
    window.close().await;
}

/// The page even knows the state, as no page does.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f_42_a_page_of_another_site_reaches_nothing() {
    let Some(window) = Window::open().await else {
        return;
    };
    let (server, client) = accelo().await;
    let under = Under::begin(client.sign_in([AcceloScope::ReadAll])).await;
    let evil = Site::start(|_| {
        let mut page = plain(200, "");
        page.headers = vec![("content-type", "text/html".into())];
        page
    })
    .await;
    // Another host name is another site.
    window
        .goto(&evil.origin.replace("127.0.0.1", "localhost"))
        .await;
    let state = under.parameter("state");
    let forged = format!("{}?code=forged&state={state}", under.redirect_uri());
    let script = format!(
        "const to = '{forged}', done = arguments[arguments.length - 1];
         const loads = (name, where) => new Promise((end) => {{
             const element = document.createElement(name);
             element.onload = () => end('loaded');
             element.onerror = () => end('refused');
             element[where] = to;
             document.body.append(element);
         }});
         const says = (promise) => promise.then((answer) => answer.type, () => 'refused');
         Promise.all([
             says(fetch(to)),
             says(fetch(to, {{mode: 'no-cors'}})),
             says(fetch(to, {{mode: 'no-cors', method: 'POST', body: new URLSearchParams('a=b')}})),
             loads('img', 'src'),
             loads('script', 'src'),
         ]).then(done)"
    );
    let seen = window
        .client()
        .execute_async(&script, Vec::new())
        .await
        .unwrap();
    // An opaque answer tells a page nothing, and the listener has refused it.
    assert_eq!(
        seen,
        json!(["refused", "opaque", "opaque", "refused", "refused"])
    );
    decide(&window, &under.url, "approve").await;
    window.wait_for_heading("Signed in to Accelo").await;
    under.ends().await.unwrap().company(1).await.unwrap();
    assert_eq!(server.count(CallKind::Token), 1);
    server.assert_all_accepted();
    window.close().await;
}
