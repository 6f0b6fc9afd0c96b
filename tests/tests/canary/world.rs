//! A server whose secrets are known, and a client of it over the real transport.

use std::sync::Arc;
use std::time::Duration;

use oauth_mock::MockServer;
use oauth_runtime::spec::CallKind;
use oauth_runtime::transport::{Limits, ReqwestTransport};
use oauth_runtime::{DynBuilder, DynClient, DynSession, Error, TokenSet};
use serde_json::json;

use super::cases::{Case, TENANT_SECRET};
use super::front::Front;
use super::learn::{self, Learning};
use super::sweep::Sweep;

pub const CALLBACK: &str = "http://127.0.0.1:8080/callback";
/// They begin like no other text, so that six bytes are enough, and go on with what
/// every encoding changes.
const CLIENT_SECRET: &str = "cl13nt-/+%:\"secret";
const PASSWORD: &str = "p4ssw0rd-/+%:\"word";
const PROOF: &str = "pr00f-c-/+%:\"kept";

/// Which way requests go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Road {
    /// HTTP/1.1 in plain text.
    Plain,
    /// TLS with HTTP/2.
    Tls,
}

pub struct World {
    pub sweep: Arc<Sweep>,
    pub case: Case,
    pub server: MockServer,
    pub client: DynClient,
    front: Option<Front>,
}

impl World {
    pub async fn new(sweep: &Arc<Sweep>, case: Case, road: Road) -> Self {
        for (name, secret) in [
            ("client secret", CLIENT_SECRET),
            ("password", PASSWORD),
            ("tenant's secret", TENANT_SECRET),
            ("kept secret", PROOF),
        ] {
            sweep.marked(name, secret);
        }
        let mut builder = MockServer::builder(case.spec)
            .client("client", case.confidential.then_some(CLIENT_SECRET))
            .user("user", PASSWORD)
            .api("me", json!({"name": "Ada"}));
        for (name, value) in case.vars {
            builder = builder.var(*name, *value);
        }
        if case.spec.id == "everything" {
            builder = builder.kept("proof", PROOF);
        }
        let server = builder.start().await.unwrap();
        let front = match road {
            Road::Plain => None,
            Road::Tls => Some(Front::start(server.origin()).await),
        };
        let mut world = Self {
            client: server.client().build().unwrap(),
            sweep: sweep.clone(),
            case,
            server,
            front,
        };
        world.client = world.builder().build().unwrap();
        sweep.debug("a client", &world.client);
        sweep.debug("the mock", &world.server);
        world
    }

    pub fn builder(&self) -> DynBuilder {
        let front = self.front.as_ref();
        let below = ReqwestTransport::with(|builder| match front {
            Some(front) => front.trusted_by(builder),
            None => builder.no_proxy(),
        });
        let transport = Learning {
            below: below.unwrap(),
            sweep: self.sweep.clone(),
        };
        let limits = Limits {
            deadline: Duration::from_millis(500),
            ..Limits::CREDENTIALS
        };
        let builder = self.server.client();
        let builder = match front {
            Some(front) => builder.against(&front.origin),
            None => builder,
        };
        let builder = builder.transport(transport).credential_limits(limits);
        self.sweep.debug("a builder", &builder);
        builder
    }

    /// The secrets that the client holds all the time.
    pub fn quoted(&self) -> String {
        let secret = self.case.confidential.then_some(CLIENT_SECRET);
        let tenant = self.case.vars.iter().map(|(_, value)| *value);
        let tenant = tenant.filter(|value| *value == TENANT_SECRET);
        secret
            .into_iter()
            .chain(tenant)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The password, where one is sent.
    pub fn quoted_password(&self) -> &str {
        PASSWORD
    }

    /// Plays the browser: opens the address, and returns where it ends.
    pub async fn browse(&self, url: &str) -> String {
        self.sweep.output("address to open", url);
        learn::address(&self.sweep, url);
        let url = match &self.front {
            Some(front) => url.replace(&front.origin, self.server.origin()),
            None => url.to_owned(),
        };
        let callback = self.server.authorize(&url).await.unwrap();
        match callback.bytes().all(|byte| byte.is_ascii_digit()) {
            true => self.sweep.random("PIN", &callback),
            false => learn::address(&self.sweep, &callback),
        }
        callback
    }

    /// A sign-in in the browser; `before` is done when only the exchange is left,
    /// and hears the callback.
    pub async fn sign_in(&self, before: impl FnOnce(&str)) -> Result<DynSession, Error> {
        let login = self.client.authorize(CALLBACK, self.case.scope).begin()?;
        self.sweep.debug("a sign-in", &login);
        self.sweep.debug("a pending sign-in", login.pending());
        let callback = self.browse(login.url()).await;
        before(&callback);
        login.finish(&callback).await
    }

    pub fn has(&self, kind: CallKind) -> bool {
        self.case.spec.call(kind).is_some()
    }

    pub async fn password(&self) -> Result<DynSession, Error> {
        let scope = self.case.scope;
        self.client.password("user", PASSWORD, scope).await
    }

    pub async fn code_request(&self) -> Result<DynSession, Error> {
        let scope = self.case.scope;
        let client = &self.client;
        client.code_request("user", PASSWORD, CALLBACK, scope).await
    }

    /// A session that shares nothing but its tokens.
    pub fn session(&self, tokens: &TokenSet) -> DynSession {
        self.client.session(tokens.clone())
    }
}
