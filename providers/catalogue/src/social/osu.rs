use oauth_runtime::oauth_provider;

/// osu!, scores and beatmaps of a rhythm game.
///
/// Source: row `osu` of the facts table, 2026-11.
#[oauth_provider(
    name = "osu!",
    docs = "https://osu.ppy.sh/docs/",
    checked = "2026-11",
    scopes(Identify = "identify", default(Identify)),
    authorize = "https://osu.ppy.sh/oauth/authorize",
    token = "https://osu.ppy.sh/oauth/token",
    api = "https://osu.ppy.sh"
)]
pub struct Osu;
