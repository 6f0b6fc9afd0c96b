//! More rights for a session: a new sign-in that asks for what it has and for what an
//! API call lacked.

use super::Session;
use super::dynamic::DynSession;
use crate::capability::AuthorizationCodeGrant;
use crate::error::{Code, Error};
use crate::flow::{Authorize, DynAuthorize};
use crate::scope;
use crate::spec::CallKind;
use crate::token::TokenSet;

impl DynSession {
    /// Begins the sign-in that an API's refusal asks for (RFC 6750 §3.1
    /// `insufficient_scope`): with the scopes that the session has and those that
    /// [`Error::required_scopes`] names. The session stays as it is until the sign-in
    /// is finished, and then has the new tokens.
    ///
    /// # Errors
    /// The refusal itself, where it names no scope. `E0345` when each of the scopes was
    /// asked for at the last sign-in already: asking again would go round in a circle.
    /// [`DynClient::authorize`](crate::DynClient::authorize) asks all the same.
    pub fn step_up(
        &self,
        redirect_uri: impl Into<String>,
        refusal: &Error,
    ) -> Result<DynAuthorize, Error> {
        let scope = self.step_up_scope(refusal)?;
        Ok(DynAuthorize::new(
            self.core().clone(),
            Some(redirect_uri.into()),
            scope,
        ))
    }

    /// The scopes that [`DynSession::step_up`] asks for, joined as the provider wants
    /// them: for a sign-in that is begun in another way, such as by device.
    ///
    /// # Errors
    /// As [`DynSession::step_up`].
    pub fn step_up_scope(&self, refusal: &Error) -> Result<String, Error> {
        let required = refusal.required_scopes();
        if required.is_empty() {
            return Err(refusal.clone());
        }
        let list = &self.spec().scopes;
        let tokens = self.tokens();
        let asked = asked(&tokens, list.delimiter, list.nested);
        if required.iter().all(|scope| asked.contains(scope)) {
            let text = format!(
                "the API wants {}, which the last sign-in asked for already: the person or the provider did not grant it, or it is not enough",
                required.join(", ")
            );
            return Err(Error::new(Code::MissingScopes, text)
                .of(self.spec().id)
                .on(CallKind::Authorize)
                .key("scopes"));
        }
        let mut wanted = asked;
        // What was granted without being asked for is not lost either.
        for scope in tokens.scope.iter().flatten().chain(required) {
            if !wanted.contains(scope) {
                wanted.push(scope.clone());
            }
        }
        Ok(wanted.join(list.delimiter))
    }
}

/// The scopes that the last sign-in asked for.
fn asked(tokens: &TokenSet, delimiter: &str, nested: bool) -> Vec<String> {
    let joined = tokens.requested_scope.as_deref().unwrap_or_default();
    scope::split(joined, delimiter, nested)
        .map(str::to_owned)
        .collect()
}

impl<P: AuthorizationCodeGrant> Session<P> {
    /// Begins the sign-in that an API's refusal asks for: with the scopes that the
    /// session has and those that the refusal names.
    ///
    /// ```no_run
    /// # use oauth_runtime::{Error, Session, capability::{Api, AuthorizationCodeGrant}};
    /// # async fn write<P: Api + AuthorizationCodeGrant>(session: Session<P>) -> Result<(), Error> {
    /// match session.post("files").send().await {
    ///     Err(refusal) if !refusal.required_scopes().is_empty() => {
    ///         let sign_in = session.step_up("http://127.0.0.1:8080/callback", &refusal)?.await?;
    ///         println!("open {}", sign_in.url());
    ///     }
    ///     other => drop(other?),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`DynSession::step_up`].
    pub fn step_up(
        &self,
        redirect_uri: impl Into<String>,
        refusal: &Error,
    ) -> Result<Authorize<P>, Error> {
        let inner = self.as_dyn().step_up(redirect_uri, refusal)?;
        Ok(Authorize::new(inner))
    }
}
