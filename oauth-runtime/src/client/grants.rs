//! Grants in which another token or a statement of somebody else is handed in.

use super::{Client, DynClient};
use crate::capability::{BackchannelGrant, JwtBearerGrant, Saml2BearerGrant, TokenExchangeGrant};
use crate::flow::{
    BackchannelRequest, DynBackchannelRequest, DynExchange, DynGrant, Exchange, Grant, TokenType,
};
use crate::provider::Provider;
use crate::scope::join;
use crate::secret::Secret;
use crate::session::{DynSession, Session};
use crate::spec::CallKind;

impl DynClient {
    /// Exchanges a token for another one (RFC 8693). The token is not kept: where the
    /// answer has no refresh token, a renewal asks to exchange again.
    pub fn token_exchange(&self, subject_token: impl Into<Secret>, kind: TokenType) -> DynExchange {
        DynExchange::of_token(self.core().clone(), subject_token.into(), kind)
    }

    /// Exchanges the access token of a session, perhaps of another provider, for one
    /// of this provider (RFC 8693). A renewal exchanges again, through that session.
    pub fn token_exchange_of(&self, subject: &DynSession) -> DynExchange {
        DynExchange::of_session(self.core().clone(), subject.clone())
    }

    /// Obtains a token for a JWT that somebody made (RFC 7523 §2.1). It is not kept:
    /// where the answer has no refresh token, a renewal asks for a new one.
    pub fn jwt_bearer(&self, assertion: impl Into<Secret>, scope: impl Into<String>) -> DynGrant {
        DynGrant::new(self.core().clone(), CallKind::JwtBearer, scope.into())
            .assertion(assertion.into())
    }

    /// Obtains a token for a JWT that the declaration makes (RFC 7521 §3,
    /// "self-issued"), as service accounts do. A renewal makes a new one, without
    /// anybody.
    pub fn jwt_bearer_self_issued(&self, scope: impl Into<String>) -> DynGrant {
        DynGrant::new(self.core().clone(), CallKind::JwtBearer, scope.into())
    }

    /// Obtains a token for a SAML 2.0 assertion (RFC 7522 §2.1): one `<Assertion>` in
    /// XML, byte for byte as it was signed, or the same in base64url. It is not kept:
    /// where the answer has no refresh token, a renewal asks for a new one.
    pub fn saml2_bearer(&self, assertion: impl Into<Secret>, scope: impl Into<String>) -> DynGrant {
        DynGrant::new(self.core().clone(), CallKind::Saml2Bearer, scope.into())
            .assertion(assertion.into())
    }

    /// Asks a person to sign in on a device of their own, without a browser of this
    /// program (OpenID CIBA §7.1). Say who it is with one of the hints.
    pub fn backchannel_authentication(&self, scope: impl Into<String>) -> DynBackchannelRequest {
        DynBackchannelRequest::new(self.core().clone(), scope.into())
    }
}

impl<P: Provider> Client<P> {
    /// Exchanges a token for another one (RFC 8693). The token is not kept: where the
    /// answer has no refresh token, a renewal asks to exchange again.
    pub fn token_exchange(&self, subject_token: impl Into<Secret>, kind: TokenType) -> Exchange<P>
    where
        P: TokenExchangeGrant,
    {
        Exchange::new(self.as_dyn().token_exchange(subject_token, kind))
    }

    /// Exchanges the access token of a session, perhaps of another provider, for one
    /// of this provider (RFC 8693). A renewal exchanges again, through that session.
    pub fn token_exchange_of<Q: Provider>(&self, subject: &Session<Q>) -> Exchange<P>
    where
        P: TokenExchangeGrant,
    {
        Exchange::new(self.as_dyn().token_exchange_of(subject.as_dyn()))
    }

    /// Obtains a token for a JWT that somebody made (RFC 7523 §2.1). It is not kept:
    /// where the answer has no refresh token, a renewal asks for a new one.
    pub fn jwt_bearer(
        &self,
        assertion: impl Into<Secret>,
        scopes: impl IntoIterator<Item = P::Scope>,
    ) -> Grant<P>
    where
        P: JwtBearerGrant,
    {
        let scope = join(&P::SPEC.scopes, scopes);
        Grant::new(self.as_dyn().jwt_bearer(assertion, scope))
    }

    /// Obtains a token for a JWT that the declaration makes (RFC 7521 §3,
    /// "self-issued"), as service accounts do. A renewal makes a new one, without
    /// anybody.
    pub fn jwt_bearer_self_issued(&self, scopes: impl IntoIterator<Item = P::Scope>) -> Grant<P>
    where
        P: JwtBearerGrant,
    {
        let scope = join(&P::SPEC.scopes, scopes);
        Grant::new(self.as_dyn().jwt_bearer_self_issued(scope))
    }

    /// Obtains a token for a SAML 2.0 assertion (RFC 7522 §2.1): one `<Assertion>` in
    /// XML, byte for byte as it was signed, or the same in base64url. It is not kept:
    /// where the answer has no refresh token, a renewal asks for a new one.
    pub fn saml2_bearer(
        &self,
        assertion: impl Into<Secret>,
        scopes: impl IntoIterator<Item = P::Scope>,
    ) -> Grant<P>
    where
        P: Saml2BearerGrant,
    {
        let scope = join(&P::SPEC.scopes, scopes);
        Grant::new(self.as_dyn().saml2_bearer(assertion, scope))
    }

    /// Asks a person to sign in on a device of their own, without a browser of this
    /// program (OpenID CIBA §7.1). Say who it is with one of the hints.
    pub fn backchannel_authentication(
        &self,
        scopes: impl IntoIterator<Item = P::Scope>,
    ) -> BackchannelRequest<P>
    where
        P: BackchannelGrant,
    {
        let scope = join(&P::SPEC.scopes, scopes);
        BackchannelRequest::new(self.as_dyn().backchannel_authentication(scope))
    }
}
