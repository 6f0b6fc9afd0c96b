use oauth_runtime::oauth_provider;

/// Tailscale, private networks between devices.
///
/// Source: row `tailscale` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://tailscale.com/kb/",
    checked = "2026-11",
    client_credentials(url = "https://api.tailscale.com/api/v2/oauth/token", omit(grant_type)),
    api = "https://api.tailscale.com/api"
)]
pub struct Tailscale;
