//! Which parameters a call must, may and must not have.
//!
//! This is the server's own reading of the RFCs and the declaration. It shares
//! no code with the client's planning, so that each can find the other's mistakes.

use oauth_runtime::spec::{
    CallKind, CallSpec, CallbackMode, ClientAuth, Grants, Param, Pkce, Place, Presence,
    StatePolicy, ValueSpec,
};

use crate::setup::Setup;
use crate::template::Pattern;

/// Whether a parameter must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// It must be there and have a value.
    Required,
    /// It must be there, and may be empty.
    MayBeEmpty,
    /// It may be there; the grant decides.
    Optional,
    /// It must not be there.
    Never,
}

/// What is expected of one parameter of one call.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    pub(crate) param: Param,
    pub(crate) place: Place,
    pub(crate) name: &'static str,
    pub(crate) need: Need,
}

/// Where a parameter of a call travels, and under which name.
pub(crate) fn locate(
    setup: &Setup,
    kind: CallKind,
    call: &CallSpec,
    param: Param,
) -> (Place, &'static str) {
    let rule = call.rule(param);
    let in_query = matches!(setup.client_auth(kind, call), ClientAuth::Query { .. })
        && matches!(param, Param::ClientId | Param::ClientSecret);
    let usual = match (kind, param) {
        _ if in_query => Place::Query,
        (CallKind::UserInfo, Param::Token) => Place::Bearer,
        _ => call.place,
    };
    let name = match param {
        Param::Scope => setup.spec.scopes.param,
        Param::SecondScope => setup
            .spec
            .second_scopes
            .map_or(param.name(), |list| list.param),
        _ => param.name(),
    };
    (
        rule.and_then(|rule| rule.place).unwrap_or(usual),
        rule.and_then(|rule| rule.name).unwrap_or(name),
    )
}

/// Whether a call is declared without a parameter.
pub(crate) fn is_omitted(call: &CallSpec, param: Param) -> bool {
    call.rule(param)
        .is_some_and(|rule| rule.presence == Presence::Omit)
}

/// The fixed value of a parameter, when it is a text.
pub(crate) fn fixed_text(
    setup: &Setup,
    kind: CallKind,
    call: &CallSpec,
    param: Param,
) -> Option<Pattern> {
    let declared = call.rule(param).and_then(|rule| rule.value);
    if let Some(ValueSpec::Text(parts)) = declared {
        return setup.values(None).fill(parts).ok();
    }
    if declared.is_some() {
        return None;
    }
    let text = match (param, kind) {
        (Param::ResponseType, _) => "code",
        (Param::ResponseMode, CallKind::Authorize) => response_mode(setup)?,
        (Param::GrantType, CallKind::Token) => "authorization_code",
        (Param::GrantType, CallKind::Refresh) => "refresh_token",
        (Param::GrantType, CallKind::ClientCredentials) => "client_credentials",
        (Param::GrantType, CallKind::Password) => "password",
        (Param::GrantType, CallKind::DeviceToken) => "urn:ietf:params:oauth:grant-type:device_code",
        (Param::GrantType, CallKind::TokenExchange) => {
            "urn:ietf:params:oauth:grant-type:token-exchange"
        }
        (Param::GrantType, CallKind::JwtBearer) => "urn:ietf:params:oauth:grant-type:jwt-bearer",
        (Param::GrantType, CallKind::Saml2Bearer) => {
            "urn:ietf:params:oauth:grant-type:saml2-bearer"
        }
        (Param::GrantType, CallKind::BackchannelToken) => "urn:openid:params:grant-type:ciba",
        (Param::CodeChallengeMethod, _) => match setup.pkce() {
            Pkce::S256 | Pkce::S256Hex => "S256",
            Pkce::Plain => "plain",
            _ => return None,
        },
        _ => return None,
    };
    Some(Pattern::literal(text))
}

/// How the response must be asked for, where it is not in the query as it is.
fn response_mode(setup: &Setup) -> Option<&'static str> {
    match (setup.signs_responses(), setup.spec.callback.mode) {
        (true, CallbackMode::Fragment) => Some("fragment.jwt"),
        (true, CallbackMode::FormPost) => Some("form_post.jwt"),
        (true, _) => Some("query.jwt"),
        (false, CallbackMode::FormPost) => Some("form_post"),
        (false, _) => None,
    }
}

/// What is expected of every standard parameter of a call. A parameter that is
/// not listed has no business in it.
pub(crate) fn expected(
    setup: &Setup,
    kind: CallKind,
    call: &'static CallSpec,
    auth: &ClientAuth,
) -> Vec<Expected> {
    Param::ALL
        .iter()
        .map(|param| {
            let (place, name) = locate(setup, kind, call, *param);
            Expected {
                param: *param,
                place,
                name,
                need: need(setup, kind, call, auth, *param),
            }
        })
        .collect()
}

fn need(setup: &Setup, kind: CallKind, call: &CallSpec, auth: &ClientAuth, param: Param) -> Need {
    let standard = match param {
        Param::ClientId
        | Param::ClientSecret
        | Param::ClientAssertionType
        | Param::ClientAssertion => by_client_auth(kind, auth, param),
        _ => by_rfc(setup, kind, param),
    };
    let Some(rule) = call.rule(param) else {
        return standard;
    };
    match rule.presence {
        Presence::Omit => Need::Never,
        Presence::SendEmpty => Need::MayBeEmpty,
        _ if matches!(rule.value, Some(ValueSpec::Text(parts)) if setup.values(None).fill(parts).is_err()) => {
            Need::Optional
        }
        _ if rule.value.is_some() => Need::Required,
        // Sent when it has a value, which only the grant knows.
        Presence::Send if standard == Need::Never => Need::Optional,
        _ => standard,
    }
}

fn by_client_auth(kind: CallKind, auth: &ClientAuth, param: Param) -> Need {
    // A step names its client only where it authenticates it.
    if matches!(kind, CallKind::Step | CallKind::Learn) && matches!(auth, ClientAuth::None) {
        return Need::Never;
    }
    let as_parameter = match auth {
        ClientAuth::None | ClientAuth::TlsClientAuth => param == Param::ClientId,
        ClientAuth::Body | ClientAuth::Query { .. } => {
            matches!(param, Param::ClientId | Param::ClientSecret)
        }
        ClientAuth::PrivateKeyJwt(_) | ClientAuth::ClientSecretJwt(_) => {
            param != Param::ClientSecret
        }
        ClientAuth::Header { id, .. } => param == Param::ClientId && id.is_none(),
        _ => false,
    };
    match as_parameter && !matches!(kind, CallKind::Api | CallKind::UserInfo) {
        true => Need::Required,
        false => Need::Never,
    }
}

fn by_rfc(setup: &Setup, kind: CallKind, param: Param) -> Need {
    use Need::{Never, Optional, Required};
    let spec = setup.spec;
    let scope = match spec.scopes.required {
        true => Required,
        false => Optional,
    };
    let proof = match setup.pkce() {
        Pkce::None => Never,
        _ => Required,
    };
    match (kind, param) {
        (CallKind::Authorize, Param::ResponseType) => Required,
        (CallKind::Authorize, Param::RedirectUri) => match spec.grants.contains(Grants::PIN) {
            true => Optional,
            false => Required,
        },
        (CallKind::Authorize, Param::Scope) => scope,
        (CallKind::Authorize, Param::SecondScope) if spec.second_scopes.is_some() => Optional,
        (CallKind::Authorize, Param::State) => match spec.callback.state_policy {
            StatePolicy::Unsupported | StatePolicy::InRedirectUri => Never,
            // A sign-in by PIN has no callback; with one, the state is asked for there.
            _ => Optional,
        },
        (CallKind::Authorize, Param::Nonce) if spec.nonce => Required,
        (CallKind::Authorize, Param::CodeChallenge | Param::CodeChallengeMethod) => proof,
        (CallKind::Authorize | CallKind::Par, Param::DpopJkt) if spec.dpop.is_some() => Optional,
        (CallKind::Authorize, Param::ResponseMode) if response_mode(setup).is_some() => Required,
        (CallKind::Authorize, Param::IdTokenHint | Param::Resource) => Optional,
        (
            CallKind::Token | CallKind::Refresh | CallKind::ClientCredentials | CallKind::Device,
            Param::Resource,
        ) => Optional,
        // The pushed request is read once more, as the browser's.
        (CallKind::Par, Param::ClientId | Param::Request) => Optional,
        (CallKind::Par, param) => match by_rfc(setup, CallKind::Authorize, param) {
            Required => Optional,
            need => need,
        },
        (CallKind::Token, Param::GrantType | Param::Code) => Required,
        // Bound to the authorization, so the exchange decides.
        (CallKind::Token, Param::RedirectUri) => Optional,
        (CallKind::Token, Param::CodeVerifier) if proof == Required => Optional,
        (CallKind::Refresh, Param::GrantType | Param::RefreshToken) => Required,
        (CallKind::ClientCredentials, Param::GrantType) => Required,
        (CallKind::ClientCredentials | CallKind::Device | CallKind::Password, Param::Scope) => {
            Optional
        }
        (CallKind::Password, Param::GrantType | Param::Username | Param::Password) => Required,
        (CallKind::CodeRequest, Param::Username | Param::Password) => Required,
        (CallKind::DeviceToken, Param::GrantType | Param::DeviceCode) => Required,
        (CallKind::BackchannelAuthentication, Param::Scope) => Required,
        (CallKind::BackchannelAuthentication, Param::IdTokenHint) => Optional,
        (CallKind::BackchannelToken, Param::GrantType | Param::AuthReqId) => Required,
        (
            CallKind::TokenExchange,
            Param::GrantType | Param::SubjectToken | Param::SubjectTokenType,
        ) => Required,
        (
            CallKind::TokenExchange,
            Param::ActorToken
            | Param::ActorTokenType
            | Param::RequestedTokenType
            | Param::Scope
            | Param::Resource,
        ) => Optional,
        (CallKind::JwtBearer | CallKind::Saml2Bearer, Param::GrantType | Param::Assertion) => {
            Required
        }
        (CallKind::JwtBearer | CallKind::Saml2Bearer, Param::Scope) => Optional,
        (CallKind::Revoke | CallKind::Introspect | CallKind::UserInfo, Param::Token) => Required,
        _ => Never,
    }
}
