use oauth_runtime::oauth_provider;

/// TikTok Login Kit (desktop), sign-in with TikTok for programs on a desktop.
///
/// Source: row `tiktok-desktop` of the facts table, 2026-11.
#[oauth_provider(
    name = "TikTok Login Kit (desktop)",
    docs = "https://developers.tiktok.com/",
    checked = "2026-11",
    pkce = s256_hex(reason = "the vendor hashes the verifier to hexadecimal digits"),
    scopes(delimiter = ","),
    authorize(url = "https://www.tiktok.com/v2/auth/authorize/", names(client_id = "client_key")),
    token(url = "https://open.tiktokapis.com/v2/oauth/token/", names(client_id = "client_key")),
)]
pub struct TiktokDesktop;
