use oauth_runtime::oauth_provider;

/// Maximizer (On-Premise), customer records, on a customer's own servers.
///
/// Source: row `maximizer-on-premise` of the facts table, 2026-11.
#[oauth_provider(
    name = "Maximizer (On-Premise)",
    checked = "2026-11",
    vars(hostname: Host),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://{hostname}/MaximizerWebAuthentication/OAuth2/Authorize",
    token = "https://{hostname}/MaximizerWebAuthentication/OAuth2/Token",
    api = "https://{hostname}",
)]
pub struct MaximizerOnPremise;
