use oauth_runtime::oauth_provider;

/// Greenhouse (Ingestion API), candidates handed to Greenhouse by partners.
///
/// Source: row `greenhouse-ingestion` of the facts table, 2026-11.
#[oauth_provider(
    name = "Greenhouse (Ingestion API)",
    checked = "2026-11",
    authorize = "https://api.greenhouse.io/oauth/authorize",
    token = "https://api.greenhouse.io/oauth/token",
    api = "https://api.greenhouse.io"
)]
pub struct GreenhouseIngestion;
