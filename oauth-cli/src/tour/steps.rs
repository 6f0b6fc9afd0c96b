//! One way in, from the first request to the revocation.

use std::time::Duration;

use oauth_mock::MockServer;
use oauth_runtime::clock::Clock;
use oauth_runtime::spec::{CallKind, Method, Param, Presence};
use oauth_runtime::{DynClient, DynSession, Expiry};

use super::narrator::{Narrator, path};
use super::{renewal, server};
use crate::Failure;
use crate::explain;
use crate::out::say;
use crate::paint::{aside, good, heading};
use crate::shown::{REDIRECT_URI, Shown};

/// A way to a first token.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Way {
    Browser,
    Pin,
    CodeRequest,
    Webhook,
    ClientCredentials,
}

impl Way {
    fn title(self) -> &'static str {
        match self {
            Self::Browser => "a person signs in with a browser",
            Self::Pin => "a person types a PIN",
            Self::Webhook => "the provider posts a code to the program",
            Self::CodeRequest => "name and password are traded for a code",
            Self::ClientCredentials => "the client acts for itself",
        }
    }
}

struct Visit<'a> {
    shown: &'a Shown,
    server: MockServer,
    narrator: Narrator,
    client: DynClient,
    requests: usize,
}

/// Walks one way to its end. Returns the number of requests.
pub(crate) async fn visit(shown: &Shown, way: Way) -> Result<usize, Failure> {
    say!(
        "{}",
        heading(&format!("   {}: {}", shown.spec.name, way.title()))
    );
    let server = server(shown).await?;
    let narrator = Narrator::new()?;
    let client = shown
        .builder()
        .against(server.origin())
        .clock(server.clock())
        .transport(narrator.clone())
        .observer(narrator.observer())
        .build()?;
    let mut visit = Visit {
        shown,
        server,
        narrator,
        client,
        requests: 0,
    };
    let session = visit.first_token(way).await?;
    visit.show_life(&session)?;
    visit.api_call(&session).await?;
    visit.expire_and_renew(&session, way).await?;
    visit.introspect(&session).await?;
    visit.revoke(&session).await?;
    visit.server.assert_all_accepted();
    say!("");
    Ok(visit.requests)
}

impl Visit<'_> {
    async fn first_token(&mut self, way: Way) -> Result<DynSession, Failure> {
        let scope = self.shown.scope;
        let session = match way {
            Way::Browser | Way::Pin => {
                let login = match way {
                    Way::Browser => self.client.authorize(REDIRECT_URI, scope).await?,
                    _ => self.client.authorize_by_pin(scope).await?,
                };
                self.show_planned()?;
                let callback = self.server.authorize(login.url()).await?;
                self.answer(match way {
                    Way::Browser => {
                        "the browser comes back; state, issuer and duplicates are checked"
                    }
                    _ => "the page shows a PIN; the person types it",
                })?;
                self.requests += 1;
                login.finish(&callback).await?
            }
            Way::CodeRequest => {
                self.client
                    .code_request("user", "password", REDIRECT_URI, scope)
                    .await?
            }
            Way::Webhook => self.client.finish_webhook(&self.server.webhook()).await?,
            Way::ClientCredentials => self.client.client_credentials(scope).await?,
        };
        let calls: &[CallKind] = match way {
            Way::Browser | Way::Pin | Way::Webhook => &[CallKind::Token],
            Way::CodeRequest => &[CallKind::CodeRequest, CallKind::Token],
            Way::ClientCredentials => &[CallKind::ClientCredentials],
        };
        self.narrate(calls)?;
        Ok(session)
    }

    fn show_life(&self, session: &DynSession) -> std::io::Result<()> {
        let tokens = session.tokens();
        let life = match tokens.expires {
            Expiry::At(end) => {
                let left = end
                    .duration_since(self.server.clock().now())
                    .unwrap_or_default();
                format!("lives {} s, and is renewed before its end", left.as_secs())
            }
            Expiry::Never => "never ends".to_owned(),
            _ => "has no known end, and is used until the API refuses it".to_owned(),
        };
        let refresh = match tokens.refresh_token {
            Some(_) => "a refresh token came with it",
            None => "no refresh token came with it",
        };
        self.answer(&format!("the access token {life}; {refresh}"))?;
        let kept: Vec<_> = tokens.kept.names().collect();
        if !kept.is_empty() {
            self.answer(&format!("kept: {}", kept.join(", ")))?;
        }
        Ok(())
    }

    async fn api_call(&mut self, session: &DynSession) -> Result<(), Failure> {
        if self.shown.spec.api.is_none() {
            self.answer("no API is declared; the token is the program's to use")?;
            return Ok(());
        }
        let mut request = session.request(Method::Get, self.shown.api_path);
        for (name, value) in self.shown.api_query {
            request = request.query(*name, *value);
        }
        request.send().await?;
        self.narrate(&[CallKind::Api])
    }

    async fn expire_and_renew(&mut self, session: &DynSession, way: Way) -> Result<(), Failure> {
        let Expiry::At(end) = session.tokens().expires else {
            return Ok(());
        };
        if !self.renews(session, way) || self.shown.spec.api.is_none() {
            return Ok(());
        }
        let clock = self.server.clock();
        let left = end.duration_since(clock.now()).unwrap_or_default();
        clock.advance(left + Duration::from_secs(1));
        say!(
            "   {}",
            aside(&format!(
                "… {} s pass: the access token is over",
                left.as_secs() + 1
            ))
        );
        session
            .request(Method::Get, self.shown.api_path)
            .send()
            .await?;
        self.narrate(&[renewal(way), CallKind::Api])
    }

    /// With a refresh token, by asking anew, or by what the refresh sends in its place.
    fn renews(&self, session: &DynSession, way: Way) -> bool {
        let without = || {
            let rule = self
                .shown
                .spec
                .call(CallKind::Refresh)?
                .rule(Param::RefreshToken)?;
            (rule.presence == Presence::Omit).then_some(())
        };
        way == Way::ClientCredentials
            || session.tokens().refresh_token.is_some()
            || without().is_some()
    }

    async fn introspect(&mut self, session: &DynSession) -> Result<(), Failure> {
        if self.shown.spec.call(CallKind::Introspect).is_none() {
            return Ok(());
        }
        let told = session.introspect().await?;
        self.narrate(&[CallKind::Introspect])?;
        self.answer(&format!("active: {}", told.active))?;
        Ok(())
    }

    async fn revoke(&mut self, session: &DynSession) -> Result<(), Failure> {
        if self.shown.spec.call(CallKind::Revoke).is_none() {
            self.answer("no revocation endpoint is declared; the session is dropped")?;
            return Ok(());
        }
        let both = session.tokens().refresh_token.is_some();
        session.revoke().await?;
        match both {
            true => self.narrate(&[CallKind::Revoke, CallKind::Revoke])?,
            false => self.narrate(&[CallKind::Revoke])?,
        }
        match session.token().await {
            Ok(_) => Err("a revoked session still hands out tokens".into()),
            Err(error) => {
                self.answer(&format!("and from then on, as it should be: {error}"))?;
                Ok(())
            }
        }
    }

    /// Prints each exchange of a step. What was sent must be what was planned.
    fn narrate(&mut self, calls: &[CallKind]) -> Result<(), Failure> {
        let (pages, seen) = (self.narrator.take_planned(), self.narrator.take_seen());
        self.requests += seen.len();
        // Steps and calls that learn belong to the call that is made.
        let kinds: Vec<CallKind> = pages
            .iter()
            .map(|page| page.kind)
            .filter(|kind| !matches!(kind, CallKind::Step | CallKind::Learn))
            .collect();
        if kinds != calls || seen.len() != pages.len() {
            return Err(format!(
                "{calls:?} were expected, {kinds:?} were planned, {} were sent",
                seen.len()
            )
            .into());
        }
        for (page, seen) in pages.iter().zip(&seen) {
            if page.method != seen.method || path(&page.url) != seen.path {
                return Err(format!(
                    "{} {} was sent, and {} {} was planned",
                    seen.method, seen.path, page.method, page.url
                )
                .into());
            }
            let name = page.step.unwrap_or_else(|| page.kind.key());
            say!("   {}", heading(name));
            explain::print(page)?;
            self.answer(&format!("{} {}", seen.status, seen.body))?;
        }
        Ok(())
    }

    fn show_planned(&self) -> std::io::Result<()> {
        for page in self.narrator.take_planned() {
            say!("   {}", heading(page.kind.key()));
            explain::print(&page)?;
        }
        Ok(())
    }

    fn answer(&self, text: &str) -> std::io::Result<()> {
        say!("    {} {text}", good("→"));
        Ok(())
    }
}
