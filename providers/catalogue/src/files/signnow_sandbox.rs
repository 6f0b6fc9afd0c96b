use oauth_runtime::oauth_provider;

/// SignNow (Sandbox), the test environment of electronic signatures.
///
/// Source: row `signnow-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "SignNow (Sandbox)",
    checked = "2026-11",
    client_auth = basic(raw),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://app-eval.signnow.com/authorize",
    token = "https://api-eval.signnow.com/oauth2/token",
    api = "https://api-eval.signnow.com",
)]
pub struct SignnowSandbox;
