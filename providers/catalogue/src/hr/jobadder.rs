use oauth_runtime::oauth_provider;

/// JobAdder, recruitment software for agencies and companies.
///
/// Source: row `jobadder` of the facts table, 2026-11.
#[oauth_provider(
    name = "JobAdder",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize = "https://id.jobadder.com/connect/authorize",
    token = "https://id.jobadder.com/connect/token",
    api = "https://api.jobadder.com",
)]
pub struct Jobadder;
