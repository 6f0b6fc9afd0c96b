use oauth_runtime::oauth_provider;

/// Microsoft Word, text documents, over Microsoft Graph.
///
/// Source: row `microsoft-word` of the facts table, 2026-11.
#[oauth_provider(
    name = "Microsoft Word",
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
pub struct MicrosoftWord;
