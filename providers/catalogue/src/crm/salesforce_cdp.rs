use oauth_runtime::oauth_provider;

/// Salesforce (Data Cloud), customer data of a Salesforce organization.
///
/// Source: row `salesforce-cdp` of the facts table, 2026-11.
/// Differs from the row: api.url: the second answer names the host alone, without `https://`.
#[oauth_provider(
    name = "Salesforce (Data Cloud)",
    checked = "2026-11",
    vars(jwt: Secret),
    client_auth = none,
    client_credentials(
        url = "https://login.salesforce.com/services/oauth2/token", omit(client_id),
        params(
            grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion = "{jwt}",
        ),
        answer(keep(org_url: Url("*.salesforce.com", "*.salesforce.mil") = "instance_url")),
        then(data_cloud(
            url = "{token.org_url}/services/a360/token",
            params(
                grant_type = "urn:salesforce:grant-type:external:cdp",
                subject_token = "{access_token}",
                subject_token_type = "urn:ietf:params:oauth:token-type:access_token",
            ),
            answer(keep(tenant_host: Host("*.salesforce.com") = "instance_url")),
        )),
    ),
    api = "https://{token.tenant_host}",
)]
pub struct SalesforceCdp;
