use oauth_runtime::oauth_provider;

/// Procore, construction projects and their documents.
///
/// Source: row `procore` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.procore.com/",
    checked = "2026-11",
    vars(company_id: Option<Text>),
    authorize = "https://login.procore.com/oauth/authorize",
    token = "https://login.procore.com/oauth/token",
    api(
        base = "https://api.procore.com", headers("procore-company-id" = "{company_id}"),
        rate_limit(reset = epoch("x-rate-limit-reset")),
    ),
)]
pub struct Procore;
