//! Odd device flows, each as its vendor documents it.

use http::header::AUTHORIZATION;
use oauth_mock::MockClock;
use oauth_runtime::{
    DevicePoll, DynBuilder, DynClient, NoVars, Provider, TokenSet, oauth_provider,
};

use crate::support::{answer, body_text, replying};

/// Errors under status 200.
#[oauth_provider(
    device(url = "https://github.com/login/device/code", client_auth = none),
    token = "https://github.com/login/oauth/access_token",
    device_token(client_auth = none)
)]
pub struct Github;

/// The address under its older name, and states of their own for waiting.
#[oauth_provider(
    device(url = "https://oauth2.googleapis.com/device/code", client_auth = none),
    token = "https://oauth2.googleapis.com/token"
)]
pub struct Google;

/// The grant under an older name; the user's code goes back with each poll.
#[oauth_provider(
    device(
        url = "https://api.amazon.com/auth/o2/create/codepair",
        params(response_type = "device_code"),
        answer(keep(user_code)),
    ),
    token = "https://api.amazon.com/auth/o2/token",
    device_token(
        client_auth = none,
        omit(client_id),
        params(grant_type = "device_code", user_code = "{token.user_code}"),
    )
)]
pub struct Amazon;

/// Names of its own on both sides.
#[oauth_provider(
    device(
        url = "https://oauth-login.cloud.huawei.com/oauth2/v3/device/code",
        answer(expires_in = "expire_in"),
    ),
    token = "https://oauth-login.cloud.huawei.com/oauth2/v3/token",
    device_token(names(device_code = "code"), params(grant_type = "device_code"))
)]
pub struct Huawei;

/// The error stands in `message`, without being declared.
#[oauth_provider(
    device(url = "https://id.twitch.tv/oauth2/device", names(scope = "scopes")),
    token = "https://id.twitch.tv/oauth2/token",
    device_token(params(scopes = "{scope}"))
)]
pub struct Twitch;

/// Errors are numbers in an object.
#[oauth_provider(
    device = "https://graph.facebook.com/v2.6/device/login",
    token(
        url = "https://graph.facebook.com/v2.6/device/login_status",
        answer(
            error = "/error/error_subcode",
            error_map(
                "1349174" = authorization_pending,
                "1349172" = slow_down,
                "1349152" = expired_token,
            ),
        ),
    )
)]
pub struct Facebook;

const TOKENS: &str = r#"{"access_token":"at-1","token_type":"bearer"}"#;

/// Signs in against canned answers; what was sent, and the tokens.
async fn sign_in(client: DynBuilder, answers: &'static [(u16, &str)]) -> (Vec<String>, TokenSet) {
    let (transport, sent) = replying(move |number, _| {
        let (status, body) = answers[number];
        Ok(answer(
            status,
            &[("content-type", "application/json")],
            body,
        ))
    });
    let clock = MockClock::new();
    let client: DynClient = client
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let sign_in = client.device_authorization("a b").await.unwrap();
    assert!(sign_in.verification_uri().starts_with("https://"));
    let session = loop {
        match sign_in.poll().await.unwrap() {
            DevicePoll::Pending { wait } => clock.advance(wait),
            DevicePoll::SignedIn(session) => break session,
        }
    };
    let sent = sent.lock().unwrap();
    assert_eq!(sent.len(), answers.len(), "every answer was asked for");
    assert!(
        sent.iter()
            .all(|one| !one.headers.contains_key(AUTHORIZATION))
    );
    (sent.iter().map(body_text).collect(), session.tokens())
}

fn client(spec: &'static oauth_runtime::spec::ProviderSpec) -> DynBuilder {
    DynClient::builder(spec, &[], "app")
}

const GRANT: &str = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code";

#[tokio::test]
async fn github_says_no_with_status_200() {
    let (sent, _) = sign_in(
        client(Github::SPEC).client_secret("s3cret"),
        &[
            (200, r#"{"device_code":"dc-1","user_code":"WDJB-MJHT","verification_uri":"https://github.com/login/device","expires_in":900,"interval":5}"#),
            (200, r#"{"error":"authorization_pending","error_description":"The authorization request is still pending."}"#),
            (200, r#"{"error":"slow_down","error_description":"Too many requests","interval":10}"#),
            (200, TOKENS),
        ],
    )
    .await;
    assert_eq!(sent[0], "client_id=app&scope=a+b");
    assert_eq!(sent[3], format!("{GRANT}&device_code=dc-1&client_id=app"));
}

#[tokio::test]
async fn google_waits_with_428_and_403() {
    let (sent, _) = sign_in(
        client(Google::SPEC).client_secret("s3cret"),
        &[
            (200, r#"{"device_code":"dc-1","user_code":"GQVQ-JKEC","verification_url":"https://www.google.com/device","expires_in":1800,"interval":5}"#),
            (428, r#"{"error":"authorization_pending","error_description":"Precondition Required"}"#),
            (403, r#"{"error":"slow_down","error_description":"Forbidden"}"#),
            (200, TOKENS),
        ],
    )
    .await;
    assert_eq!(sent[0], "client_id=app&scope=a+b");
    assert_eq!(
        sent[1],
        format!("{GRANT}&device_code=dc-1&client_id=app&client_secret=s3cret")
    );
}

#[tokio::test]
async fn amazon_wants_the_users_code_back() {
    let (sent, tokens) = sign_in(
        client(Amazon::SPEC),
        &[
            (200, r#"{"user_code":"A1B2C3","device_code":"dc-1","interval":30,"verification_uri":"https://amazon.com/us/code","expires_in":600}"#),
            (400, r#"{"error":"authorization_pending"}"#),
            (200, TOKENS),
        ],
    )
    .await;
    assert_eq!(sent[0], "client_id=app&scope=a+b&response_type=device_code");
    assert_eq!(
        sent[2],
        "grant_type=device_code&device_code=dc-1&user_code=A1B2C3"
    );
    assert_eq!(tokens.kept.text("user_code").as_deref(), Some("A1B2C3"));
}

#[tokio::test]
async fn huawei_has_names_of_its_own() {
    let (sent, _) = sign_in(
        client(Huawei::SPEC),
        &[
            (200, r#"{"device_code":"dc-1","user_code":"12345678","verification_url":"https://oauth-login.cloud.huawei.com/device","expire_in":900,"interval":5}"#),
            (400, r#"{"sub_error":20411,"error_description":"authorization_pending","error":1101}"#),
            (200, TOKENS),
        ],
    )
    .await;
    assert_eq!(sent[2], "grant_type=device_code&code=dc-1&client_id=app");
}

#[tokio::test]
async fn twitch_has_no_error_field() {
    let (sent, _) = sign_in(
        client(Twitch::SPEC),
        &[
            (200, r#"{"device_code":"dc-1","expires_in":1800,"interval":5,"user_code":"ABCDEFGH","verification_uri":"https://www.twitch.tv/activate?device-code=ABCDEFGH"}"#),
            (400, r#"{"status":400,"message":"authorization_pending"}"#),
            (200, r#"{"access_token":"at-1","expires_in":14000,"refresh_token":"rt-1","scope":["a","b"],"token_type":"bearer"}"#),
        ],
    )
    .await;
    assert_eq!(sent[0], "client_id=app&scopes=a+b");
    assert_eq!(
        sent[2],
        format!("{GRANT}&device_code=dc-1&client_id=app&scopes=a+b")
    );
}

#[tokio::test]
async fn facebook_says_it_in_numbers() {
    sign_in(
        client(Facebook::SPEC),
        &[
            (200, r#"{"code":"x","device_code":"dc-1","user_code":"A1NWZ9","verification_uri":"https://www.facebook.com/device","expires_in":420,"interval":5}"#),
            (400, r#"{"error":{"message":"not yet","code":31,"error_subcode":1349174,"error_user_title":"Device Login Authorization Pending"}}"#),
            (400, r#"{"error":{"message":"too fast","code":17,"error_subcode":1349172}}"#),
            (200, TOKENS),
        ],
    )
    .await;
}

#[tokio::test]
async fn waiting_has_many_forms() {
    sign_in(
        DynClient::builder(super::world::Tv::SPEC, &[], "app"),
        &[
            (200, r#"{"device_code":"dc-1","user_code":"A","verification_uri":"https://a.example/d","expires_in":"900","interval":"1"}"#),
            (202, ""),
            (202, r#"{"status":"pending"}"#),
            (428, "{}"),
            (200, r#"{"error":"AuthorizationPending"}"#),
            (401, r#"{"error":"AUTHORIZATION_PENDING"}"#),
            (403, r#"{"errors":[{"code":"authorization_pending"}]}"#),
            (200, r#"{"result":{"state":"authorization_pending"}}"#),
            (400, r#"{"error":"invalid_request","error_description":"authorization_pending"}"#),
            (400, "error=authorization_pending&error_description=x"),
            (500, r#"{"error":"authorization_pending"}"#),
            (200, TOKENS),
        ],
    )
    .await;
}

#[test]
fn a_typed_client_without_scopes_asks_for_none() {
    let client = GithubClient::builder(NoVars, "app").build().unwrap();
    let text = format!("{:?}", client.device_authorization([]));
    assert!(text.contains("github"), "{text}");
}
