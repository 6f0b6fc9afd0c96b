//! Client authentication (RFC 6749 §2.3), by exact comparison.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_runtime::spec::{
    Basic, BasicContent, BasicEncoding, CallKind, CallSpec, ClientAuth, Param, Place, ValueSpec,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::expect::is_omitted;
use super::leftover::Claims;
use super::{Request, locate};
use crate::clients::Registered;
use crate::refusal::Refusal;
use crate::route::Route;
use crate::setup::Setup;

/// The method that this request must use. A client without a secret can only name itself.
pub(super) fn effective(
    setup: &Setup,
    kind: CallKind,
    call: &CallSpec,
    request: &Request,
    owner: Option<usize>,
) -> ClientAuth {
    let declared = setup.client_auth(kind, call);
    // Their proof is no secret, so a client without one has it too.
    if by_key(&declared) {
        return declared;
    }
    let id_only =
        matches!(declared, ClientAuth::Basic(basic) if basic.content == BasicContent::IdOnly);
    if id_only {
        return declared;
    }
    let client = match is_omitted(call, Param::ClientId) {
        true => owner,
        false => {
            let (place, name) = locate(setup, kind, call, Param::ClientId);
            let named = request.text(setup, place, name);
            position(setup, |client| {
                client.is_public() && named.as_deref() == Some(&*client.id)
            })
        }
    };
    let client = client.and_then(|at| setup.clients.get(at));
    match client.as_deref().is_some_and(Registered::is_public) {
        true => ClientAuth::None,
        false => declared,
    }
}

/// Whether a client proves itself by a key and not by its secret in clear.
fn by_key(auth: &ClientAuth) -> bool {
    matches!(
        auth,
        ClientAuth::PrivateKeyJwt(_) | ClientAuth::ClientSecretJwt(_) | ClientAuth::TlsClientAuth
    )
}

/// What a request tells of its client.
pub(super) struct Known<'a> {
    pub(super) values: &'a [(Param, String)],
    /// The client that the presented grant was made for, where none is named.
    pub(super) owner: Option<usize>,
}

impl Known<'_> {
    fn value(&self, param: Param) -> Option<&str> {
        self.values
            .iter()
            .find(|(known, _)| *known == param)
            .map(|(_, value)| value.as_str())
    }
}

/// Finds the client of a request and checks its proof.
pub(super) fn authenticate(
    setup: &Setup,
    route: &Route,
    request: &Request,
    auth: &ClientAuth,
    known: &Known<'_>,
    claims: &mut Claims,
) -> Result<Option<usize>, Refusal> {
    let unproved = matches!(auth, ClientAuth::None) && route.kind == CallKind::Learn;
    if unproved || matches!(route.kind, CallKind::Api | CallKind::UserInfo) {
        return Ok(None);
    }
    let unnamed = is_omitted(route.call, Param::ClientId);
    let declared = route.call.rule(Param::ClientId).and_then(|rule| rule.value);
    let by_id = |client: &Registered| match (known.value(Param::ClientId), declared) {
        (Some(given), Some(ValueSpec::Text(parts))) => setup
            .values(Some(client))
            .fill(parts)
            .is_ok_and(|pattern| pattern.matches(given)),
        (given, _) => given == Some(&client.id),
    };
    let found = match auth {
        ClientAuth::None if route.kind == CallKind::Step => return Ok(None),
        ClientAuth::None if unnamed => {
            return Ok(match setup.client_auth(route.kind, route.call) {
                ClientAuth::None => None,
                _ => known.owner,
            });
        }
        ClientAuth::None => position(setup, by_id),
        // The connection's certificate is not this server's to see.
        ClientAuth::TlsClientAuth => position(setup, by_id),
        ClientAuth::PrivateKeyJwt(declared) | ClientAuth::ClientSecretJwt(declared) => {
            let wanted = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            if known.value(Param::ClientAssertionType) != Some(wanted) {
                let text = "`client_assertion_type` is not that of a JWT (RFC 7523 2.2)";
                return Err(Refusal::client(text));
            }
            let found = position(setup, by_id);
            if let Some(client) = found.and_then(|at| setup.clients.get(at)) {
                let jwt = known.value(Param::ClientAssertion).unwrap_or_default();
                let by_secret = matches!(auth, ClientAuth::ClientSecretJwt(_));
                let call = (route.kind, *declared);
                super::jwt::assertion(setup, call, request, &client, jwt, by_secret)?;
            }
            found
        }
        ClientAuth::Body | ClientAuth::Query { .. } => {
            let secret = known.value(Param::ClientSecret).unwrap_or_default();
            match (unnamed, is_omitted(route.call, Param::ClientSecret)) {
                (true, true) => return Ok(None),
                (true, false) => by_secret(setup, secret, known.owner),
                (false, true) => position(setup, by_id),
                (false, false) => {
                    position(setup, |client| by_id(client) && client.is_secret(secret))
                }
            }
        }
        ClientAuth::Header {
            id: id_name,
            secret: name,
        } => {
            let mut read = |name: &str| {
                claims.add(setup, Place::Header, name, request);
                request
                    .header(name)
                    .ok_or_else(|| Refusal::client(format!("the header `{name}` is missing")))
            };
            let secret = read(name)?;
            let id = match id_name {
                Some(name) => Some(read(name)?),
                None => known.value(Param::ClientId),
            };
            match unnamed && id_name.is_none() {
                true => by_secret(setup, secret, known.owner),
                false => position(setup, |client| {
                    id == Some(&client.id) && client.is_secret(secret)
                }),
            }
        }
        _ => by_authorization(setup, request, auth, claims)?,
    };
    found.map(Some).ok_or_else(|| {
        Refusal::client(format!(
            "no registered client proves itself like this; expected {}",
            auth.describe()
        ))
    })
}

fn position(setup: &Setup, is: impl Fn(&Registered) -> bool) -> Option<usize> {
    setup.clients.position(is)
}

/// Finds a client by its secret alone. Of several with one secret it is the `owner`
/// of the grant.
fn by_secret(setup: &Setup, secret: &str, owner: Option<usize>) -> Option<usize> {
    let is = |client: &Registered| client.is_secret(secret);
    let own = owner.and_then(|at| setup.clients.get(at));
    let is_own = own.is_some_and(|client| is(&client));
    let first = position(setup, is);
    match is_own {
        true => owner,
        false => first,
    }
}

fn by_authorization(
    setup: &Setup,
    request: &Request,
    auth: &ClientAuth,
    claims: &mut Claims,
) -> Result<Option<usize>, Refusal> {
    let given = request.header("authorization").ok_or_else(|| {
        Refusal::client(format!(
            "the `Authorization` header is missing; expected {}",
            auth.describe()
        ))
    })?;
    claims.add(setup, Place::Header, "authorization", request);
    let found = position(setup, |client| match auth {
        ClientAuth::Basic(basic) => given == basic_value(basic, client),
        ClientAuth::Authorization(parts) => setup
            .values(Some(client))
            .at(&request.scene)
            .fill(parts)
            .is_ok_and(|pattern| pattern.matches(given)),
        _ => false,
    });
    if let (None, ClientAuth::Basic(basic)) = (found, auth) {
        let other = Basic {
            encoding: match basic.encoding {
                BasicEncoding::Raw => BasicEncoding::Form,
                _ => BasicEncoding::Raw,
            },
            ..*basic
        };
        if position(setup, |client| given == basic_value(&other, client)).is_some() {
            return Err(Refusal::client(match basic.encoding {
                BasicEncoding::Raw => {
                    "id and secret were form-encoded before Base64; they go in as they are"
                }
                _ => "id and secret must be form-encoded before Base64 (RFC 6749 2.3.1)",
            }));
        }
    }
    Ok(found)
}

/// `application/x-www-form-urlencoded` leaves these as they are.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b' ');

fn basic_value(basic: &Basic, client: &Registered) -> String {
    let written = |text: &str| match basic.encoding {
        BasicEncoding::Raw => text.to_owned(),
        _ => utf8_percent_encode(text, FORM)
            .to_string()
            .replace(' ', "+"),
    };
    let id = written(&client.id);
    let secret = client
        .secret()
        .map_or(String::new(), |secret| written(secret.expose()));
    let pair = match basic.content {
        BasicContent::SecretOnly => format!("{secret}:"),
        BasicContent::IdOnly => format!("{id}:"),
        _ => format!("{id}:{secret}"),
    };
    format!("{} {}", basic.scheme, STANDARD.encode(pair))
}
