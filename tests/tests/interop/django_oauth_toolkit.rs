//! django-oauth-toolkit from PyPI.

use oauth_runtime::spec::ClientAuth;
use oauth_runtime::value::Origin;
use oauth_runtime::{Code, oauth_provider};

use super::browser::approve;
use super::running::{REDIRECT_URI, RealServer, Running, tests_of};

/// As its documentation has it.
#[oauth_provider(
    vars(site: Origin),
    origin = "{site}",
    authorize = "/o/authorize/",
    token = "/o/token/",
    client_credentials,
    revoke = "/o/revoke_token/",
    introspect = "/o/introspect/",
    client_auth = basic,
    scopes(Read = "read", Write = "write"),
    api = "/api/",
)]
pub struct DjangoOauthToolkit;

impl RealServer for DjangoOauthToolkit {
    const NAME: &'static str = "django-oauth-toolkit";
    const READS: &'static [ClientAuth] = &[ClientAuth::BASIC, ClientAuth::Body];
    const MISREADS: (ClientAuth, Code) = (ClientAuth::BASIC_RAW, Code::ClientAuthentication);
    const OTHER_REDIRECT_URI: Code = Code::InvalidRequest;
    const GRACE: bool = false;
    const REUSE_ENDS_ALL: bool = true;
    // It answers 403 with an empty body.
    const WRONG_SECRET_AT_INTROSPECTION: Code = Code::ProviderError;

    fn vars(site: Origin) -> DjangoOauthToolkitVars {
        DjangoOauthToolkitVars { site }
    }

    fn scopes() -> [DjangoOauthToolkitScope; 2] {
        [
            DjangoOauthToolkitScope::Read,
            DjangoOauthToolkitScope::Write,
        ]
    }
}

tests_of! { DjangoOauthToolkit:
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

/// A scope that the server does not know comes back as an error of the sign-in.
#[tokio::test]
async fn an_unknown_scope_is_told_in_the_callback() {
    let Some(on) = Running::<DjangoOauthToolkit>::lasting() else {
        return;
    };
    let client = on.web();
    let scopes = [DjangoOauthToolkitScope::Other("nonsense".into())];
    let login = client.authorize(REDIRECT_URI, scopes).begin().unwrap();
    let callback = approve(login.url()).await;
    let error = login.finish(&callback).await.unwrap_err();
    assert_eq!(error.code(), Code::InvalidScope, "{error}");
}
