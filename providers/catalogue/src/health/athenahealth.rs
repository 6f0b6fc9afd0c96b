use oauth_runtime::oauth_provider;

/// athenahealth, practice management and patient records.
///
/// Source: row `athenahealth` of the facts table, 2026-11.
#[oauth_provider(
    name = "athenahealth",
    checked = "2026-11",
    vars(subdomain: OneOf(Production = "api", Preview = "api.preview")),
    client_auth = basic(raw),
    client_credentials = "https://{subdomain}.platform.athenahealth.com/oauth2/v1/token",
    api = "https://{subdomain}.platform.athenahealth.com",
)]
pub struct Athenahealth;
