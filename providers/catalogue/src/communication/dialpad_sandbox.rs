use oauth_runtime::oauth_provider;

/// Dialpad (Sandbox), the test environment of Dialpad.
///
/// Source: row `dialpad-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "Dialpad (Sandbox)",
    checked = "2026-11",
    authorize = "https://sandbox.dialpad.com/oauth2/authorize",
    token = "https://sandbox.dialpad.com/oauth2/token",
    api = "https://sandbox.dialpad.com"
)]
pub struct DialpadSandbox;
