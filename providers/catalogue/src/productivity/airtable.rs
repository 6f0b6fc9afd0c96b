use oauth_runtime::oauth_provider;

/// Airtable, tables that work like a small database.
///
/// Source: row `airtable` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://airtable.com/developers/web/api/oauth-reference",
    checked = "2026-11",
    client_auth = basic,
    authorize = "https://airtable.com/oauth2/v1/authorize",
    token = "https://airtable.com/oauth2/v1/token",
    api = "https://api.airtable.com",
)]
pub struct Airtable;
