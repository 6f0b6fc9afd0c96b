use oauth_runtime::oauth_provider;

/// Google Chat, chat rooms of Google Workspace.
///
/// Shares the login of row `google`.
/// Source: row `google-chat` of the facts table, 2026-11.
#[oauth_provider(
    name = "Google Chat",
    docs = "https://developers.google.com/workspace/chat",
    checked = "2026-11",
    authorize(
        url = "https://accounts.google.com/o/oauth2/v2/auth",
        params(access_type = "offline", prompt = "consent"),
    ),
    token = "https://oauth2.googleapis.com/token",
    revoke = "https://oauth2.googleapis.com/revoke",
    api = "https://chat.googleapis.com"
)]
pub struct GoogleChat;
