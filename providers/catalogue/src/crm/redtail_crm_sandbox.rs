use oauth_runtime::oauth_provider;

/// Redtail CRM (Sandbox), customer records of financial advisers, for tests.
///
/// Source: row `redtail-crm-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "Redtail CRM (Sandbox)",
    checked = "2026-11",
    vars(api_key: Secret, username: Text, password: Secret),
    client_credentials(
        url = "https://review.crm.redtailtechnology.com/api/public/v1/authentication", method = get,
        client_auth = authorization("Basic {base64(api_key + ':' + username + ':' + password)}"),
        omit(grant_type, client_id), answer(access_token = "/authenticated_user/user_key"),
    ),
    api(
        base = "https://review.crm.redtailtechnology.com/api/public", bearer(none),
        headers("authorization" = "Userkeyauth {base64(api_key + ':' + access_token)}"),
    ),
)]
pub struct RedtailCrmSandbox;
