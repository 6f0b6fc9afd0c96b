//! oidc-provider from npm.

use oauth_runtime::spec::{CallbackSpec, ClientAuth, IssPolicy, Part, ProviderSpec};
use oauth_runtime::value::Origin;
use oauth_runtime::{Code, DynClient, Granted, Provider, oauth_provider};

use super::browser::{approve, refuse};
use super::running::{REDIRECT_URI, RealServer, Running, WEB_SECRET, tests_of};

/// As its metadata has it.
#[oauth_provider(
    vars(site: Origin),
    origin = "{site}",
    authorize = "/auth",
    token = "/token",
    client_credentials,
    revoke = "/token/revocation",
    introspect = "/token/introspection",
    userinfo = "/me",
    client_auth = basic,
    scopes(OpenId = "openid", OfflineAccess = "offline_access", Read = "read", Write = "write"),
    api = "/api/",
)]
pub struct OidcProvider;

impl RealServer for OidcProvider {
    const NAME: &'static str = "oidc-provider";
    const READS: &'static [ClientAuth] = &[ClientAuth::BASIC, ClientAuth::Body];
    // It calls the whole request invalid when the header cannot be read.
    const MISREADS: (ClientAuth, Code) = (ClientAuth::BASIC_RAW, Code::InvalidRequest);
    const OTHER_REDIRECT_URI: Code = Code::CodeRefused;
    const GRACE: bool = false;
    const REUSE_ENDS_ALL: bool = true;
    const WRONG_SECRET_AT_INTROSPECTION: Code = Code::ClientAuthentication;

    fn vars(site: Origin) -> OidcProviderVars {
        OidcProviderVars { site }
    }

    fn scopes() -> [OidcProviderScope; 2] {
        [OidcProviderScope::Read, OidcProviderScope::Write]
    }
}

tests_of! { OidcProvider:
    web_client_signs_in_with_each_form,
    a_misread_secret_is_reported,
    native_client_signs_in,
    callbacks_are_checked,
    a_code_is_good_once,
    another_verifier_or_redirect_uri_is_refused,
    a_refused_consent_is_told,
    a_wrong_secret_names_client_auth,
    refresh_rotates,
    twenty_refused_tasks_make_one_refresh,
    a_token_is_renewed_before_its_end,
    client_credentials,
    introspection_tells_the_scopes,
    revocation_ends_both_tokens;
    when_tokens_end:
    an_expired_token_is_renewed,
    twenty_tasks_on_an_expired_token_make_one_refresh,
    a_service_mints_again,
    without_a_refresh_token_the_session_ends,
}

/// With the scope openid the server tells who signed in, twice.
#[tokio::test]
async fn userinfo_and_id_token_come_with_openid() {
    let Some(on) = Running::<OidcProvider>::lasting() else {
        return;
    };
    use OidcProviderScope::{OfflineAccess, OpenId, Read};
    let client = on.web();
    let scopes = [OpenId, OfflineAccess, Read];
    let login = client
        .authorize(REDIRECT_URI, scopes.clone())
        .param("prompt", "consent")
        .begin()
        .unwrap();
    let session = login.finish(&approve(login.url()).await).await.unwrap();
    assert_eq!(session.granted(), Granted::Scopes(scopes.into()));
    assert!(session.has_scope(&OpenId));
    let id_token = session.tokens().id_token.unwrap();
    assert_eq!(id_token.expose().split('.').count(), 3);
    assert_eq!(session.userinfo().await.unwrap()["sub"], "alice");
    session.renew().await.unwrap();
    assert_eq!(session.userinfo().await.unwrap()["sub"], "alice");
}

/// The server at another place, which the real one must not be taken for.
#[oauth_provider(
    issuer = "https://op.example",
    vars(site: Origin),
    origin = "{site}",
    authorize = "/auth",
    token = "/token",
)]
pub struct Elsewhere;

/// A declared issuer is held against the `iss` of a real server (RFC 9207).
#[tokio::test]
async fn another_issuer_is_refused() {
    let Some(on) = Running::<OidcProvider>::lasting() else {
        return;
    };
    let vars = ElsewhereVars {
        site: on.site().parse().unwrap(),
    };
    let client = ElsewhereClient::builder(vars, "web-client")
        .client_secret(WEB_SECRET)
        .transport(on.transport())
        .build()
        .unwrap();
    let scopes = [ElsewhereScope::new("read")];
    let login = client.authorize(REDIRECT_URI, scopes).begin().unwrap();
    for callback in [refuse(login.url()).await, approve(login.url()).await] {
        let error = login.finish(&callback).await.unwrap_err();
        assert_eq!(error.code(), Code::IssuerMismatch, "{error}");
    }
    assert_eq!(on.requests(), 0);
}

/// An issuer that is known only at run time is no part of a declaration, but a
/// specification can be made from one.
#[tokio::test]
async fn the_servers_own_issuer_is_accepted() {
    let Some(on) = Running::<OidcProvider>::lasting() else {
        return;
    };
    let spec: &ProviderSpec = Box::leak(Box::new(ProviderSpec {
        issuer: Some(Box::leak(Box::new([Part::Lit(
            on.site().to_owned().leak(),
        )]))),
        callback: CallbackSpec {
            iss: IssPolicy::Required,
            ..OidcProvider::SPEC.callback
        },
        ..*OidcProvider::SPEC
    }));
    let client = DynClient::builder(spec, &[("site", on.site())], "web-client")
        .client_secret(WEB_SECRET)
        .transport(on.transport())
        .build()
        .unwrap();
    let login = client.authorize(REDIRECT_URI, "read").begin().unwrap();
    let callback = approve(login.url()).await;
    let (without, _) = callback.split_once("&iss=").unwrap();
    let error = login.finish(without).await.unwrap_err();
    assert_eq!(error.code(), Code::IssuerMismatch, "{error}");
    let session = login.finish(&callback).await.unwrap();
    assert!(session.tokens().refresh_token.is_some());
}
