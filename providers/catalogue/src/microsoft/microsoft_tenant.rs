use oauth_runtime::oauth_provider;

/// Microsoft (Tenant), sign-in at one tenant of Microsoft's identity platform.
///
/// Source: row `microsoft-tenant-specific` of the facts table, 2026-11.
#[oauth_provider(
    name = "Microsoft (Tenant)",
    docs = "https://learn.microsoft.com/en-us/entra/identity-platform/",
    checked = "2026-11",
    vars(tenant: PathSegment),
    pkce = none(reason = "its known clients send none"),
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize(
        url = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
        params(response_mode = "query", prompt = "consent"),
    ),
    token = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
    device = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/devicecode",
    api = "https://graph.microsoft.com",
)]
pub struct MicrosoftTenant;
