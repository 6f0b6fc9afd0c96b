use oauth_runtime::oauth_provider;

/// Google Sheets, spreadsheets of Google Workspace.
///
/// Shares the login of row `google`.
/// Source: row `google-sheet` of the facts table, 2026-11.
#[oauth_provider(
    name = "Google Sheets",
    checked = "2026-11",
    authorize(
        url = "https://accounts.google.com/o/oauth2/v2/auth",
        params(access_type = "offline", prompt = "consent"),
    ),
    token = "https://oauth2.googleapis.com/token",
    revoke = "https://oauth2.googleapis.com/revoke",
    api = "https://sheets.googleapis.com"
)]
pub struct GoogleSheet;
