use oauth_runtime::oauth_provider;

/// Exact Online, bookkeeping and business software, by country.
///
/// Source: row `exact-online` of the facts table, 2026-11.
#[oauth_provider(
    name = "Exact Online",
    docs = "https://support.exactonline.com/",
    checked = "2026-11",
    vars(extension: OneOf(
        Nl = "nl", Be = "be", De = "de", Fr = "fr", Es = "es", CoUk = "co.uk", Com = "com",
    )),
    client_auth = basic,
    lifetimes(margin = 30s),
    authorize = "https://start.exactonline.{extension}/api/oauth2/auth",
    token = "https://start.exactonline.{extension}/api/oauth2/token",
    api(
        base = "https://start.exactonline.{extension}",
        rate_limit(reset = epoch("x-ratelimit-minutely-reset")),
    ),
)]
pub struct ExactOnline;
