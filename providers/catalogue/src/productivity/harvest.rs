use oauth_runtime::oauth_provider;

/// Harvest, time tracking and invoices of teams.
///
/// Source: row `harvest` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://help.getharvest.com/api-v2/",
    checked = "2026-11",
    vars(app_details: Option<Text>),
    authorize = "https://id.getharvest.com/oauth2/authorize",
    token = "https://id.getharvest.com/api/v2/oauth2/token",
    api(base = "https://api.harvestapp.com", headers("user-agent" = "{app_details}")),
)]
pub struct Harvest;
