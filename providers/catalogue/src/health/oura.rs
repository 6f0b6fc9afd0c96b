use oauth_runtime::oauth_provider;

/// Oura, sleep and activity data of a ring.
///
/// Source: row `oura` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://cloud.ouraring.com/docs/",
    checked = "2026-11",
    authorize = "https://cloud.ouraring.com/oauth/authorize",
    token = "https://api.ouraring.com/oauth/token",
    api = "https://api.ouraring.com"
)]
pub struct Oura;
