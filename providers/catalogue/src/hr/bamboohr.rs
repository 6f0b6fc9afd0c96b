use oauth_runtime::oauth_provider;

/// BambooHR, employee records for small and medium companies.
///
/// Source: row `bamboohr` of the facts table, 2026-11.
#[oauth_provider(
    name = "BambooHR",
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    authorize(
        url = "https://{subdomain}.bamboohr.com/authorize.php", params(request = "authorize"),
    ),
    token(url = "https://{subdomain}.bamboohr.com/token.php", params(request = "token")),
    api = "https://api.bamboohr.com/api/gateway.php/{subdomain}",
)]
pub struct Bamboohr;
