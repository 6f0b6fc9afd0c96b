//! Values that a function of the declaring crate makes.

use oauth_runtime::spec::HookInputs;
use oauth_runtime::{Code, Error, Provider as _, Secret, oauth_provider};

use crate::wire::{UUID, client, now};

/// Everything that a hook is handed, in one text.
fn saml(given: &HookInputs<'_>) -> Result<Secret, Error> {
    assert_eq!(given.now, now());
    let company = given
        .var("company")
        .ok_or_else(|| Error::new(Code::ValueUnset, "`company` is not set"))?;
    let secret = given.client_secret.unwrap_or_default();
    let id = given.client_id;
    Ok(Secret::new(format!(
        "{company}/{id}/{secret}/{}",
        given.uuid
    )))
}

#[oauth_provider(
    vars(company: Option<Text>),
    hooks(saml = self::saml),
    client_credentials(
        url = "https://acme.example/token",
        client_auth = none,
        omit(client_id),
        headers("x-tenant" = "{company}"),
        params(
            grant_type = "urn:ietf:params:oauth:grant-type:saml2-bearer",
            assertion = "{hook.saml}",
        ),
    ),
)]
pub(crate) struct Hooked;

const ANSWER: &str = r#"{"access_token":"at-1","token_type":"Bearer"}"#;

#[tokio::test]
async fn a_hook_sees_the_request_and_is_sent() {
    let (client, wire) = client(Hooked::SPEC, &[("company", "c1")], ANSWER);
    client.client_credentials("").send().await.unwrap();
    let wanted = format!("c1%2Fapp-1%2Fs3cret%2F{UUID}");
    assert_eq!(wire.field("assertion"), Some(wanted));
}

#[tokio::test]
async fn an_error_of_a_hook_is_the_errors_of_the_call() {
    let (client, _) = client(Hooked::SPEC, &[], ANSWER);
    let refused = client.client_credentials("").send().await.unwrap_err();
    assert_eq!(refused.code(), Code::ValueUnset);
    assert!(refused.to_string().contains("company"), "{refused}");
}
