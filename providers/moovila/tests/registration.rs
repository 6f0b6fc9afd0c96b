//! A client from a registration, against a script of answers.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where an assumption of its own fails"
)]

#[path = "../../scripted.rs"]
mod scripted;

use oauth_moovila::{MoovilaScope, Registration, UnregisteredCallback};
use scripted::Scripted;

fn registration() -> Registration {
    Registration {
        authorization_url: "https://login.example/tenant-7/authorize".parse().unwrap(),
        token_url: "https://login.example/tenant-7/token".parse().unwrap(),
        api_base: "https://api.example/PublicAPI".parse().unwrap(),
        client_id: "mv-demo".to_owned(),
        client_secret: "demo-secret".into(),
        callback_urls: vec!["https://app.example/cb".to_owned()],
        scopes: vec![
            MoovilaScope::ProjectTaskRead,
            MoovilaScope::LookupTablesRead,
        ],
    }
}

#[tokio::test]
async fn the_addresses_of_the_registration_are_used_as_they_are() {
    let token =
        r#"{"access_token":"at-4","token_type":"Bearer","expires_in":3600,"refresh_token":"rt-4"}"#;
    let script = Scripted::answering([(200, token), (200, "[]")]);
    let registration = registration();
    let moovila = registration
        .builder()
        .transport(script.clone())
        .build()
        .unwrap();
    let login = moovila
        .authorize("https://app.example/cb", registration.scopes)
        .state("s-4")
        .begin()
        .unwrap();
    let (before_challenge, _) = login.url().split_once("&code_challenge=").unwrap();
    assert_eq!(
        before_challenge,
        "https://login.example/tenant-7/authorize?response_type=code&client_id=mv-demo\
         &redirect_uri=https%3A%2F%2Fapp.example%2Fcb\
         &scope=ProjectTaskRead%20LookupTablesRead&state=s-4"
    );
    let session = login
        .finish("https://app.example/cb?code=ac-4&state=s-4")
        .await
        .unwrap();
    session.get("projects").send().await.unwrap();
    let requests = script.requests();
    assert_eq!(requests[0].url, "https://login.example/tenant-7/token");
    let body = std::str::from_utf8(&requests[0].body).unwrap();
    assert!(
        body.starts_with("grant_type=authorization_code&code=ac-4"),
        "{body}"
    );
    assert!(
        body.contains("client_id=mv-demo&client_secret=demo-secret"),
        "{body}"
    );
    assert_eq!(requests[1].url, "https://api.example/PublicAPI/projects");
    assert_eq!(requests[1].headers["authorization"], "Bearer at-4");
}

#[test]
fn a_difference_is_an_error_or_a_warning() {
    fn strict(
        registration: &Registration,
        scopes: &[MoovilaScope],
    ) -> Result<(), Box<dyn std::error::Error>> {
        Ok(registration.check_scopes(scopes)?)
    }
    let registration = registration();
    assert!(strict(&registration, &registration.scopes).is_ok());
    assert!(strict(&registration, &[MoovilaScope::UsersRead]).is_err());
    let warning = registration
        .check_scopes(&[MoovilaScope::ProjectTaskRead])
        .err()
        .unwrap();
    assert_eq!(warning.not_requested, [MoovilaScope::LookupTablesRead]);
    assert!(warning.not_registered.is_empty());
}

#[test]
fn a_callback_is_registered_byte_for_byte() {
    let registration = registration();
    assert_eq!(
        registration.check_callback("https://app.example/cb"),
        Ok(())
    );
    assert_eq!(
        registration.check_callback("https://app.example/cb/"),
        Err(UnregisteredCallback)
    );
}

#[test]
fn an_address_without_https_is_no_registration() {
    let json = r#"{"authorization_url":"http://login.example/a","token_url":"https://login.example/t",
        "api_base":"https://api.example","client_id":"x","client_secret":"y","callback_urls":[],"scopes":[]}"#;
    let error = serde_json::from_str::<Registration>(json)
        .unwrap_err()
        .to_string();
    assert!(error.contains("plain http"), "{error}");
}
