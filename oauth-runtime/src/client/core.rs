//! What all parts of a client share, and the one way in which a call is made.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, header};
use tracing::Instrument;

use crate::clock::Time;
use crate::dpop::Prover;
use crate::error::{Code, Error};
use crate::flow::DynExchange;
use crate::jose::ClientKey;
use crate::metadata::{ClientInformation, ClientMetadata, Learned};
use crate::random::Entropy;
use crate::secret::Secret;
use crate::session::Hub;
use crate::spec::{
    Bearer, CallKind, CallSpec, CallbackMode, ClientAuth, Discovery, Pkce, ProviderSpec,
};
use crate::store::{ConnectionKey, Store};
use crate::transport::{Limits, Transport};
use crate::value::split_origin;
use crate::wire::judge::Answer;
use crate::wire::{
    Explained, Inputs, LoopbackOrigin, VarValues, WireRequest, WireResponse, call_url, explain,
    explain_step, plan, plan_step, used_auth, with_request,
};

#[derive(Clone)]
pub(crate) struct Core {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) vars: VarValues,
    pub(crate) client_id: String,
    pub(crate) client_secret: Option<Secret>,
    /// The client that requests are made as, where that is not the one above: it
    /// registered itself, or its id is the address of a document.
    pub(crate) client: Option<ClientInformation>,
    /// What the client says of itself.
    pub(crate) client_metadata: ClientMetadata,
    /// Where that is published (OAuth Client ID Metadata Document).
    pub(crate) client_metadata_url: Option<String>,
    /// What the server wants to see at a registration (RFC 7591 §3).
    pub(crate) initial_access_token: Option<Secret>,
    /// The client's private key.
    pub(crate) client_key: Option<ClientKey>,
    /// The private key to which the provider encrypts.
    #[cfg(feature = "jose")]
    pub(crate) decryption_key: Option<crate::jose::DecryptionKey>,
    /// Whether the default transport shows a certificate.
    pub(crate) has_certificate: bool,
    pub(crate) client_auth: Option<ClientAuth>,
    pub(crate) bearer: Option<Bearer>,
    pub(crate) pkce: Option<Pkce>,
    pub(crate) against: Option<LoopbackOrigin>,
    pub(crate) urls: Vec<(CallKind, String)>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) time: Time,
    pub(crate) entropy: Entropy,
    pub(crate) credential_limits: Limits,
    pub(crate) api_limits: Limits,
    pub(crate) margin: Option<Duration>,
    /// The issuer identifier: set, declared or discovered.
    pub(crate) issuer: Option<String>,
    /// The protected resource that tokens are for (RFC 8707).
    pub(crate) resource: Option<String>,
    /// The scopes that the resource asks for, where it was asked.
    pub(crate) resource_scope: Option<String>,
    /// What the provider's metadata adds.
    pub(crate) learned: Option<Arc<Learned>>,
    /// Where endpoints without a URL come from.
    pub(crate) discovery: Discovery,
    pub(crate) observer: Option<Arc<dyn Observer>>,
    pub(crate) store: Option<Arc<dyn Store>>,
    /// How long a call to the store may take.
    pub(crate) store_deadline: Duration,
    /// This process, for people who look for the holder of a lease.
    pub(crate) instance: String,
    /// The program's own name of whose tokens these are.
    pub(crate) account: Option<Box<str>>,
    /// How long a sign-in waits for its callback.
    pub(crate) sign_in_lifetime: Duration,
    /// The redirect URI of sign-ins that name none.
    pub(crate) redirect_uri: Option<String>,
    /// The program's name.
    pub(crate) user_agent: Option<HeaderValue>,
    pub(crate) hub: Arc<Hub>,
    /// The exchange that an exchanged session is renewed by.
    pub(crate) source: Option<Arc<DynExchange>>,
}

/// Sees each request that a client plans, with every secret blanked.
///
/// For support and for demonstrations: the page is written by the same walk
/// that writes the request, with the declared hosts in place of a stand-in server.
pub trait Observer: Send + Sync + 'static {
    /// A request is about to be sent, or an address to be opened in a browser.
    fn planned(&self, page: &Explained);
}

impl<F: Fn(&Explained) + Send + Sync + 'static> Observer for F {
    fn planned(&self, page: &Explained) {
        self(page);
    }
}

impl Core {
    /// The inputs that are the same for every call of a kind.
    pub(crate) fn inputs(&self, kind: CallKind) -> Inputs<'_> {
        Inputs {
            vars: Some(&self.vars),
            against: self.against.as_ref(),
            url: self.url(kind),
            client_id: self.acting_id(),
            client_secret: self.acting_secret().map(Into::into),
            client_auth: self.client_auth.as_ref(),
            learned_auth: self.learned.as_ref().and_then(|l| l.client_auth.as_ref()),
            metadata_of: self.learned.as_ref().and(self.issuer.as_deref()),
            bearer: self.bearer,
            pkce: self.pkce,
            token_url: self.url_set(CallKind::Token),
            resource: self.resource.as_deref(),
            response_mode: self.response_mode(),
            ..Inputs::default()
        }
    }

    /// How the response comes back, where it is not in the query as it is: a declared
    /// mode must be asked for (OAuth 2.0 Form Post Response Mode, JARM §2.3).
    fn response_mode(&self) -> Option<&'static str> {
        match (self.signed_responses(), self.spec.callback.mode) {
            (true, CallbackMode::Fragment) => Some("fragment.jwt"),
            (true, CallbackMode::FormPost) => Some("form_post.jwt"),
            (true, _) => Some("query.jwt"),
            (false, CallbackMode::FormPost) => Some("form_post"),
            (false, _) => None,
        }
    }

    /// The URL set by the user, or that of the metadata where none is declared; grants
    /// that share the token endpoint share both.
    fn url(&self, kind: CallKind) -> Option<&str> {
        let own = self.spec.calls.iter().find(|call| call.kind == kind);
        let shares = kind.yields_token() && own.is_none_or(|call| !call.url.is_declared());
        self.url_set(kind).or_else(|| match shares {
            true => self.url_set(CallKind::Token),
            false => None,
        })
    }

    fn url_set(&self, kind: CallKind) -> Option<&str> {
        let found = self.urls.iter().find(|(known, _)| *known == kind);
        let own = found.map(|(_, url)| url.as_str());
        own.or_else(|| self.learned.as_ref()?.url(kind))
    }

    pub(crate) fn call(&self, kind: CallKind) -> Result<&'static CallSpec, Error> {
        self.spec.call(kind).ok_or_else(|| {
            Error::new(
                Code::NotOffered,
                format!("`{}` does not offer this", self.spec.name),
            )
            .of(self.spec.id)
            .on(kind)
            .key(kind.key())
        })
    }

    /// What the tokens of this client and account are stored under.
    pub(crate) fn key(&self, obtained_by: CallKind) -> ConnectionKey {
        let account = self.account.as_deref().unwrap_or(match obtained_by {
            // A program that acts for itself and for a person has both at once.
            kind if self.acts_for_itself(kind) => "client",
            _ => "default",
        });
        ConnectionKey::new(
            self.spec.id,
            self.client_id.as_str(),
            self.vars.tenant(self.spec),
            account,
        )
    }

    /// Whether the tokens of a call are the program's own: it obtains others without
    /// anybody.
    pub(crate) fn acts_for_itself(&self, obtained_by: CallKind) -> bool {
        let call = || self.spec.call(obtained_by);
        match obtained_by {
            CallKind::ClientCredentials => true,
            CallKind::JwtBearer => call().is_some_and(|call| call.assertion.is_some()),
            _ => false,
        }
    }

    /// Who issues the tokens: the issuer identifier, or the origin of the token
    /// endpoint. Empty where an answer decides it.
    pub(crate) fn token_issuer(&self) -> String {
        if let Some(issuer) = &self.issuer {
            return issuer.clone();
        }
        let kinds = [
            CallKind::Token,
            CallKind::ClientCredentials,
            CallKind::JwtBearer,
            CallKind::Saml2Bearer,
            CallKind::TokenExchange,
            CallKind::BackchannelToken,
        ];
        let Some((kind, call)) = kinds
            .into_iter()
            .find_map(|kind| Some((kind, self.spec.call(kind)?)))
        else {
            return String::new();
        };
        let inputs = Inputs {
            against: None,
            ..self.inputs(kind)
        };
        match call_url(self.spec, call, &inputs) {
            Ok(target) => split_origin(&target.url).0.to_owned(),
            Err(_) => String::new(),
        }
    }

    /// Plans a credential call, sends it, and hands the answer to `judge`.
    pub(crate) async fn perform<T>(
        &self,
        kind: CallKind,
        inputs: &Inputs<'_>,
        judge: impl FnOnce(&Answer<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.perform_within(self.credential_limits, kind, inputs, judge)
            .await
    }

    /// As [`Core::perform`], within other limits.
    pub(crate) async fn perform_within<T>(
        &self,
        limits: Limits,
        kind: CallKind,
        inputs: &Inputs<'_>,
        judge: impl FnOnce(&Answer<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let call = self.call(kind)?;
        let mut prover = Prover::new(self, kind, call, inputs);
        loop {
            let drawn = self.draw(call)?;
            let inputs = &drawn.over(inputs);
            let assertion = self.client_assertion(kind, call, inputs).await?;
            let inputs = &proven(inputs, assertion.as_ref());
            let mut request = plan(self.spec, kind, inputs)?;
            self.show(kind, inputs, |_| ());
            let proved = prover.prove(&mut request);
            proved.map_err(|error| error.of(self.spec.id).on(kind))?;
            let response = self.answered(limits, kind, request).await?;
            if !prover.repeats(&response) {
                return self.judged(kind, call, &response, inputs, judge);
            }
        }
    }

    /// As [`Core::perform`], for a call that stands in no table of calls. Its name
    /// stands in every error.
    pub(crate) async fn perform_step<T>(
        &self,
        kind: CallKind,
        name: &'static str,
        call: &'static CallSpec,
        inputs: &Inputs<'_>,
        judge: impl FnOnce(&Answer<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let named = |error: Error| error.in_step(name);
        let mut prover = Prover::new(self, kind, call, inputs);
        loop {
            let drawn = self.draw(call).map_err(named)?;
            let inputs = &drawn.over(inputs);
            let assertion = self.client_assertion(kind, call, inputs).await;
            let assertion = assertion.map_err(named)?;
            let inputs = &proven(inputs, assertion.as_ref());
            let mut request = plan_step(self.spec, kind, call, inputs).map_err(named)?;
            if let Some(observer) = &self.observer {
                let declared = Inputs {
                    against: None,
                    ..*inputs
                };
                if let Ok(page) = explain_step(self.spec, kind, name, call, &declared) {
                    observer.planned(&page);
                }
            }
            prover.prove(&mut request).map_err(named)?;
            let limits = self.credential_limits;
            let response = self.answered(limits, kind, request).await.map_err(named)?;
            if !prover.repeats(&response) {
                let judged = self.judged(kind, call, &response, inputs, judge);
                return judged.map_err(named);
            }
        }
    }

    /// Sends a request of a call that was planned elsewhere, and hands the answer to
    /// `judge`.
    pub(crate) async fn judged_request<T>(
        &self,
        kind: CallKind,
        call: &'static CallSpec,
        request: WireRequest,
        inputs: &Inputs<'_>,
        judge: impl FnOnce(&Answer<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let limits = self.credential_limits;
        let response = self.answered(limits, kind, request).await?;
        self.judged(kind, call, &response, inputs, judge)
    }

    async fn answered(
        &self,
        limits: Limits,
        kind: CallKind,
        request: WireRequest,
    ) -> Result<WireResponse, Error> {
        let response = self.send(kind, request, limits).await?;
        self.hub.drift().note(&response.headers, self.time.now());
        Ok(response)
    }

    fn judged<T>(
        &self,
        kind: CallKind,
        call: &'static CallSpec,
        response: &WireResponse,
        inputs: &Inputs<'_>,
        judge: impl FnOnce(&Answer<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let auth = used_auth(kind, call, inputs)?;
        judge(&Answer {
            spec: self.spec,
            kind,
            call,
            response,
            client_auth: Some(auth),
            secrets: &inputs.secrets(self.spec),
        })
        .map_err(|error| with_request(error, self.spec, kind, call, auth, inputs))
    }

    /// Shows a planned request to the observer, if there is one.
    pub(crate) fn show(
        &self,
        kind: CallKind,
        inputs: &Inputs<'_>,
        complete: impl FnOnce(&mut Explained),
    ) {
        let Some(observer) = &self.observer else {
            return;
        };
        let declared = Inputs {
            against: None,
            ..*inputs
        };
        if let Ok(Some(mut page)) = explain(self.spec, kind, &declared) {
            complete(&mut page);
            observer.planned(&page);
        }
    }

    pub(crate) async fn send(
        &self,
        kind: CallKind,
        mut request: WireRequest,
        limits: Limits,
    ) -> Result<WireResponse, Error> {
        if let Some(name) = &self.user_agent {
            let entry = request.headers.entry(header::USER_AGENT);
            entry.or_insert_with(|| name.clone());
        }
        let span = tracing::debug_span!("oauth.call", provider = self.spec.id, call = kind.key());
        let sending = self.transport.send(request, limits);
        // An instrumented future costs even where nobody listens.
        let sent = match span.is_disabled() {
            true => sending.await,
            false => sending.instrument(span).await,
        };
        sent.map_err(|error| {
            let setting = match kind {
                CallKind::Api => "api_limits",
                _ => "credential_limits",
            };
            error.within(limits, setting).of(self.spec.id).on(kind)
        })
    }
}

/// The inputs with the assertion of their request.
fn proven<'a>(inputs: &Inputs<'a>, assertion: Option<&'a Secret>) -> Inputs<'a> {
    Inputs {
        client_assertion: assertion.map(Into::into).or(inputs.client_assertion),
        ..*inputs
    }
}
