use oauth_runtime::oauth_provider;

/// Addepar, portfolio reporting for wealth managers.
///
/// Source: row `addepar` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(firm_id: Text),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://id.addepar.com/oauth2/authorize",
    token = "https://api.addepar.com/public/oauth2/token",
    api(
        base = "https://api.addepar.com", headers("addepar-firm" = "{firm_id}"),
        rate_limit(reset = delay("x-ratelimit-retry-after")),
    ),
)]
pub struct Addepar;
