use oauth_runtime::oauth_provider;

/// Docusign, electronic signatures.
///
/// Source: row `docusign` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.docusign.com/",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://account.docusign.com/oauth/auth",
    token = "https://account.docusign.com/oauth/token",
    api = "https://www.docusign.net",
)]
pub struct Docusign;
