//! Declarations of what metadata tells, of signed requests and of profiles: what the
//! tables hold, as the runtime reads them.

use oauth_runtime::spec::{
    Alg, Audience, CallKind, CallSpec, ClientAuth, Discovery, Grants, Part, Profile, ProviderSpec,
};
use oauth_runtime::{Provider, oauth_provider};

fn kinds(spec: &ProviderSpec) -> Vec<&'static str> {
    spec.calls.iter().map(|call| call.kind.key()).collect()
}

fn has_url(call: &CallSpec) -> bool {
    !call.url.origin.is_empty()
}

fn auth(spec: &ProviderSpec, kind: CallKind) -> &'static ClientAuth {
    &spec.call(kind).unwrap().client_auth
}

#[oauth_provider(issuer = "https://{tenant}.acme.example", vars(tenant: DnsLabel))]
pub struct Told;

#[test]
fn an_issuer_alone_is_everything_that_its_metadata_tells() {
    let spec = Told::SPEC;
    assert_eq!(spec.discovery, Discovery::Issuer);
    assert!(matches!(
        spec.issuer,
        Some([
            Part::Lit("https://"),
            Part::Var(0, 0, _),
            Part::Lit(".acme.example")
        ])
    ));
    let all: Vec<&str> = CallSpec::DISCOVERED
        .iter()
        .map(|call| call.kind.key())
        .collect();
    assert_eq!(kinds(spec), all);
    assert!(spec.calls.iter().all(|call| !has_url(call)));
    for kind in [
        CallKind::Token,
        CallKind::Refresh,
        CallKind::JwtBearer,
        CallKind::TokenExchange,
    ] {
        assert!(
            matches!(auth(spec, kind), ClientAuth::Discovered),
            "{kind:?}"
        );
    }
    for grant in [
        Grants::AUTHORIZATION_CODE,
        Grants::REFRESH,
        Grants::CLIENT_CREDENTIALS,
        Grants::DEVICE_CODE,
        Grants::TOKEN_EXCHANGE,
        Grants::JWT_BEARER,
        Grants::CIBA,
    ] {
        assert!(spec.grants.contains(grant), "{grant:?}");
    }
    for grant in [Grants::PASSWORD, Grants::SAML2_BEARER, Grants::PIN] {
        assert!(!spec.grants.contains(grant), "{grant:?}");
    }
    assert!(!spec.pushes && spec.api.is_none());
}

#[oauth_provider(
    issuer = "https://acme.example",
    authorize(params(access_type = "offline")),
    token = "https://tokens.acme.example/token",
    device,
    revoke(names(token = "access_token"))
)]
pub struct Partly;

#[test]
fn what_is_declared_stands_before_what_metadata_tells() {
    let spec = Partly::SPEC;
    assert_eq!(spec.discovery, Discovery::Issuer);
    assert_eq!(
        kinds(spec),
        ["authorize", "token", "device", "revoke", "jwks"]
    );
    let urls: Vec<bool> = spec.calls.iter().map(has_url).collect();
    assert_eq!(urls, [false, true, false, false, false]);
    // A call with a URL of its own is as it would be without metadata.
    assert!(matches!(auth(spec, CallKind::Token), ClientAuth::Body));
    assert!(matches!(
        auth(spec, CallKind::Device),
        ClientAuth::Discovered
    ));
    assert_eq!(spec.calls[0].params[0].name, "access_type");
    assert_eq!(spec.calls[3].rules[0].name, Some("access_token"));
    assert!(!spec.grants.contains(Grants::CLIENT_CREDENTIALS));
}

#[oauth_provider(
    issuer = "https://acme.example",
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token"
)]
pub struct Declared;

#[oauth_provider(
    issuer = "https://acme.example",
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    jwks
)]
pub struct DeclaredWithKeys;

#[oauth_provider(issuer = "https://acme.example", client_credentials)]
pub struct Machine;

#[test]
fn where_every_call_has_a_url_nothing_is_asked() {
    assert_eq!(Declared::SPEC.discovery, Discovery::None);
    assert_eq!(kinds(Declared::SPEC), ["authorize", "token"]);
    assert_eq!(DeclaredWithKeys::SPEC.discovery, Discovery::Issuer);
    assert_eq!(
        kinds(DeclaredWithKeys::SPEC),
        ["authorize", "token", "jwks"]
    );
}

#[test]
fn a_grant_that_starts_from_token_brings_it() {
    assert_eq!(kinds(Machine::SPEC), ["token", "jwks"]);
    assert!(matches!(
        auth(Machine::SPEC, CallKind::ClientCredentials),
        ClientAuth::Discovered
    ));
}

#[oauth_provider(resource = "{server}", vars(server: Url))]
pub struct AnyMcp;

#[oauth_provider(resource = "https://mcp.acme.example/mcp")]
pub struct AcmeMcp;

#[oauth_provider(
    resource = "https://api.acme.example/v1",
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api(trust("*.acme.example"))
)]
pub struct Indicated;

#[test]
fn a_resource_is_an_api_whose_metadata_tells_its_server() {
    for spec in [AnyMcp::SPEC, AcmeMcp::SPEC] {
        assert_eq!(spec.discovery, Discovery::Resource);
        assert!(spec.issuer.is_none() && spec.call(CallKind::Registration).is_some());
        assert!(has_url(&spec.api.unwrap().call));
    }
    assert!(matches!(AnyMcp::SPEC.resource, Some([Part::Var(0, 0, _)])));
    assert!(matches!(
        AcmeMcp::SPEC.resource,
        Some([Part::Lit("https://mcp.acme.example/mcp")])
    ));
    let spec = Indicated::SPEC;
    assert_eq!(spec.discovery, Discovery::None);
    let api = spec.api.unwrap();
    assert!(has_url(&api.call) && api.trust == ["*.acme.example"]);
}

#[oauth_provider(
    issuer = "https://acme.example",
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    par = "https://acme.example/par",
    registration = "https://acme.example/register",
    token_exchange(names(resource = "audience")),
    jwt_bearer(params(assertion = "{assertion}")),
    saml2_bearer,
    backchannel_authentication = "https://acme.example/ciba",
    backchannel_token(omit(client_secret)),
    jwks = "https://acme.example/jwks",
    end_session = "https://acme.example/logout",
    revoke(url = "https://acme.example/revoke", client_auth = client_secret_jwt(audience = endpoint)),
    client_auth = private_key_jwt(alg = eddsa, audience = token_endpoint),
    request_object(alg = ps256),
    callback(mode = fragment, jwt),
    dpop,
    id_token(algs(es256, rs512), encrypted),
    assertion(alg = es384, key = "{key}", claims(iss = "{client_id}")),
    vars(key: Secret),
)]
pub struct Everything;

#[oauth_provider(
    issuer = "https://acme.example",
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    callback(jwt)
)]
pub struct SignedResponse;

#[test]
fn what_is_signed_brings_the_address_of_the_keys() {
    assert_eq!(kinds(SignedResponse::SPEC), ["authorize", "token", "jwks"]);
    assert_eq!(SignedResponse::SPEC.discovery, Discovery::Issuer);
}

#[test]
fn each_standard_has_its_place_in_the_table() {
    let spec = Everything::SPEC;
    assert_eq!(spec.discovery, Discovery::None);
    assert!(spec.pushes && spec.callback.jwt);
    assert_eq!(spec.request_object.unwrap().alg, Some(Alg::Ps256));
    assert_eq!(spec.dpop.unwrap().alg, Alg::Es256);
    assert_eq!(spec.id_token.algs, [Alg::Es256, Alg::Rs512]);
    assert!(spec.id_token.encrypted);
    let ClientAuth::PrivateKeyJwt(assertion) = auth(spec, CallKind::Token) else {
        panic!("{:?}", auth(spec, CallKind::Token));
    };
    assert_eq!(assertion.alg, Some(Alg::EdDsa));
    assert_eq!(assertion.audience, Audience::TokenEndpoint);
    let ClientAuth::ClientSecretJwt(assertion) = auth(spec, CallKind::Revoke) else {
        panic!("{:?}", auth(spec, CallKind::Revoke));
    };
    assert_eq!(
        (assertion.alg, assertion.audience),
        (None, Audience::Endpoint)
    );
    let jwt = spec.call(CallKind::JwtBearer).unwrap();
    assert_eq!(jwt.assertion.unwrap().alg, Alg::Es384);
    assert_eq!(jwt.rules[0].param, oauth_runtime::spec::Param::Assertion);
    assert!(has_url(jwt) && jwt.params.is_empty());
    // What says nothing of its own is the token call.
    assert_eq!(
        spec.call(CallKind::Saml2Bearer).unwrap().kind,
        CallKind::Token
    );
    assert!(matches!(
        auth(spec, CallKind::Registration),
        ClientAuth::None
    ));
}

#[oauth_provider(issuer = "https://acme.example", client_auth = tls_client_auth, token_exchange)]
pub struct Certified;

#[test]
fn a_certificate_is_asked_for_where_it_authenticates() {
    assert!(Certified::SPEC.mtls);
    assert!(matches!(
        auth(Certified::SPEC, CallKind::TokenExchange),
        ClientAuth::TlsClientAuth
    ));
}

#[oauth_provider(issuer = "https://acme.example", profile = fapi2)]
pub struct Bank;

#[oauth_provider(
    issuer = "https://acme.example",
    profile = fapi2_message_signing,
    mtls,
    authorize,
)]
pub struct SigningBank;

#[test]
fn a_profile_brings_what_it_asks_for() {
    let spec = Bank::SPEC;
    assert_eq!(spec.profile, Profile::Fapi2);
    assert!(spec.pushes && spec.dpop.is_some() && !spec.callback.jwt);
    assert!(spec.request_object.is_none());
    assert_eq!(spec.callback.iss, oauth_runtime::spec::IssPolicy::Required);
    assert_eq!(spec.id_token.algs, [Alg::Ps256, Alg::Es256, Alg::EdDsa]);
    assert!(matches!(
        auth(spec, CallKind::Token),
        ClientAuth::PrivateKeyJwt(_)
    ));
    let spec = SigningBank::SPEC;
    assert_eq!(spec.profile, Profile::Fapi2MessageSigning);
    assert!(spec.request_object.is_some() && spec.callback.jwt);
    assert!(spec.dpop.is_none() && spec.mtls && spec.pushes);
    assert_eq!(kinds(spec), ["authorize", "par", "token", "jwks"]);
}
