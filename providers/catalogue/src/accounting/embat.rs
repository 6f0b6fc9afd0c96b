use oauth_runtime::oauth_provider;

/// Embat, treasury and bank accounts of companies.
///
/// Source: row `embat` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(email: Text, password: Secret),
    client_auth = none,
    client_credentials(
        url = "https://api.embat.io/authentication/token", place = json,
        omit(grant_type, client_id), params(email = "{email}", password = "{password}"),
        answer(access_token = "idToken", expires_at(claim(access_token, "/exp"), epoch_seconds)),
    ),
    api = "https://api.embat.io",
)]
pub struct Embat;
