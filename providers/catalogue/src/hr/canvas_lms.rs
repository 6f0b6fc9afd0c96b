use oauth_runtime::oauth_provider;

/// Canvas LMS, courses and grades of schools and universities.
///
/// Source: row `canvas-lms` of the facts table, 2026-11.
#[oauth_provider(
    name = "Canvas LMS",
    checked = "2026-11",
    vars(hostname: Host),
    authorize = "https://{hostname}/login/oauth2/auth",
    token = "https://{hostname}/login/oauth2/token",
    api = "https://{hostname}",
)]
pub struct CanvasLms;
