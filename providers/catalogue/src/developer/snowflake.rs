use oauth_runtime::oauth_provider;

/// Snowflake, data warehouse at an address of its own.
///
/// Source: row `snowflake` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://docs.snowflake.com/",
    checked = "2026-11",
    vars(snowflake_account_url: Host),
    client_auth = basic(raw),
    authorize = "https://{snowflake_account_url}/oauth/authorize",
    token = "https://{snowflake_account_url}/oauth/token-request",
    learn(
        user(
            url = "https://{snowflake_account_url}/api/v2/statements", method = post, place = json,
            params(statement = "SELECT CURRENT_USER()"), answer(keep(username = "/data/0/0")),
        ),
    ),
    api = "https://{snowflake_account_url}",
)]
pub struct Snowflake;
