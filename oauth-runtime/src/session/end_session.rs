//! Logout in the browser (OpenID Connect RP-Initiated Logout 1.0).

use super::Session;
use super::dynamic::DynSession;
use crate::capability::EndSession;
use crate::error::Error;
use crate::provider::Provider;
use crate::spec::CallKind;
use crate::transport::BoxFuture;
use crate::wire::{Inputs, plan_url};

impl DynSession {
    /// Where to send the browser so that the person is signed out at the provider too,
    /// with the ID token as a hint (§2). The provider sends the browser back to
    /// `post_logout_redirect_uri`, which must be registered there, with `state`; the
    /// program checks that `state` is the one it sent.
    ///
    /// The session itself goes on until [`DynSession::sign_out`]. Write the address
    /// first: it needs the ID token.
    ///
    /// # Errors
    /// `E0607` when the provider has no such endpoint; what its metadata answered.
    pub async fn end_session_url(
        &self,
        post_logout_redirect_uri: Option<&str>,
        state: Option<&str>,
    ) -> Result<String, Error> {
        let kind = CallKind::EndSession;
        let tokens = self.tokens();
        let core = self.core().resolved_for(&tokens).await?;
        let inputs = Inputs {
            id_token_hint: tokens.id_token.as_ref().map(Into::into),
            post_logout_redirect_uri,
            state: state.map(crate::wire::SecretText),
            token_values: Some(&tokens.kept),
            callback_values: Some(&tokens.kept),
            ..core.inputs(kind)
        };
        let drawn = core.draw(core.call(kind)?)?;
        let inputs = drawn.over(&inputs);
        let url = plan_url(core.spec, kind, &inputs)?;
        core.show(kind, &inputs, |_| ());
        Ok(url)
    }
}

impl<P: Provider> Session<P> {
    /// Where to send the browser so that the person is signed out at the provider too,
    /// with the ID token as a hint (OpenID Connect RP-Initiated Logout §2). The provider
    /// sends the browser back to `post_logout_redirect_uri`, which must be registered
    /// there, with `state`; the program checks that `state` is the one it sent.
    ///
    /// The session itself goes on until [`Session::sign_out`]. Write the address first:
    /// it needs the ID token.
    ///
    /// # Errors
    /// As [`DynSession::end_session_url`].
    pub fn end_session_url<'a>(
        &'a self,
        post_logout_redirect_uri: Option<&'a str>,
        state: Option<&'a str>,
    ) -> BoxFuture<'a, Result<String, Error>>
    where
        P: EndSession,
    {
        Box::pin(
            self.as_dyn()
                .end_session_url(post_logout_redirect_uri, state),
        )
    }
}
