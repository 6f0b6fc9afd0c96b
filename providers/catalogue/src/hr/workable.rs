use oauth_runtime::oauth_provider;

/// Workable, recruiting and personnel software.
///
/// Source: row `workable-oauth` of the facts table, 2026-11.
/// Among several accounts the program chooses, where the row
/// takes the first.
#[oauth_provider(
    checked = "2026-11",
    scopes(delimiter = "+"),
    authorize = "https://www.workable.com/oauth/authorize",
    token = "https://www.workable.com/oauth/token",
    learn(
        account(
            url = "https://workable.com/spi/v3/accounts", each = "/accounts",
            answer(keep(subdomain: DnsLabel, name)),
        ),
    ),
    api(
        base = "https://{token.subdomain}.workable.com",
        rate_limit(reset = epoch("x-rate-limit-reset")),
    ),
)]
pub struct Workable;
