use oauth_runtime::oauth_provider;

/// Thomson Reuters Legal Tracker (TR Account), legal spend and matters, with an account of Thomson
/// Reuters.
///
/// Shares the login of row `thomson-reuters-legal-tracker`.
/// Source: row `thomson-reuters-legal-tracker-tr-account` of the facts table, 2026-11.
#[oauth_provider(
    name = "Thomson Reuters Legal Tracker (TR Account)",
    checked = "2026-11",
    vars(hostname: OneOf(
        Com = "api.thomsonreuters.com", Uk = "api.thomsonreuters.co.uk",
        Ca = "api.thomsonreuters.ca", Au = "api.thomsonreuters.au",
    )),
    client_auth = basic(raw),
    client_credentials(
        url = "https://auth.thomsonreuters.com/oauth/token",
        params(audience = "506f6a92-4fd1-43c1-bf18-4e3735ea55aa"),
    ),
    api = "https://{hostname}/legal-tracker",
)]
pub struct ThomsonReutersLegalTrackerTrAccount;
