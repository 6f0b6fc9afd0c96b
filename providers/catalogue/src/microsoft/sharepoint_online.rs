use oauth_runtime::oauth_provider;

/// SharePoint Online, sites and documents of a company, over Microsoft Graph and SharePoint.
///
/// Source: row `sharepoint-online` of the facts table, 2026-11.
/// The row names the SharePoint host by the tenant's id, where the vendor's documents have its
/// name.
#[oauth_provider(
    name = "SharePoint Online",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(OfflineAccess = "offline_access", Default = ".default", default(OfflineAccess, Default)),
    authorize(
        url = "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        params(response_mode = "query"),
    ),
    token(
        url = "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        answer(keep(tenant_id: DnsLabel = claim(access_token, "/tid"))),
    ),
    second_token(
        sharepoint(
            by_refresh,
            refresh(
                url = "https://login.microsoftonline.com/{token.tenant_id}/oauth2/v2.0/token",
                params(scope = "https://{token.tenant_id}.sharepoint.com/Sites.Read.All"),
            ),
            api = "https://{token.tenant_id}.sharepoint.com",
        ),
    ),
    api = "https://graph.microsoft.com",
)]
pub struct SharepointOnline;
