use oauth_runtime::oauth_provider;

/// Salesmsg (Personal Token), text messages with customers, by a personal token.
///
/// Source: row `salesmsg` of the facts table, 2026-11.
#[oauth_provider(
    name = "Salesmsg (Personal Token)",
    checked = "2026-11",
    vars(api_key: Secret),
    refresh(
        client_auth = authorization("Bearer {refresh_token}"),
        omit(grant_type, client_id, refresh_token),
    ),
    client_credentials(
        url = "https://api.salesmessage.com/pub/v2.2/oauth/personal-token/refresh", place = json,
        client_auth = authorization("Bearer {api_key}"), omit(grant_type, client_id),
        answer(refresh_token = "access_token"),
    ),
    api = "https://api.salesmessage.com/pub",
)]
pub struct Salesmsg;
