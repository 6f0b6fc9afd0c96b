//! A sign-in whose secrets are drawn, on its way to the browser's address.

use super::DynAuthorize;
use crate::dpop::SessionKey;
use crate::error::{Code, Error};
use crate::flow::pending::{PendingSignIn, unix_seconds};
use crate::flow::pushed::Pushed;
use crate::flow::request_object;
use crate::flow::sign_in::DynSignIn;
use crate::secret::Secret;
use crate::spec::CallKind;
use crate::wire::{Inputs, plan_url};

/// What a sign-in is known by, and everything that was asked for.
pub(super) struct Prepared {
    pub(super) authorize: DynAuthorize,
    pub(super) state: Option<Secret>,
    pub(super) verifier: Option<Secret>,
    pub(super) nonce: Option<Secret>,
    pub(super) challenge: Option<String>,
    /// What the tokens will be bound to (RFC 9449).
    pub(super) dpop: Option<SessionKey>,
}

impl Prepared {
    /// The inputs of the authorization request, and of the request that pushes it.
    fn inputs(&self, kind: CallKind) -> Inputs<'_> {
        let asked = &self.authorize.asked;
        Inputs {
            dpop: self.dpop.as_ref().map(|drawn| &drawn.key),
            dpop_jkt: self.dpop.as_ref().map(|drawn| drawn.key.thumbprint()),
            redirect_uri: self.authorize.redirect_uri.as_deref(),
            scope: Some(&self.authorize.scope),
            second_scope: Some(&self.authorize.second_scope),
            state: self.state.as_ref().map(Into::into),
            nonce: self.nonce.as_ref().map(Into::into),
            code_challenge: self.challenge.as_deref(),
            params: &asked.params,
            resources: &asked.resources,
            id_token_hint: asked.id_token_hint.as_ref().map(Into::into),
            ..self.authorize.core.inputs(kind)
        }
    }

    /// Refuses a sign-in that begins with a request of its own.
    pub(super) fn check_direct(&self) -> Result<(), Error> {
        let core = &self.authorize.core;
        let key = match (core.pushes(), core.signs_requests()) {
            (true, _) => "par",
            (false, true) => "request_object",
            (false, false) => return Ok(()),
        };
        Err(Error::new(
            Code::NotOffered,
            "the sign-in begins with a request of its own: `.await` it in place of `begin()`",
        )
        .key(key))
    }

    /// The authorization request as a signed JWT (RFC 9101), where it is declared so.
    pub(super) async fn request_object(&self) -> Result<Option<Secret>, Error> {
        let core = &self.authorize.core;
        match core.signs_requests() {
            false => Ok(None),
            true => request_object::signed(core, &self.inputs(CallKind::Authorize))
                .await
                .map(Some),
        }
    }

    /// Hands the authorization request to the provider (RFC 9126), where it wants it so.
    pub(super) async fn push(&self, request: Option<&Secret>) -> Result<Option<Pushed>, Error> {
        let core = &self.authorize.core;
        if !core.pushes() {
            return Ok(None);
        }
        let inputs = Inputs {
            request: request.map(Into::into),
            ..self.inputs(CallKind::Par)
        };
        core.push(&inputs).await.map(Some)
    }

    /// Writes the address, and what must be remembered.
    pub(super) fn sign_in(
        self,
        request: Option<Secret>,
        pushed: Option<Pushed>,
    ) -> Result<DynSignIn, Error> {
        let core = &self.authorize.core;
        let spec = core.spec;
        let inputs = Inputs {
            request_uri: pushed.as_ref().map(|pushed| pushed.request_uri.as_str()),
            request: match &pushed {
                Some(_) => None,
                None => request.as_ref().map(Into::into),
            },
            ..self.inputs(CallKind::Authorize)
        };
        let drawn = core.draw(core.call(CallKind::Authorize)?)?;
        let inputs = drawn.over(&inputs);
        let url = plan_url(spec, CallKind::Authorize, &inputs)?;
        core.show(CallKind::Authorize, &inputs, |_| ());
        let pending = PendingSignIn {
            provider: spec.id.into(),
            client_id: core.client_id.clone(),
            tenant: core.vars.tenant(spec),
            begun_at: unix_seconds(core.time.now()),
            session: self.authorize.session,
            state: self.state,
            verifier: self.verifier,
            nonce: self.nonce,
            redirect_uri: self.authorize.redirect_uri,
            scope: self.authorize.scope,
            second_scope: self.authorize.second_scope,
            frozen: core.frozen(),
            dpop_key: self.dpop.map(|drawn| drawn.stored().clone()),
            max_age: self.authorize.asked.max_age,
            acr: self.authorize.asked.acr.clone(),
            resources: self.authorize.asked.resources,
        };
        Ok(DynSignIn::begun(self.authorize.core, url, pending))
    }
}
