use oauth_runtime::oauth_provider;

/// Microsoft Teams, chat and meetings, over Microsoft Graph.
///
/// Source: row `microsoft-teams` of the facts table, 2026-11.
#[oauth_provider(
    name = "Microsoft Teams",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(OfflineAccess = "offline_access", Default = ".default", default(OfflineAccess, Default)),
    authorize(
        url = "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        params(response_mode = "query"),
    ),
    token(
        url = "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        answer(keep(tenant_id: Uuid = claim(access_token, "/tid"))),
    ),
    api = "https://graph.microsoft.com",
)]
pub struct MicrosoftTeams;
