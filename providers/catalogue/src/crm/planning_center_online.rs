use oauth_runtime::oauth_provider;

/// Planning Center Online, members, services and giving of churches.
///
/// Source: row `planning-center-online` of the facts table, 2026-11.
#[oauth_provider(
    name = "Planning Center Online",
    checked = "2026-11",
    authorize = "https://api.planningcenteronline.com/oauth/authorize",
    token = "https://api.planningcenteronline.com/oauth/token",
    api = "https://api.planningcenteronline.com"
)]
pub struct PlanningCenterOnline;
