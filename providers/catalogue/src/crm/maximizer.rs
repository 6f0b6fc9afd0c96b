use oauth_runtime::oauth_provider;

/// Maximizer (Cloud), customer records, in the cloud.
///
/// Source: row `maximizer` of the facts table, 2026-11.
#[oauth_provider(
    name = "Maximizer (Cloud)",
    checked = "2026-11",
    vars(region: OneOf("caw", "ukw"), company_alias: PathSegment),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://{region}.maximizercrmlive.com/oauth2/{company_alias}/authorize",
    token = "https://{region}.maximizercrmlive.com/oauth2/{company_alias}/token",
    api = "https://{region}.maximizercrmlive.com",
)]
pub struct Maximizer;
