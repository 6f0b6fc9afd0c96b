use oauth_runtime::oauth_provider;

/// Sage Intacct (Client Credentials), financial management, called by an application for itself.
///
/// Source: row `sage-intacct-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Sage Intacct (Client Credentials)",
    checked = "2026-11",
    vars(username: Option<Text>, session_id: Option<Secret>),
    client_credentials(
        url = "https://api.intacct.com/ia/api/v1/oauth2/token",
        params(username = "{username}", session_id = "{session_id}"),
    ),
    api = "https://api.intacct.com/ia/api",
)]
pub struct SageIntacctCc;
