use oauth_runtime::oauth_provider;

/// Tempo, time tracking and planning in Jira.
///
/// Source: row `tempo` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(jira_subdomain: DnsLabel, subdomain: OneOf(Global = "api", Eu = "api.eu", Us = "api.us")),
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://api.tempo.io/oauth/authorize/redirect",
        params(jira_url = "https://{jira_subdomain}.atlassian.net"),
    ),
    token = "https://api.tempo.io/oauth/token/",
    api = "https://{subdomain}.tempo.io",
)]
pub struct Tempo;
