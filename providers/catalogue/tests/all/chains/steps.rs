//! Steps before and after the token request.

use super::{Scripted, body, client, header, query, sign_in, target};

#[tokio::test]
async fn minecraft_trades_the_token_three_times() {
    let script = Scripted::answering([
        (
            200,
            r#"{"access_token":"ms","refresh_token":"r1","expires_in":3600}"#,
        ),
        (
            200,
            r#"{"Token":"xbl","DisplayClaims":{"xui":[{"uhs":"hash"}]}}"#,
        ),
        (
            200,
            r#"{"Token":"xsts","DisplayClaims":{"xui":[{"uhs":"hash"}]}}"#,
        ),
        (
            200,
            r#"{"access_token":"game","token_type":"Bearer","expires_in":86400}"#,
        ),
    ]);
    let session = sign_in(&client("minecraft", &[], &script), "").await;
    let sent = script.requests();
    assert_eq!(
        sent.iter().map(target).collect::<Vec<_>>(),
        [
            "POST https://login.live.com/oauth20_token.srf",
            "POST https://user.auth.xboxlive.com/user/authenticate",
            "POST https://xsts.auth.xboxlive.com/xsts/authorize",
            "POST https://api.minecraftservices.com/authentication/login_with_xbox",
        ]
    );
    assert_eq!(
        body(&sent[1]),
        r#"{"Properties":{"AuthMethod":"RPS","SiteName":"user.auth.xboxlive.com","RpsTicket":"d=ms"},"RelyingParty":"http://auth.xboxlive.com","TokenType":"JWT"}"#
    );
    assert_eq!(
        body(&sent[2]),
        r#"{"Properties":{"SandboxId":"RETAIL","UserTokens":["xbl"]},"RelyingParty":"rp://api.minecraftservices.com/","TokenType":"JWT"}"#
    );
    assert_eq!(
        body(&sent[3]),
        r#"{"identityToken":"XBL3.0 x=hash;xsts","ensureLegacyEnabled":true}"#
    );
    let tokens = session.tokens();
    assert_eq!(tokens.access_token.expose(), "game");
    assert_eq!(tokens.refresh_token.unwrap().expose(), "r1");
}

#[tokio::test]
async fn bullhorn_logs_in_again_after_each_refresh() {
    let login = r#"{"BhRestToken":"rest","restUrl":"https://rest91.bullhornstaffing.com/rest-services/1a/"}"#;
    let script = Scripted::answering([
        (
            200,
            r#"{"access_token":"a1","refresh_token":"r1","expires_in":600}"#,
        ),
        (200, login),
        (
            200,
            r#"{"access_token":"a2","refresh_token":"r2","expires_in":600}"#,
        ),
        (200, login),
    ]);
    let values = [("username", "jo"), ("password", "pw")];
    let session = sign_in(&client("bullhorn", &values, &script), "").await;
    let sent = script.requests();
    assert_eq!(body(&sent[0]), "");
    assert_eq!(query(&sent[0], "client_secret"), "hush");
    assert_eq!(query(&sent[1], "access_token"), "a1");
    assert_eq!(query(&sent[1], "ttl"), "10080");
    session.renew().await.unwrap();
    let sent = script.requests();
    assert_eq!(query(&sent[0], "refresh_token"), "r1");
    assert_eq!(query(&sent[1], "access_token"), "a2");
    let tokens = session.tokens();
    assert_eq!(tokens.access_token.expose(), "rest");
    assert_eq!(tokens.refresh_token.unwrap().expose(), "r2");
}

#[tokio::test]
async fn feishu_asks_for_the_application_s_token_first() {
    let script = Scripted::answering([
        (
            200,
            r#"{"code":0,"msg":"ok","app_access_token":"app","expire":7200}"#,
        ),
        (
            200,
            r#"{"code":0,"data":{"access_token":"u","refresh_token":"ur","expires_in":7200,"refresh_expires_in":2592000,"token_type":"Bearer"}}"#,
        ),
    ]);
    let session = sign_in(&client("feishu", &[], &script), "").await;
    let sent = script.requests();
    assert_eq!(body(&sent[0]), r#"{"app_id":"client","app_secret":"hush"}"#);
    assert_eq!(header(&sent[1], "authorization"), "Bearer app");
    assert_eq!(
        body(&sent[1]),
        r#"{"grant_type":"authorization_code","code":"c0de"}"#
    );
    assert_eq!(session.tokens().access_token.expose(), "u");
}

#[tokio::test]
async fn docuware_finds_its_token_endpoint() {
    let script = Scripted::answering([
        (
            200,
            r#"{"IdentityServiceUrl":"https://login-emea.docuware.cloud/1f"}"#,
        ),
        (
            200,
            r#"{"token_endpoint":"https://login-emea.docuware.cloud/1f/connect/token"}"#,
        ),
        (
            200,
            r#"{"access_token":"dw","token_type":"Bearer","expires_in":3600}"#,
        ),
    ]);
    let values = [
        ("domain", "acme.docuware.cloud"),
        ("username", "jo"),
        ("password", "pw"),
    ];
    let client = client("docuware", &values, &script);
    client.client_credentials("").await.unwrap();
    let sent = script.requests();
    assert_eq!(
        sent.iter().map(target).collect::<Vec<_>>(),
        [
            "GET https://acme.docuware.cloud/DocuWare/Platform/Home/IdentityServiceInfo",
            "GET https://login-emea.docuware.cloud/1f/.well-known/openid-configuration",
            "POST https://login-emea.docuware.cloud/1f/connect/token",
        ]
    );
    let form = body(&sent[2]);
    for pair in [
        "grant_type=password",
        "client_id=docuware.platform.net.client",
        "username=jo",
        "password=pw",
    ] {
        assert!(form.split('&').any(|have| have == pair), "{pair}: {form}");
    }
}

#[tokio::test]
async fn a_password_goes_to_no_identity_service_elsewhere() {
    let script = Scripted::answering([(200, r#"{"IdentityServiceUrl":"https://evil.example"}"#)]);
    let values = [
        ("domain", "acme.docuware.cloud"),
        ("username", "jo"),
        ("password", "pw"),
    ];
    let client = client("docuware", &values, &script);
    assert!(client.client_credentials("").await.is_err());
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn salesforce_tells_the_end_of_a_token_by_introspection() {
    let granted = r#"{"access_token":"sf","refresh_token":"r","instance_url":"https://acme.my.salesforce.com"}"#;
    let script =
        Scripted::answering([(200, granted), (200, r#"{"active":true,"exp":1795255200}"#)]);
    let session = sign_in(&client("salesforce", &[], &script), "").await;
    let sent = script.requests();
    let introspected = "POST https://acme.my.salesforce.com/services/oauth2/introspect";
    assert_eq!(target(&sent[1]), introspected);
    assert_eq!(
        body(&sent[1]),
        "client_id=client&client_secret=hush&token=sf"
    );
    assert!(format!("{:?}", session.tokens().expires).contains("1795255200"));

    // Without it the sign-in stands.
    let script = Scripted::answering([(200, granted), (403, "{}")]);
    let session = sign_in(&client("salesforce", &[], &script), "").await;
    assert_eq!(session.tokens().access_token.expose(), "sf");
}

#[tokio::test]
async fn a_token_of_instagram_is_made_long_lived_and_renews_itself() {
    let script = Scripted::answering([
        (200, r#"{"access_token":"short","user_id":1}"#),
        (
            200,
            r#"{"access_token":"long","token_type":"bearer","expires_in":5183944}"#,
        ),
        (
            200,
            r#"{"access_token":"longer","token_type":"bearer","expires_in":5183944}"#,
        ),
    ]);
    let session = sign_in(&client("instagram", &[], &script), "").await;
    let sent = script.requests();
    assert_eq!(
        sent[1].url,
        "https://graph.instagram.com/access_token?client_secret=hush&grant_type=ig_exchange_token&access_token=short"
    );
    session.renew().await.unwrap();
    let sent = script.requests();
    assert_eq!(
        sent[0].url,
        "https://graph.instagram.com/refresh_access_token?grant_type=ig_refresh_token&access_token=long"
    );
    assert_eq!(sent.len(), 1);
}

#[tokio::test]
async fn consent_of_an_administrator_is_renewed_by_asking_anew() {
    let granted = r#"{"access_token":"t1","token_type":"Bearer","expires_in":3599}"#;
    let script = Scripted::answering([(200, granted), (200, granted)]);
    let tenant = "9b2d8f3e-41c7-4d5a-8e6f-0a1b2c3d4e5f";
    let client = client("microsoft-admin", &[("tenant_id", tenant)], &script);
    let session = sign_in(&client, &format!("&tenant={tenant}")).await;
    session.renew().await.unwrap();
    for request in script.requests() {
        assert_eq!(
            body(&request),
            "grant_type=client_credentials&client_id=client&client_secret=hush"
        );
    }
}
