use oauth_runtime::oauth_provider;

/// HeyGen, videos with generated speakers.
///
/// Source: row `heygen` of the facts table, 2026-11.
#[oauth_provider(
    name = "HeyGen",
    checked = "2026-11",
    client_auth = none,
    authorize = "https://app.heygen.com/oauth/authorize",
    token = "https://api2.heygen.com/v1/oauth/token",
    refresh(url = "https://api2.heygen.com/v1/oauth/refresh_token"),
    api = "https://api2.heygen.com",
)]
pub struct Heygen;
