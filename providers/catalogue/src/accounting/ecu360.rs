use oauth_runtime::oauth_provider;

/// ECU360 (Test), test environment of a core system for credit unions.
///
/// Source: row `ecu360` of the facts table, 2026-11.
#[oauth_provider(
    name = "ECU360 (Test)",
    checked = "2026-11",
    vars(api_key: Secret, user_name: Text, password: Secret),
    client_auth = none,
    lifetimes(access_token = 15m),
    client_credentials(
        url = "https://apim-test.ecu360.com/auth/v1/authenticate", place = json,
        omit(grant_type, client_id),
        params(
            userName = "{user_name}", password = "{password}", isEncrypted = false, mfaToken = "",
        ),
        headers("ecu360-api-key" = "{api_key}"), answer(access_token = "jwtToken"),
    ),
    api = "https://apim-test.ecu360.com",
)]
pub struct Ecu360;
