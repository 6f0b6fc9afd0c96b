use oauth_runtime::oauth_provider;

/// AgencyZoom, sales pipelines for insurance agencies.
///
/// Source: row `agencyzoom` of the facts table, 2026-11.
#[oauth_provider(
    name = "AgencyZoom",
    checked = "2026-11",
    vars(username: Text, password: Secret),
    client_auth = none,
    client_credentials(
        url = "https://api.agencyzoom.com/v1/api/auth/login", place = json,
        omit(grant_type, client_id), params(username = "{username}", password = "{password}"),
        answer(access_token = "jwt", expires_at(claim(access_token, "/exp"), epoch_seconds)),
    ),
    api = "https://api.agencyzoom.com",
)]
pub struct Agencyzoom;
