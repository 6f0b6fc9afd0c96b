use oauth_runtime::oauth_provider;

/// Docusign, electronic signatures.
///
/// Source: row `docusign` of the facts table, 2026-11.
/// Among several accounts the program chooses, where the row
/// takes the default one.
#[oauth_provider(
    docs = "https://developers.docusign.com/",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://account.docusign.com/oauth/auth",
    token = "https://account.docusign.com/oauth/token",
    learn(
        account(
            url = "https://account.docusign.com/oauth/userinfo", each = "/accounts",
            answer(keep(account_id, account_name, base_uri: Url("*.docusign.net"))),
        ),
    ),
    api(base = "https://www.docusign.net", trust("*.docusign.net")),
)]
pub struct Docusign;
