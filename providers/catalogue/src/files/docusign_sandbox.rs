use oauth_runtime::oauth_provider;

/// Docusign (Sandbox), the demo environment of Docusign.
///
/// Source: row `docusign-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "Docusign (Sandbox)",
    docs = "https://developers.docusign.com/",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://account-d.docusign.com/oauth/auth",
    token = "https://account-d.docusign.com/oauth/token",
    api = "https://demo.docusign.net",
)]
pub struct DocusignSandbox;
