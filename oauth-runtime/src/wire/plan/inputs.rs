//! What a request is made of, beside the declaration.

use std::fmt;
use std::time::SystemTime;

use super::signing::Own;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{Bearer, ClientAuth, Param, Pkce, ProviderSpec, Slot, StepSpec, VarKind};
use crate::token::Kept;
use crate::value;

/// The tenant values of a client, checked against their kinds.
///
/// `Debug` prints no value: some are secrets.
#[derive(Clone, Default)]
pub struct VarValues(Vec<Option<Box<str>>>);

impl fmt::Debug for VarValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = self.0.iter().flatten().count();
        f.debug_struct("VarValues")
            .field("set", &set)
            .finish_non_exhaustive()
    }
}

impl VarValues {
    /// Checks each value of `read` against its declared kind and fills in defaults.
    ///
    /// # Errors
    /// `E0601` for a value that its kind does not allow, `E0602` for a missing one.
    pub fn check<'v>(
        spec: &'static ProviderSpec,
        read: impl Fn(usize) -> Option<&'v str>,
    ) -> Result<Self, Error> {
        Self::check_each(spec, &read)
    }

    /// Not generic, so that it is compiled once and not for each provider.
    pub(crate) fn check_each<'v>(
        spec: &'static ProviderSpec,
        read: &dyn Fn(usize) -> Option<&'v str>,
    ) -> Result<Self, Error> {
        let mut values = Vec::with_capacity(spec.vars.len());
        for (index, var) in spec.vars.iter().enumerate() {
            let Some(text) = read(index).or(var.default) else {
                if var.optional {
                    values.push(None);
                    continue;
                }
                return Err(
                    Error::new(Code::ValueUnset, format!("`{}` is not set", var.wire))
                        .of(spec.id)
                        .key(format!("vars({})", var.name)),
                );
            };
            let checked = value::check(&var.kind, text).map_err(|why| {
                Error::new(Code::ValueRefused, format!("`{}` {why}", var.wire))
                    .of(spec.id)
                    .key(format!("vars({})", var.name))
            })?;
            values.push(Some(checked.into()));
        }
        Ok(Self(values))
    }

    /// The values as one text that tells tenants apart: `name=value`, joined by `&`.
    /// It is printed and stored as a name, so no secret is in it; and one that
    /// changes does not make another tenant.
    pub(crate) fn tenant(&self, spec: &'static ProviderSpec) -> String {
        let mut tenant = String::new();
        for (var, value) in spec.vars.iter().zip(&self.0) {
            if let Some(value) = value
                && !matches!(var.kind, VarKind::Secret)
            {
                if !tenant.is_empty() {
                    tenant.push('&');
                }
                tenant.push_str(var.wire);
                tenant.push('=');
                tenant.push_str(value);
            }
        }
        tenant
    }

    /// The values that are secrets.
    fn secrets(&self, spec: &'static ProviderSpec) -> impl Iterator<Item = &str> {
        let secret = |kind: &VarKind| matches!(kind, VarKind::Secret);
        let vars = spec.vars.iter().zip(&self.0);
        vars.filter_map(move |(var, value)| value.as_deref().filter(|_| secret(&var.kind)))
    }

    /// The text that a variable stands for: its value, or what its choice names.
    pub(crate) fn text(&self, spec: &'static ProviderSpec, var: u8, field: u8) -> Option<&str> {
        let value = self.0.get(usize::from(var))?.as_deref()?;
        match spec.vars.get(usize::from(var))?.kind {
            VarKind::OneOf(choices) => {
                let choice = choices.iter().find(|choice| choice.name == value)?;
                choice.values.get(usize::from(field)).map(|(_, text)| *text)
            }
            _ => Some(value),
        }
    }
}

/// A loopback server that stands in for every declared endpoint.
///
/// Scheme, host and port are replaced, path and query are kept.
#[derive(Clone, Debug)]
pub struct LoopbackOrigin(Box<str>);

impl LoopbackOrigin {
    /// Takes `http://127.0.0.1:PORT`, or the same for `localhost` and `[::1]`.
    ///
    /// # Errors
    /// `E0604` for anything that is not on loopback.
    pub fn new(origin: &str) -> Result<Self, Error> {
        let bare = origin.strip_suffix('/').unwrap_or(origin);
        let authority = bare
            .strip_prefix("http://")
            .or_else(|| bare.strip_prefix("https://"));
        match authority {
            Some(authority) if value::is_loopback_authority(authority) => Ok(Self(bare.into())),
            _ => Err(Error::new(
                Code::InsecureUrl,
                "a stand-in server must be on loopback, as in `http://127.0.0.1:PORT`",
            )
            .key("against")),
        }
    }

    /// The origin as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Everything a plan may need. Fields that a call does not use stay unset.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Inputs<'a> {
    /// The tenant values.
    pub vars: Option<&'a VarValues>,
    /// Replaces scheme, host and port of every endpoint.
    pub against: Option<&'a LoopbackOrigin>,
    /// Replaces the declared URL of the call.
    pub url: Option<&'a str>,
    /// The client id.
    pub client_id: &'a str,
    /// The client secret.
    pub client_secret: Option<SecretText<'a>>,
    /// Replaces the declared client authentication.
    pub client_auth: Option<&'a ClientAuth>,
    /// The method for calls that leave it to the metadata.
    pub learned_auth: Option<&'a ClientAuth>,
    /// The issuer whose metadata gave the addresses that the declaration does not.
    pub metadata_of: Option<&'a str>,
    /// How the access token travels on API calls; `None`: the first declared form.
    pub bearer: Option<Bearer>,
    /// Replaces the declared PKCE method.
    pub pkce: Option<Pkce>,
    /// The redirect URI of the sign-in.
    pub redirect_uri: Option<&'a str>,
    /// The requested scopes, joined.
    pub scope: Option<&'a str>,
    /// The scopes of the second list, joined.
    pub second_scope: Option<&'a str>,
    /// The state.
    pub state: Option<SecretText<'a>>,
    /// The nonce.
    pub nonce: Option<SecretText<'a>>,
    /// The PKCE challenge.
    pub code_challenge: Option<&'a str>,
    /// The PKCE verifier.
    pub code_verifier: Option<SecretText<'a>>,
    /// The authorization code.
    pub code: Option<SecretText<'a>>,
    /// The refresh token.
    pub refresh_token: Option<SecretText<'a>>,
    /// The user's name.
    pub username: Option<&'a str>,
    /// The user's password.
    pub password: Option<SecretText<'a>>,
    /// The device code.
    pub device_code: Option<SecretText<'a>>,
    /// The token to revoke or to look at.
    pub token: Option<SecretText<'a>>,
    /// Which kind of token [`Inputs::token`] is.
    pub token_type_hint: Option<&'a str>,
    /// The signed JWT with which the client authenticates (RFC 7523 §2.2).
    pub client_assertion: Option<SecretText<'a>>,
    /// The protected resource that the token is for (RFC 8707).
    pub resource: Option<&'a str>,
    /// How the response comes back, where that is not the default.
    pub response_mode: Option<&'a str>,
    /// The signed authorization request (RFC 9101).
    pub request: Option<SecretText<'a>>,
    /// Where the pushed authorization request is kept (RFC 9126 §2.2).
    pub request_uri: Option<&'a str>,
    /// The thumbprint of the session's DPoP key (RFC 9449 §10).
    pub dpop_jkt: Option<&'a str>,
    /// The assertion of an assertion grant (RFC 7521 §4.1).
    pub grant_assertion: Option<SecretText<'a>>,
    /// The token to exchange, and its type (RFC 8693 §2.1).
    pub subject_token: Option<(SecretText<'a>, &'a str)>,
    /// The token of the acting party, and its type (RFC 8693 §2.1).
    pub actor_token: Option<(SecretText<'a>, &'a str)>,
    /// The type of token that is asked for (RFC 8693 §2.1).
    pub requested_token_type: Option<&'a str>,
    /// The `auth_req_id` of a backchannel authentication (OpenID CIBA §7.3).
    pub auth_req_id: Option<SecretText<'a>>,
    /// The ID token of the session that ends (OpenID Connect RP-Initiated Logout §2).
    pub id_token_hint: Option<SecretText<'a>>,
    /// Where the browser goes after a logout.
    pub post_logout_redirect_uri: Option<&'a str>,
    /// The access token, for calls and templates that carry it.
    pub access_token: Option<SecretText<'a>>,
    /// Values kept from the token answer.
    pub token_values: Option<&'a Kept>,
    /// Values kept from the callback.
    pub callback_values: Option<&'a Kept>,
    /// The time of the request.
    pub now: Option<SystemTime>,
    /// The UUID of the request.
    pub uuid: Option<&'a str>,
    /// Replaces the declared URL of the token call where a template names it.
    pub token_url: Option<&'a str>,
    /// What the steps before this call kept, each under the step's name.
    pub steps: &'a [(&'static str, Kept)],
    /// The signed JWT of the call.
    pub(crate) assertion: Option<SecretText<'a>>,
    /// What the request knows of itself.
    pub(crate) own: Option<Own<'a>>,
    /// The request is written for a page: no key and no hook is used.
    pub(crate) page: bool,
    /// What answers and callbacks will bring is not known yet: its place is shown.
    pub(crate) open: bool,
    /// Whether the access token travels as on API calls although the call is none.
    pub carries_token: bool,
    /// Parameters of the caller's own, after all others.
    pub params: &'a [(String, String)],
    /// The same, where the value must never be printed.
    pub(crate) secret_params: &'a [(&'static str, Secret)],
}

/// The host of a URL, without port.
fn host_of(url: &str) -> &str {
    let (origin, _) = value::split_origin(url);
    let authority = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    match authority.strip_prefix('[') {
        Some(_) => authority.split_inclusive(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// A borrowed secret whose `Debug` prints nothing of it.
#[derive(Clone, Copy)]
pub struct SecretText<'a>(pub &'a str);

impl std::fmt::Debug for SecretText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretText(..)")
    }
}

impl<'a> From<&'a crate::Secret> for SecretText<'a> {
    fn from(secret: &'a crate::Secret) -> Self {
        Self(secret.expose())
    }
}

impl<'a> Inputs<'a> {
    /// The value of a standard parameter that does not depend on the call.
    #[inline]
    pub(crate) fn value(&self, param: Param) -> Option<&'a str> {
        let secret = |text: Option<SecretText<'a>>| text.map(|text| text.0);
        match param {
            Param::ClientId => Some(self.client_id),
            Param::ClientSecret => secret(self.client_secret),
            Param::RedirectUri => self.redirect_uri,
            Param::Scope => self.scope,
            Param::SecondScope => self.second_scope,
            Param::State => secret(self.state),
            Param::Nonce => secret(self.nonce),
            Param::CodeChallenge => self.code_challenge,
            Param::Code => secret(self.code),
            Param::CodeVerifier => secret(self.code_verifier),
            Param::RefreshToken => secret(self.refresh_token),
            Param::Username => self.username,
            Param::Password => secret(self.password),
            Param::DeviceCode => secret(self.device_code),
            Param::Token => secret(self.token),
            Param::TokenTypeHint => self.token_type_hint,
            Param::ClientAssertion => secret(self.client_assertion),
            Param::ClientAssertionType => self
                .client_assertion
                .map(|_| "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            Param::Resource => self.resource,
            Param::ResponseMode => self.response_mode,
            Param::Request => secret(self.request),
            Param::RequestUri => self.request_uri,
            Param::DpopJkt => self.dpop_jkt,
            Param::Assertion => secret(self.grant_assertion),
            Param::SubjectToken => self.subject_token.map(|(text, _)| text.0),
            Param::SubjectTokenType => self.subject_token.map(|(_, kind)| kind),
            Param::ActorToken => self.actor_token.map(|(text, _)| text.0),
            Param::ActorTokenType => self.actor_token.map(|(_, kind)| kind),
            Param::RequestedTokenType => self.requested_token_type,
            Param::AuthReqId => secret(self.auth_req_id),
            Param::IdTokenHint => secret(self.id_token_hint),
            Param::PostLogoutRedirectUri => self.post_logout_redirect_uri,
            _ => None,
        }
    }

    /// The value of a template slot.
    pub(crate) fn slot(&self, slot: Slot) -> Option<&'a str> {
        match slot {
            Slot::ClientId => Some(self.client_id),
            Slot::ClientSecret => self.value(Param::ClientSecret),
            Slot::RedirectUri => self.redirect_uri,
            Slot::Scope => self.scope,
            Slot::AccessToken => self.access_token.map(|text| text.0),
            Slot::RefreshToken => self.value(Param::RefreshToken),
            Slot::Code => self.value(Param::Code),
            Slot::State => self.value(Param::State),
            Slot::Uuid => self.uuid,
            Slot::Step(step, name) => {
                let (_, kept) = self.steps.iter().rev().find(|(known, _)| *known == step)?;
                kept.str(name)
            }
            Slot::RedirectHost => self.redirect_uri.map(host_of),
            Slot::Assertion => self.assertion.map(|text| text.0),
            Slot::Path => self.own.map(|own| own.path),
            // They are made where the template is filled.
            Slot::TokenUrl | Slot::Body => None,
            Slot::Token(name) => self.token_values?.str(name),
            Slot::Callback(name) => self.callback_values?.str(name),
        }
    }

    /// The secrets that the client holds while it sends the request, to be cut out
    /// of whatever the provider answers.
    pub(crate) fn secrets(&self, spec: &'static ProviderSpec) -> Vec<&'a str> {
        let own = [
            self.client_secret,
            self.code,
            self.code_verifier,
            self.refresh_token,
            self.password,
            self.device_code,
            self.token,
            self.access_token,
            self.client_assertion,
            self.request,
            self.grant_assertion,
            self.subject_token.map(|(text, _)| text),
            self.actor_token.map(|(text, _)| text),
            self.auth_req_id,
            self.id_token_hint,
        ];
        let own = own.into_iter().flatten().map(|text| text.0);
        let vars = self.vars.into_iter();
        let steps = self.steps.iter().flat_map(|(_, kept)| kept.secrets());
        let kept = self.token_values.into_iter().flat_map(Kept::secrets);
        let own = own.chain(steps).chain(kept);
        let given = self.secret_params.iter().map(|(_, text)| text.expose());
        let own = own.chain(given);
        own.chain(vars.flat_map(|vars| vars.secrets(spec)))
            .collect()
    }
}

/// What of a call's own inputs a step of it has: the address, the client
/// authentication and the caller's parameters are the call's alone.
pub(crate) fn step_inputs<'a>(step: &StepSpec, inputs: &Inputs<'a>) -> Inputs<'a> {
    Inputs {
        url: None,
        client_auth: None,
        params: &[],
        secret_params: &[],
        carries_token: step.bearer,
        ..*inputs
    }
}
