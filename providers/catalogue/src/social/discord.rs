use oauth_runtime::oauth_provider;

/// Discord, voice and text chat of communities.
///
/// Source: row `discord` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://discord.com/developers/docs/topics/oauth2",
    checked = "2026-11",
    authorize = "https://discord.com/api/oauth2/authorize",
    token = "https://discord.com/api/oauth2/token",
    revoke = "https://discord.com/api/oauth2/token/revoke",
    api = "https://discord.com"
)]
pub struct Discord;
