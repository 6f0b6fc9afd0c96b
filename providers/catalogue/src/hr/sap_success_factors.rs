use oauth_runtime::oauth_provider;

/// SAP SuccessFactors, personnel of large companies, for a user whom a signed assertion names.
///
/// Source: row `sap-success-factors` of the facts table, 2026-11.
/// The client id is the API key of the registered application. The assertion is a signed XML
/// document, which no template makes: the hook does.
/// An assertion lives an hour instead of ten years, because each request has one of its own.
#[oauth_provider(
    name = "SAP SuccessFactors",
    docs = "https://help.sap.com/docs/SAP_SUCCESSFACTORS_PLATFORM",
    checked = "2026-11",
    vars(api_server: Host, company_id: Text, user_name: Text, private_key: Secret),
    hooks(saml = crate::hooks::saml::assertion),
    client_auth = none,
    client_credentials(
        url = "https://{api_server}/oauth/token",
        params(
            grant_type = "urn:ietf:params:oauth:grant-type:saml2-bearer",
            company_id = "{company_id}", assertion = "{hook.saml}", new_token = true,
        ),
    ),
    api = "https://{api_server}",
)]
pub struct SapSuccessFactors;
