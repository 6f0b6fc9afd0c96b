use oauth_runtime::oauth_provider;

/// Salesforce Experience Cloud, sites of a company for its customers and partners.
///
/// Source: row `salesforce-experience-cloud` of the facts table, 2026-11.
/// No answer says how long a token lives; introspection does, after each one.
#[oauth_provider(
    name = "Salesforce Experience Cloud",
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize = "https://{subdomain}.my.site.com/services/oauth2/authorize",
    token(
        url = "https://{subdomain}.my.site.com/services/oauth2/token",
        answer(
            keep(
                instance_url: Url(
                    "*.salesforce.com", "*.salesforce.mil", "*.force.com", "*.site.com",
                ),
            ),
        ),
        then(
            introspect(
                optional, url = "{token.instance_url}/services/oauth2/introspect",
                client_auth = body,
                params(token = "{access_token}"),
                answer(expires_at("exp", epoch_seconds)),
            ),
        ),
    ),
    introspect = "{token.instance_url}/services/oauth2/introspect",
    api = "{token.instance_url}",
)]
pub struct SalesforceExperienceCloud;
