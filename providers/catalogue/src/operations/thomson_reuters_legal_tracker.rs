use oauth_runtime::oauth_provider;

/// Thomson Reuters Legal Tracker, legal spend and matters of law departments.
///
/// Source: row `thomson-reuters-legal-tracker` of the facts table, 2026-11.
#[oauth_provider(
    name = "Thomson Reuters Legal Tracker",
    checked = "2026-11",
    vars(hostname: OneOf(
        Com = "api.thomsonreuters.com", Uk = "api.thomsonreuters.co.uk",
        Ca = "api.thomsonreuters.ca", Au = "api.thomsonreuters.au",
    )),
    client_credentials = "https://{hostname}/onepass/oauth2/token",
    api = "https://{hostname}/legal-tracker",
)]
pub struct ThomsonReutersLegalTracker;
