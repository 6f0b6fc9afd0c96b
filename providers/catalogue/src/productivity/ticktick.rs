use oauth_runtime::oauth_provider;

/// TickTick, to-do lists and habits.
///
/// Source: row `ticktick` of the facts table, 2026-11.
#[oauth_provider(
    name = "TickTick",
    checked = "2026-11",
    authorize = "https://ticktick.com/oauth/authorize",
    token = "https://ticktick.com/oauth/token",
    api = "https://api.ticktick.com"
)]
pub struct Ticktick;
