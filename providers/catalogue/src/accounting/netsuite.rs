use oauth_runtime::oauth_provider;

/// NetSuite, business software (ERP) by Oracle.
///
/// Source: row `netsuite` of the facts table, 2026-11.
#[oauth_provider(
    name = "NetSuite",
    docs = "https://docs.oracle.com/",
    checked = "2026-11",
    vars(account_id: DnsLabel),
    scopes(RestWebservices = "rest_webservices", default(RestWebservices)),
    authorize(
        url = "https://{account_id}.app.netsuite.com/app/login/oauth2/authorize.nl",
        params(prompt = "consent"),
    ),
    token = "https://{account_id}.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token",
    api = "https://{account_id}.suitetalk.api.netsuite.com/services/rest/record/v1",
)]
pub struct Netsuite;
