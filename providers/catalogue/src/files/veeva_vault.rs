use oauth_runtime::oauth_provider;

/// Veeva Vault, documents and data of life sciences.
///
/// Source: row `veeva-vault` of the facts table, 2026-11.
#[oauth_provider(
    name = "Veeva Vault",
    checked = "2026-11",
    vars(subdomain: DnsLabel, version: PathSegment, username: Text, password: Secret),
    client_auth = none,
    client_credentials(
        url = "https://{subdomain}.veevavault.com/api/{version}/auth", omit(grant_type, client_id),
        params(username = "{username}", password = "{password}"),
        answer(access_token = "sessionId"),
    ),
    api(base = "https://{subdomain}.veevavault.com/api/{version}", bearer(header("authorization"))),
)]
pub struct VeevaVault;
