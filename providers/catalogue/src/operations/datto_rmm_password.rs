use oauth_runtime::oauth_provider;

/// Datto RMM (Password Grant), remote monitoring of computers, by the key of a user's API access.
///
/// Source: row `datto-rmm-password-grant` of the facts table, 2026-11.
/// The client is the vendor's own and the same for everybody.
#[oauth_provider(
    name = "Datto RMM (Password Grant)",
    checked = "2026-11",
    vars(
        platform: OneOf("pinotage", "merlot", "concord", "vidal", "zinfandel", "syrah"),
        username: Text, password: Secret,
    ),
    client_auth = authorization("Basic {base64('public-client:public')}"),
    client_credentials(
        url = "https://{platform}-api.centrastage.net/auth/oauth/token", omit(client_id),
        params(grant_type = "password", username = "{username}", password = "{password}"),
    ),
    api = "https://{platform}-api.centrastage.net/api",
)]
pub struct DattoRmmPassword;
