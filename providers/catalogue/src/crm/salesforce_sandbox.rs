use oauth_runtime::oauth_provider;

/// Salesforce (Sandbox), test organizations of Salesforce.
///
/// Source: row `salesforce-sandbox` of the facts table, 2026-11.
/// No answer says how long a token lives; introspection does, after each one.
#[oauth_provider(
    name = "Salesforce (Sandbox)",
    checked = "2026-11",
    vars(
        hostname: Host(
            "*.salesforce.com", "*.salesforce.mil", "*.cloudforce.com",
        ) = "test.salesforce.com",
    ),
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize = "https://{hostname}/services/oauth2/authorize",
    token(
        url = "https://{hostname}/services/oauth2/token",
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
    revoke = "https://test.salesforce.com/services/oauth2/revoke",
    introspect = "{token.instance_url}/services/oauth2/introspect",
    api = "{token.instance_url}",
)]
pub struct SalesforceSandbox;
