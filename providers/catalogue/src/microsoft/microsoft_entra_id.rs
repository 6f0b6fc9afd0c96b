use oauth_runtime::oauth_provider;

/// Microsoft Entra ID, directory of users, groups and applications.
///
/// Source: row `microsoft-entra-id` of the facts table, 2026-11.
#[oauth_provider(
    name = "Microsoft Entra ID",
    docs = "https://learn.microsoft.com/en-us/entra/identity-platform/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(OfflineAccess = "offline_access", Default = ".default", default(OfflineAccess, Default)),
    authorize(
        url = "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        params(response_mode = "query"),
    ),
    token = "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    api = "https://graph.microsoft.com",
)]
pub struct MicrosoftEntraId;
