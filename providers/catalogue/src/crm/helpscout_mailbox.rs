use oauth_runtime::oauth_provider;

/// Help Scout Mailbox, shared mailboxes for customer support.
///
/// Source: row `helpscout-mailbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "Help Scout Mailbox",
    checked = "2026-11",
    authorize = "https://secure.helpscout.net/authentication/authorizeClientApplication",
    token = "https://api.helpscout.net/v2/oauth2/token",
    api(base = "https://api.helpscout.net", rate_limit(reset = delay("x-ratelimit-retry-after"))),
)]
pub struct HelpscoutMailbox;
