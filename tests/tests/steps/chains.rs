//! Sign-ins of several requests.

use oauth_runtime::{Code, Expiry, NoVars, Secret, oauth_provider};
use serde_json::json;

use super::{refuses, says, script, sign_in, step_of};
use crate::support::{TestClock, answer};
use oauth_runtime::clock::Clock as _;
use std::time::Duration;

/// Feishu: an app token first, which is the client authentication of the rest.
#[oauth_provider(
    authorize(
        url = "https://open.feishu.example/authorize",
        names(client_id = "app_id")
    ),
    pkce = none(reason = "the vendor's page names no such parameter"),
    token(
        url = "https://open.feishu.example/oidc/access_token",
        place = json,
        omit(client_id, client_secret, redirect_uri),
        before(app(
            url = "https://open.feishu.example/app_access_token/internal/",
            place = json,
            params(app_id = "{client_id}", app_secret = "{client_secret}"),
            answer(
                success("/code" = 0),
                error = "/code",
                keep(token: Secret = "app_access_token")
            ),
        )),
        client_auth = authorization("Bearer {app.token}"),
        answer(
            success("/code" = 0),
            error = "/code",
            access_token = "/data/access_token",
            refresh_token = "/data/refresh_token",
            expires_in = "/data/expires_in",
        ),
    ),
    refresh(url = "https://open.feishu.example/oidc/refresh_access_token"),
)]
pub struct Feishu;

#[tokio::test]
async fn a_step_before_makes_the_client_authentication_at_sign_in_and_at_refresh() {
    let clock = TestClock::default();
    let tokens = |number: u32| {
        says(
            json!({"code": 0, "data": {"access_token": format!("u-{number}"), "refresh_token": format!("r-{number}"), "expires_in": 7200}}),
        )
    };
    let app = || says(json!({"code": 0, "app_access_token": "a-1", "expire": 7200}));
    let (transport, sent) = script([app(), tokens(1), app(), tokens(2)]);
    let client = FeishuClient::builder(NoVars, "cli_1")
        .client_secret("s3cret")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let session = sign_in(&client).await.unwrap();
    assert_eq!(
        sent.take(),
        [
            r#"POST https://open.feishu.example/app_access_token/internal/ {"app_id":"cli_1","app_secret":"s3cret"}"#,
            r#"POST https://open.feishu.example/oidc/access_token [authorization: Bearer a-1] {"grant_type":"authorization_code","code":"c1"}"#,
        ]
    );
    clock.advance(Duration::from_secs(7200));
    assert_eq!(session.token().await.unwrap().expose(), "u-2");
    assert_eq!(
        sent.take()[1],
        r#"POST https://open.feishu.example/oidc/refresh_access_token [authorization: Bearer a-1] {"grant_type":"refresh_token","refresh_token":"r-1"}"#,
    );
}

#[tokio::test]
async fn a_failing_step_before_is_named_and_nothing_else_is_sent() {
    let (transport, sent) = script([says(json!({"code": 10014, "msg": "app secret invalid"}))]);
    let client = FeishuClient::builder(NoVars, "cli_1")
        .client_secret("s3cret")
        .transport(transport)
        .build()
        .unwrap();
    let error = sign_in(&client).await.unwrap_err();
    assert_eq!(step_of(&error), (Some("app"), Code::ProviderError));
    let text = error.to_string();
    assert!(text.starts_with("feishu step `app`: "), "{text}");
    assert_eq!(sent.take().len(), 1);
}

/// DocuWare: where the token endpoint is stands behind two documents.
#[oauth_provider(
    vars(domain: Host),
    password(
        reason = "the vendor has no other grant for a program without a person",
        url = "{discovery.token_endpoint}",
        before(
            service(
                url = "https://{domain}/DocuWare/Platform/Home/IdentityServiceInfo",
                method = get,
                answer(keep(url: Url("*.docuware.example") = "IdentityServiceUrl")),
            ),
            discovery(
                url = "{service.url}/.well-known/openid-configuration",
                method = get,
                answer(keep(token_endpoint: Url("*.docuware.example"))),
            ),
        ),
        client_auth = none,
    ),
)]
pub struct Docuware;

fn docuware(
    transport: impl oauth_runtime::transport::Transport,
) -> oauth_runtime::Client<Docuware> {
    let domain: oauth_runtime::value::Host = "acme.docuware.example".parse().unwrap();
    DocuwareClient::builder(DocuwareVars { domain }, "platform")
        .transport(transport)
        .build()
        .unwrap()
}

#[tokio::test]
async fn the_token_endpoint_is_found_by_steps() {
    let (transport, sent) = script([
        says(json!({"IdentityServiceUrl": "https://login.docuware.example/abc"})),
        says(json!({"token_endpoint": "https://login.docuware.example/abc/connect/token"})),
        says(json!({"access_token": "at", "expires_in": 3600})),
    ]);
    let grant = docuware(transport).password("ada", Secret::new("pw"), []);
    let session = grant.await.unwrap();
    assert_eq!(session.tokens().access_token.expose(), "at");
    assert_eq!(
        sent.take(),
        [
            "GET https://acme.docuware.example/DocuWare/Platform/Home/IdentityServiceInfo",
            "GET https://login.docuware.example/abc/.well-known/openid-configuration",
            "POST https://login.docuware.example/abc/connect/token grant_type=password&username=ada&password=pw&client_id=platform",
        ]
    );
}

#[tokio::test]
async fn a_step_that_answers_a_foreign_host_sends_nothing_there() {
    let (transport, sent) = script([says(json!({"IdentityServiceUrl": "https://evil.example"}))]);
    let grant = docuware(transport).password("ada", Secret::new("pw"), []);
    let error = grant.await.unwrap_err();
    assert_eq!(step_of(&error), (Some("service"), Code::UntrustedHost));
    assert_eq!(sent.take().len(), 1);
}

/// Minecraft: the user's token goes through two Xbox services.
#[oauth_provider(
    authorize = "https://login.live.example/oauth20_authorize.srf",
    pkce = none(reason = "the vendor's page names no such parameter"),
    token(
        url = "https://login.live.example/oauth20_token.srf",
        then(
            xbl(
                url = "https://user.auth.xboxlive.example/user/authenticate",
                place = json,
                params(
                    Properties(
                        AuthMethod = "RPS",
                        SiteName = "user.auth.xboxlive.com",
                        RpsTicket = "d={access_token}"
                    ),
                    RelyingParty = "http://auth.xboxlive.com",
                    TokenType = "JWT",
                ),
                answer(keep(token: Secret = "Token", uhs = "/DisplayClaims/xui/0/uhs")),
            ),
            xsts(
                url = "https://xsts.auth.xboxlive.example/xsts/authorize",
                place = json,
                params(
                    Properties(SandboxId = "RETAIL", UserTokens = ["{xbl.token}"]),
                    RelyingParty = "rp://api.minecraftservices.com/",
                    TokenType = "JWT",
                ),
                answer(error = "/XErr", keep(xsts: Secret = "Token")),
            ),
            minecraft(
                url = "https://api.minecraftservices.example/authentication/login_with_xbox",
                place = json,
                params(
                    identityToken = "XBL3.0 x={token.uhs};{xsts.xsts}",
                    ensureLegacyEnabled = true
                ),
            ),
        ),
    ),
)]
pub struct Minecraft;

#[tokio::test]
async fn a_chain_of_steps_ends_with_the_last_ones_token_and_the_first_ones_refresh_token() {
    let clock = TestClock::default();
    let (transport, sent) = script([
        says(json!({"access_token": "ms-1", "refresh_token": "rt-1", "expires_in": 3600})),
        says(json!({"Token": "xbl-1", "DisplayClaims": {"xui": [{"uhs": "42"}]}})),
        says(json!({"Token": "xsts-1"})),
        says(json!({"access_token": "mc-1", "expires_in": 86400, "token_type": "Bearer"})),
    ]);
    let client = MinecraftClient::builder(NoVars, "app")
        .client_secret("s")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let session = sign_in(&client).await.unwrap();
    let lines = sent.take();
    assert_eq!(
        lines[1..],
        [
            r#"POST https://user.auth.xboxlive.example/user/authenticate {"Properties":{"AuthMethod":"RPS","SiteName":"user.auth.xboxlive.com","RpsTicket":"d=ms-1"},"RelyingParty":"http://auth.xboxlive.com","TokenType":"JWT"}"#,
            r#"POST https://xsts.auth.xboxlive.example/xsts/authorize {"Properties":{"SandboxId":"RETAIL","UserTokens":["xbl-1"]},"RelyingParty":"rp://api.minecraftservices.com/","TokenType":"JWT"}"#,
            r#"POST https://api.minecraftservices.example/authentication/login_with_xbox {"identityToken":"XBL3.0 x=42;xsts-1","ensureLegacyEnabled":true}"#,
        ]
    );
    let tokens = session.tokens();
    assert_eq!(tokens.access_token.expose(), "mc-1");
    assert_eq!(tokens.refresh_token.unwrap().expose(), "rt-1");
    let day = Duration::from_secs(86400);
    assert_eq!(tokens.expires, Expiry::At(clock.now() + day));
    assert_eq!(session.extras().uhs.as_deref(), Some("42"));
}

#[tokio::test]
async fn a_sign_in_that_a_step_refuses_fails_and_names_the_step() {
    let (transport, _) = script([
        says(json!({"access_token": "ms-1", "refresh_token": "rt-1", "expires_in": 3600})),
        says(json!({"Token": "xbl-1", "DisplayClaims": {"xui": [{"uhs": "42"}]}})),
        answer(
            401,
            &[("content-type", "application/json")],
            r#"{"XErr":2148916233}"#,
        ),
    ]);
    let client = MinecraftClient::builder(NoVars, "app")
        .client_secret("s")
        .transport(transport)
        .build()
        .unwrap();
    let error = sign_in(&client).await.unwrap_err();
    assert_eq!(step_of(&error), (Some("xsts"), Code::ProviderError));
    assert!(!error.is_reauth_required());
}

/// Instagram: the short token is traded for a long one, where the vendor does so.
#[oauth_provider(
    authorize = "https://www.instagram.example/oauth/authorize",
    pkce = none(reason = "the vendor's page names no such parameter"),
    lifetimes(access_token = 1h),
    token(
        url = "https://api.instagram.example/oauth/access_token",
        then(long_lived(
            url = "https://graph.instagram.example/access_token",
            method = get,
            reason = "the vendor reads the query only",
            optional,
            params(
                grant_type = "ig_exchange_token",
                client_secret = "{client_secret}",
                access_token = "{access_token}"
            ),
        )),
    ),
    refresh(
        url = "https://graph.instagram.example/refresh_access_token",
        method = get,
        place = query,
        reason = "the vendor reads the query only",
        omit(refresh_token, grant_type, client_id, client_secret),
        params(kind = "ig_refresh_token", access_token = "{access_token}"),
        then(),
    ),
)]
pub struct Instagram;

#[tokio::test]
async fn an_optional_step_trades_the_token_and_a_refresh_without_steps_makes_none() {
    let clock = TestClock::default();
    let (transport, sent) = script([
        says(json!({"access_token": "short"})),
        says(json!({"access_token": "long-1", "token_type": "bearer", "expires_in": 5184000})),
        says(json!({"access_token": "long-2", "expires_in": 5184000})),
    ]);
    let client = InstagramClient::builder(NoVars, "app")
        .client_secret("s")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let session = sign_in(&client).await.unwrap();
    assert_eq!(session.token().await.unwrap().expose(), "long-1");
    assert_eq!(
        sent.take()[1],
        "GET https://graph.instagram.example/access_token?grant_type=ig_exchange_token&client_secret=s&access_token=short"
    );
    clock.advance(Duration::from_secs(5_184_000));
    assert_eq!(session.token().await.unwrap().expose(), "long-2");
    assert_eq!(
        sent.take(),
        [
            "GET https://graph.instagram.example/refresh_access_token?kind=ig_refresh_token&access_token=long-1"
        ]
    );
}

#[tokio::test]
async fn an_optional_step_that_fails_leaves_what_is_known() {
    let (transport, sent) = script([
        says(json!({"access_token": "short"})),
        refuses("invalid_grant"),
    ]);
    let clock = TestClock::default();
    let client = InstagramClient::builder(NoVars, "app")
        .client_secret("s")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let session = sign_in(&client).await.unwrap();
    let tokens = session.tokens();
    assert_eq!(tokens.access_token.expose(), "short");
    let hour = Duration::from_secs(3600);
    assert_eq!(tokens.expires, Expiry::At(clock.now() + hour));
    assert_eq!(sent.take().len(), 2);
}

/// Veeva Vault: the token of the identity provider is traded for a session id.
#[oauth_provider(
    vars(vault: DnsLabel, profile: PathSegment),
    client_credentials(
        url = "https://login.idp.example/token",
        client_auth = basic,
        then(session(
            url = "https://login.veevavault.example/auth/oauth/session/{profile}",
            bearer,
            params(vaultDNS = "{vault}", client_id = "{client_id}"),
            answer(access_token = "sessionId"),
        )),
    ),
    lifetimes(access_token = 20m),
    api(base = "https://{vault}.veevavault.example/api/", bearer(authorization(""))),
)]
pub struct Veeva;

#[tokio::test]
async fn a_minted_token_is_traded_each_time() {
    let clock = TestClock::default();
    let round = |number: u32| {
        [
            says(json!({"access_token": format!("idp-{number}"), "expires_in": 60})),
            says(json!({"responseStatus": "SUCCESS", "sessionId": format!("sid-{number}")})),
        ]
    };
    let (transport, sent) = script([round(1), round(2)].into_iter().flatten());
    let vars = VeevaVars {
        vault: "acme".parse().unwrap(),
        profile: "p1".parse().unwrap(),
    };
    let client = VeevaClient::builder(vars, "app")
        .client_secret("s")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let session = client.client_credentials([]).await.unwrap();
    assert_eq!(
        sent.take(),
        [
            "POST https://login.idp.example/token [authorization: Basic YXBwOnM=] grant_type=client_credentials",
            "POST https://login.veevavault.example/auth/oauth/session/p1 [authorization: idp-1] vaultDNS=acme&client_id=app",
        ]
    );
    assert_eq!(session.tokens().access_token.expose(), "sid-1");
    clock.advance(Duration::from_secs(1200));
    assert_eq!(session.token().await.unwrap().expose(), "sid-2");
}
