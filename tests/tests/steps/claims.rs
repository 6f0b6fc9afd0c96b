//! Values that stand in a JWT, lifetimes as text, refreshes without a token.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::clock::Clock as _;
use oauth_runtime::{Expiry, NoVars, Secret, oauth_provider};
use serde_json::{Value, json};

use super::{says, script, sign_in};
use crate::support::TestClock;

fn jwt(claims: &Value) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!(
        "{}.{}.c2ln",
        part(r#"{"alg":"RS256"}"#),
        part(&claims.to_string())
    )
}

/// OneDrive: the tenant is a claim of the access token.
#[oauth_provider(
    authorize = "https://login.microsoftonline.example/authorize",
    token(
        url = "https://login.microsoftonline.example/token",
        answer(keep(tenant_id: Uuid = claim(access_token, "/tid"))),
    ),
    api = "https://graph.microsoft.example/{token.tenant_id}/",
)]
pub struct OneDrive;

#[tokio::test]
async fn a_claim_of_the_access_token_is_kept() {
    let tid = "9122040d-6c67-4c5b-b112-36a304b66dad";
    let (transport, sent) = script([
        says(json!({"access_token": jwt(&json!({"tid": tid})), "expires_in": 3600})),
        says(json!({})),
    ]);
    let client = OneDriveClient::builder(NoVars, "app")
        .client_secret("s")
        .transport(transport)
        .build()
        .unwrap();
    let session = sign_in(&client).await.unwrap();
    assert_eq!(session.extras().tenant_id.as_deref(), Some(tid));
    session.get("me").send().await.unwrap();
    let line = sent.take()[1].clone();
    let url = format!("GET https://graph.microsoft.example/{tid}/me ");
    assert!(line.starts_with(&url), "{line}");
}

/// AgencyZoom: the token is a JWT, and only its `exp` says when it ends.
#[oauth_provider(
    password(
        url = "https://api.agencyzoom.example/v1/api/auth/login",
        reason = "the vendor has no other grant",
        client_auth = none,
        place = json,
        omit(grant_type, client_id, scope),
        answer(
            access_token = "jwt",
            expires_at(claim(access_token, "/exp"), epoch_seconds)
        ),
    ),
)]
pub struct AgencyZoom;

#[tokio::test]
async fn the_end_of_a_token_is_read_from_its_own_claim() {
    let clock = TestClock::default();
    let end = clock.now() + Duration::from_secs(1234);
    let exp = end.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let (transport, sent) = script([says(json!({"jwt": jwt(&json!({"exp": exp}))}))]);
    let client = AgencyZoomClient::builder(NoVars, "none")
        .transport(transport)
        .clock(clock)
        .build()
        .unwrap();
    let grant = client.password("ada", Secret::new("pw"), []);
    assert_eq!(grant.await.unwrap().tokens().expires, Expiry::At(end));
    assert_eq!(
        sent.take(),
        [
            r#"POST https://api.agencyzoom.example/v1/api/auth/login {"username":"ada","password":"pw"}"#
        ]
    );
}

/// Coros: a refresh answers that it was done, and nothing else.
#[oauth_provider(
    authorize = "https://open.coros.example/oauth2/authorize",
    lifetimes(access_token = 30d),
    answer(success("/result" = "0000"), error = "result", error_description = "message"),
    token = "https://open.coros.example/oauth2/accesstoken",
    refresh(
        url = "https://open.coros.example/oauth2/refresh-token",
        answer(keeps_token),
    ),
)]
pub struct Coros;

#[tokio::test]
async fn a_refresh_without_a_token_lengthens_the_one_that_was_used() {
    let clock = TestClock::default();
    let (transport, _) = script([
        says(
            json!({"result": "0000", "access_token": "at", "refresh_token": "rt", "expires_in": 2592000}),
        ),
        says(json!({"result": "0000", "message": "OK"})),
    ]);
    let client = CorosClient::builder(NoVars, "app")
        .client_secret("s")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let session = sign_in(&client).await.unwrap();
    clock.advance(Duration::from_secs(2_592_000));
    assert_eq!(session.token().await.unwrap().expose(), "at");
    let tokens = session.tokens();
    let month = Duration::from_secs(2_592_000);
    assert_eq!(tokens.expires, Expiry::At(clock.now() + month));
    assert_eq!(tokens.refresh_token.unwrap().expose(), "rt");
}

/// Tableau: the lifetime is a text of hours, minutes and seconds.
#[oauth_provider(
    vars(host: Host, pat_name: Text, pat: Secret),
    client_credentials(
        url = "https://{host}/api/3.26/auth/signin",
        place = json,
        client_auth = none,
        omit(grant_type, client_id, scope),
        params(credentials(
            personalAccessTokenName = "{pat_name}",
            personalAccessTokenSecret = "{pat}",
            site(contentUrl = "")
        )),
        headers("x-pat-name" = "{pat_name}"),
        answer(
            access_token = "/credentials/token",
            expires_in("/credentials/estimatedTimeToExpiration", clock)
        ),
    ),
)]
pub struct Tableau;

#[tokio::test]
async fn a_lifetime_can_be_a_clock() {
    let clock = TestClock::default();
    let (transport, sent) = script([says(
        json!({"credentials": {"token": "t1", "estimatedTimeToExpiration": "177:05:38"}}),
    )]);
    let vars = TableauVars {
        host: "dub01.online.tableau.example".parse().unwrap(),
        pat_name: "robot".parse().unwrap(),
        pat: Secret::new("p4t"),
    };
    let client = TableauClient::builder(vars, "none")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let session = client.client_credentials([]).await.unwrap();
    let lifetime = Duration::from_secs(177 * 3600 + 5 * 60 + 38);
    assert_eq!(session.tokens().expires, Expiry::At(clock.now() + lifetime));
    assert_eq!(
        sent.take(),
        [
            r#"POST https://dub01.online.tableau.example/api/3.26/auth/signin {"credentials":{"personalAccessTokenName":"robot","personalAccessTokenSecret":"p4t","site":{"contentUrl":""}}}"#
        ]
    );
}

/// Salesforce: only introspection tells when a token ends.
#[oauth_provider(
    authorize = "https://login.salesforce.example/services/oauth2/authorize",
    token(
        url = "https://login.salesforce.example/services/oauth2/token",
        answer(keep(instance_url: Url("*.salesforce.example"))),
        then(lifetime(
            url = "{token.instance_url}/services/oauth2/introspect",
            optional,
            client_auth = body,
            params(token = "{access_token}"),
            answer(expires_at("/exp", epoch_seconds)),
        )),
    ),
)]
pub struct Salesforce;

#[tokio::test]
async fn an_optional_step_tells_when_the_token_ends() {
    let clock = TestClock::default();
    let end = clock.now() + Duration::from_secs(7200);
    let exp = end.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let (transport, sent) = script([
        says(
            json!({"access_token": "at", "refresh_token": "rt", "instance_url": "https://eu1.salesforce.example", "token_type": "Bearer"}),
        ),
        says(json!({"active": true, "token_type": "access_token", "exp": exp})),
    ]);
    let client = SalesforceClient::builder(NoVars, "app")
        .client_secret("s")
        .transport(transport)
        .clock(clock)
        .build()
        .unwrap();
    let session = sign_in(&client).await.unwrap();
    let tokens = session.tokens();
    assert_eq!(tokens.access_token.expose(), "at");
    assert_eq!(tokens.expires, Expiry::At(end));
    assert_eq!(
        sent.take()[1],
        "POST https://eu1.salesforce.example/services/oauth2/introspect client_id=app&client_secret=s&token=at"
    );
}
