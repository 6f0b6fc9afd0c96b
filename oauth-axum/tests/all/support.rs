//! Browsers, and an application that they go to.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use http::{HeaderMap, Method, Request, StatusCode, header};
use oauth_axum::{Builder, Connected, OAuth};
use oauth_mock::MockServer;
use oauth_runtime::store::{MemoryStore, Store};
use oauth_runtime::{Client, NoVars, Provider, oauth_provider};
use tower::ServiceExt as _;

/// A well-behaved provider.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    revoke = "https://acme.example/revoke",
    scopes(Read = "read"),
    api = "https://acme.example/api/"
)]
pub(crate) struct Acme;

/// Another one.
#[oauth_provider(
    authorize = "https://beta.example/authorize",
    token = "https://beta.example/token",
    api = "https://beta.example/api/"
)]
pub(crate) struct Beta;

/// One that names its issuer, and promises to.
#[oauth_provider(
    issuer = "https://as.example",
    authorize = "https://as.example/authorize",
    token = "https://as.example/token",
    callback(iss = required)
)]
pub(crate) struct Issued;

/// One that answers behind `#`.
#[oauth_provider(
    authorize = "https://hash.example/authorize",
    token = "https://hash.example/token",
    callback = fragment
)]
pub(crate) struct Hash;

/// One that answers by a form.
#[oauth_provider(
    authorize = "https://form.example/authorize",
    token = "https://form.example/token",
    callback = form_post
)]
pub(crate) struct Form;

/// One with tenants.
#[oauth_provider(
    vars(tenant: PathSegment),
    authorize = "https://many.example/{tenant}/authorize",
    token = "https://many.example/{tenant}/token"
)]
pub(crate) struct Many;

pub(crate) const BASE: &str = "https://app.example";
pub(crate) const KEY: &str = "3f1c9a7be2508d643f1c9a7be2508d643f1c9a7be2508d643f1c9a7be2508d64";

/// A server that knows the redirect URIs of these names, and no others.
pub(crate) async fn server_for<P: Provider>(names: &[&str]) -> MockServer {
    let mut builder = MockServer::builder(P::SPEC);
    for name in names {
        builder = builder.redirect_uri(format!("{BASE}/oauth/{name}/callback"));
    }
    builder.start().await.unwrap()
}

pub(crate) fn store() -> Arc<dyn Store> {
    Arc::new(MemoryStore::new())
}

/// A client of a provider without tenant values.
pub(crate) fn client<P: Provider<Vars = NoVars>>(
    server: &MockServer,
    store: &Arc<dyn Store>,
) -> Client<P> {
    Client::<P>::builder(NoVars, "client")
        .client_secret("secret")
        .against(server.origin())
        .clock(server.clock())
        .store(store.clone())
        .build()
        .unwrap()
}

pub(crate) fn builder() -> Builder {
    OAuth::builder(BASE, KEY).return_to(["/", "/me", "/maybe", "/deep/*"])
}

async fn me(session: Connected<Acme>) -> String {
    session.token().await.unwrap().expose().to_owned()
}

async fn maybe(session: Option<Connected<Acme>>) -> &'static str {
    match session {
        Some(_) => "connected",
        None => "not connected",
    }
}

async fn beta(session: Connected<Beta>) -> String {
    session.token().await.unwrap().expose().to_owned()
}

/// An application with pages that need a connection.
pub(crate) fn app(oauth: &OAuth) -> Router {
    let router = Router::new()
        .route("/", get(async || "front page"))
        .route("/me", get(me).post(me))
        .route("/deep/{id}", get(me))
        .route("/maybe", get(maybe))
        .route("/beta", get(beta));
    oauth.attach(router)
}

/// An application with one provider, and its server.
pub(crate) struct World {
    pub(crate) server: MockServer,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) oauth: OAuth,
    pub(crate) app: Router,
}

pub(crate) async fn world() -> World {
    let server = server_for::<Acme>(&["acme"]).await;
    let store = store();
    let acme = client::<Acme>(&server, &store);
    let oauth = builder()
        .provider("acme", acme, [AcmeScope::Read])
        .build()
        .unwrap();
    let app = app(&oauth);
    World {
        server,
        store,
        oauth,
        app,
    }
}

impl World {
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.app.clone())
    }

    /// How many codes the server was brought.
    pub(crate) fn codes(&self) -> usize {
        self.server.count(oauth_runtime::spec::CallKind::Token)
    }
}

/// What a browser was answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn location(&self) -> &str {
        let location = self.headers.get(header::LOCATION);
        location.map_or("", |location| location.to_str().unwrap())
    }

    pub(crate) fn cookies(&self) -> Vec<&str> {
        let set = self.headers.get_all(header::SET_COOKIE).iter();
        set.map(|line| line.to_str().unwrap()).collect()
    }

    #[track_caller]
    pub(crate) fn assert_refused(&self, status: u16, code: &str) {
        assert_eq!(self.status, status, "{}", self.body);
        assert!(self.body.contains(code), "{code}: {}", self.body);
        assert_eq!(self.headers[header::CACHE_CONTROL], "no-store");
    }

    #[track_caller]
    pub(crate) fn assert_sent_to(&self, location: &str) {
        assert_eq!(
            (self.status, self.location()),
            (StatusCode::SEE_OTHER, location)
        );
    }
}

/// A browser as small as a test needs it: it keeps cookies by name and path.
#[derive(Clone)]
pub(crate) struct Browser {
    app: Router,
    pub(crate) cookies: BTreeMap<(String, String), String>,
}

impl Browser {
    pub(crate) fn new(app: Router) -> Self {
        Self {
            app,
            cookies: BTreeMap::new(),
        }
    }

    pub(crate) fn cookie_header(&self, path: &str) -> String {
        let goes_to = |own: &str| path == own || own == "/" || path.starts_with(&format!("{own}/"));
        let sent = self.cookies.iter().filter(|((_, own), _)| goes_to(own));
        let pairs: Vec<_> = sent
            .map(|((name, _), value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    fn keep(&mut self, answer: &Answer) {
        for line in answer.cookies() {
            let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
            let (name, value) = pair.split_once('=').unwrap();
            let attribute = |wanted: &str| {
                attributes.split(';').find_map(|attribute| {
                    let (name, value) = attribute.trim().split_once('=')?;
                    name.eq_ignore_ascii_case(wanted).then(|| value.to_owned())
                })
            };
            let key = (name.to_owned(), attribute("path").unwrap());
            match attribute("max-age").as_deref() {
                Some("0") => self.cookies.remove(&key),
                _ => self.cookies.insert(key, value.to_owned()),
            };
        }
    }

    pub(crate) async fn send(&mut self, request: Request<Body>) -> Answer {
        let path = request.uri().path().to_owned();
        let (mut parts, body) = request.into_parts();
        let cookies = self.cookie_header(&path);
        if !cookies.is_empty() && !parts.headers.contains_key(header::COOKIE) {
            parts
                .headers
                .insert(header::COOKIE, cookies.parse().unwrap());
        }
        let request = Request::from_parts(parts, body);
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.into()).unwrap(),
        };
        self.keep(&answer);
        answer
    }

    /// Opens a path, or an address of the application.
    pub(crate) async fn get(&mut self, address: &str) -> Answer {
        self.get_with(
            address,
            &[("accept", "text/html"), ("sec-fetch-site", "same-origin")],
        )
        .await
    }

    pub(crate) async fn get_with(&mut self, address: &str, headers: &[(&str, &str)]) -> Answer {
        let target = address.strip_prefix(BASE).unwrap_or(address);
        let target = target.split('#').next().unwrap();
        let mut request = Request::builder().method(Method::GET).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form from a page of the application.
    pub(crate) async fn post(&mut self, path: &str, form: &str) -> Answer {
        self.post_with(path, form, &[("sec-fetch-site", "same-origin")])
            .await
    }

    pub(crate) async fn post_with(
        &mut self,
        path: &str,
        form: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(form.to_owned())).unwrap())
            .await
    }

    /// Begins a sign-in; answers the address of the provider.
    #[track_caller]
    pub(crate) fn begin(&mut self, name: &str) -> impl Future<Output = String> {
        let path = format!("/oauth/{name}/sign-in?return_to=%2Fme");
        async move {
            let answer = self.get(&path).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            answer.location().to_owned()
        }
    }

    /// Begins a sign-in and lets the person approve it; answers the callback.
    pub(crate) async fn callback(&mut self, server: &MockServer, name: &str) -> String {
        let url = self.begin(name).await;
        server.authorize(&url).await.unwrap()
    }

    /// Signs in.
    pub(crate) async fn sign_in(&mut self, server: &MockServer, name: &str) {
        let callback = self.callback(server, name).await;
        self.get(&callback).await.assert_sent_to("/me");
    }

    /// How many sign-ins wait here.
    pub(crate) fn waiting(&self) -> usize {
        let of_routes = |path: &str| path.starts_with("/oauth/");
        self.cookies
            .keys()
            .filter(|(_, path)| of_routes(path))
            .count()
    }
}
