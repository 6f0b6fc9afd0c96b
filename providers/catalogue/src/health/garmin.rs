use oauth_runtime::oauth_provider;

/// Garmin, activities and health data of Garmin devices.
///
/// Source: row `garmin-oauth2` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://connect.garmin.com/oauth2Confirm",
    token = "https://diauth.garmin.com/di-oauth2-service/oauth/token",
    api = "https://apis.garmin.com"
)]
pub struct Garmin;
