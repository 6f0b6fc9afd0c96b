use oauth_runtime::oauth_provider;

/// Procore, construction projects and their documents.
///
/// Source: row `procore` of the facts table, 2026-11.
/// Among several companies the program chooses, where the row
/// takes the first or a tenant value.
#[oauth_provider(
    docs = "https://developers.procore.com/",
    checked = "2026-11",
    authorize = "https://login.procore.com/oauth/authorize",
    token = "https://login.procore.com/oauth/token",
    learn(
        company(
            url = "https://api.procore.com/rest/v1.0/companies", each = "/",
            answer(keep(company_id = "id", company_name = "name")),
        ),
    ),
    api(
        base = "https://api.procore.com", headers("procore-company-id" = "{token.company_id}"),
        rate_limit(reset = epoch("x-rate-limit-reset")),
    ),
)]
pub struct Procore;
