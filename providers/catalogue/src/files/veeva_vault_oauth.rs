use oauth_runtime::oauth_provider;

/// Veeva Vault (OAuth 2.0 / OIDC), documents of life sciences, by the company's own identity
/// provider.
///
/// Source: row `veeva-vault-oauth` of the facts table, 2026-11.
/// `tokenUrl` is the whole address, with `https://`; the scopes are those of the call.
#[oauth_provider(
    name = "Veeva Vault (OAuth 2.0 / OIDC)",
    checked = "2026-11",
    vars(
        identity_token_url("tokenUrl"): Url, oauth_profile_id: PathSegment, subdomain: DnsLabel,
    ),
    client_auth = basic(raw),
    client_credentials(
        url = "{identity_token_url}",
        then(
            session(
                url = "https://login.veevavault.com/auth/oauth/session/{oauth_profile_id}",
                client_auth = authorization("Bearer {access_token}"),
                params(vaultDNS = "{subdomain}", client_id = "{client_id}"),
                answer(access_token = "sessionId"),
            ),
        ),
    ),
    api(base = "https://{subdomain}.veevavault.com/api", bearer(header("authorization"))),
)]
pub struct VeevaVaultOauth;
