use oauth_runtime::oauth_provider;

/// Leapsome, goals, reviews and learning of employees.
///
/// Source: row `leapsome` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(secret: Secret),
    client_auth = none,
    client_credentials(
        url = "https://api.leapsome.com/v1/token", method = get,
        reason = "the vendor reads the query only", omit(grant_type, client_id),
        params(secret = "{secret}"), answer(access_token = "token", expires_in = "expiresIn"),
    ),
    api = "https://api.leapsome.com",
)]
pub struct Leapsome;
