use oauth_runtime::oauth_provider;

/// SAP Concur (legacy login), travel and expenses, by the vendor's older endpoints.
///
/// Source: row `concur-legacy` of the facts table, 2026-11.
/// The root element of the answer is the one of the vendor's documents; the row names none.
#[oauth_provider(
    name = "SAP Concur (legacy login)",
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    client_auth = query(reason = "the token endpoint reads the query only"),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://{subdomain}.api.concursolutions.com/oauth2/v0/authorize",
    token(
        url = "https://{subdomain}.api.concursolutions.com/oauth2/v0/token", place = query,
        reason = "the vendor reads the query only", omit(grant_type, redirect_uri),
        answer(
            format = xml, access_token = "/Access_Token/Token",
            refresh_token = "/Access_Token/Refresh_Token",
        ),
    ),
)]
pub struct ConcurLegacy;
