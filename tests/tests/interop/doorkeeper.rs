//! Doorkeeper from Debian's packages.

use oauth_runtime::spec::ClientAuth;
use oauth_runtime::value::Origin;
use oauth_runtime::{Code, oauth_provider};

use super::running::{RealServer, Running, sign_in, tests_of};

/// It does not undo the form encoding of RFC 6749 §2.3.1.
#[oauth_provider(
    vars(site: Origin),
    origin = "{site}",
    authorize = "/oauth/authorize",
    token = "/oauth/token",
    client_credentials,
    revoke = "/oauth/revoke",
    introspect = "/oauth/introspect",
    client_auth = basic(raw),
    scopes(Read = "read", Write = "write"),
    api = "/api/",
)]
pub struct Doorkeeper;

impl RealServer for Doorkeeper {
    const NAME: &'static str = "doorkeeper";
    const READS: &'static [ClientAuth] = &[ClientAuth::BASIC_RAW, ClientAuth::Body];
    const MISREADS: (ClientAuth, Code) = (ClientAuth::BASIC, Code::ClientAuthentication);
    const OTHER_REDIRECT_URI: Code = Code::CodeRefused;
    const GRACE: bool = true;
    const REUSE_ENDS_ALL: bool = false;
    const WRONG_SECRET_AT_INTROSPECTION: Code = Code::ClientAuthentication;

    fn vars(site: Origin) -> DoorkeeperVars {
        DoorkeeperVars { site }
    }

    fn scopes() -> [DoorkeeperScope; 2] {
        [DoorkeeperScope::Read, DoorkeeperScope::Write]
    }
}

tests_of! { Doorkeeper:
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

/// The old access token ends with the first use of the new one, and not before.
#[tokio::test]
async fn the_old_access_token_lasts_until_the_new_one_is_used() {
    let Some(on) = Running::<Doorkeeper>::lasting() else {
        return;
    };
    let session = sign_in(&on.web()).await;
    let old = session.tokens().access_token;
    session.renew().await.unwrap();
    assert_eq!(on.status(&old).await, 200);
    assert_eq!(session.get("me").send().await.unwrap().status(), 200);
    assert_eq!(on.status(&old).await, 401);
}

/// Its revocation endpoint calls that by another name: 403 unauthorized_client.
#[tokio::test]
async fn a_wrong_secret_at_revocation_is_told() {
    let Some(on) = Running::<Doorkeeper>::lasting() else {
        return;
    };
    let tokens = sign_in(&on.web()).await.tokens();
    let wrong = on.builder("web-client").client_secret("wrong-secret");
    let session = wrong.build().unwrap().session(tokens.clone());
    let error = session.revoke().await.unwrap_err();
    assert_eq!(error.code(), Code::UnauthorizedClient, "{error}");
    assert_eq!(on.status(&tokens.access_token).await, 200);
}
