use oauth_runtime::oauth_provider;

/// Google Workspace Admin, users and devices of a Google Workspace domain.
///
/// Shares the login of row `google`.
/// Source: row `google-workspace-admin` of the facts table, 2026-11.
#[oauth_provider(
    name = "Google Workspace Admin",
    checked = "2026-11",
    authorize(
        url = "https://accounts.google.com/o/oauth2/v2/auth",
        params(access_type = "offline", prompt = "consent"),
    ),
    token = "https://oauth2.googleapis.com/token",
    revoke = "https://oauth2.googleapis.com/revoke",
    api = "https://admin.googleapis.com"
)]
pub struct GoogleWorkspaceAdmin;
