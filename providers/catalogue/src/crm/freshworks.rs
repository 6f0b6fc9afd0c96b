use oauth_runtime::oauth_provider;

/// Freshworks, help desk and sales software.
///
/// Source: row `freshworks` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(hostname: Host, bundle_alias: Host),
    client_auth = basic(raw),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://{hostname}/org/oauth/v2/authorize",
    token = "https://{hostname}/org/oauth/v2/token",
    api = "https://{bundle_alias}",
)]
pub struct Freshworks;
