use oauth_runtime::oauth_provider;

/// dope.security, web filtering on the device itself.
///
/// Source: row `dope-security` of the facts table, 2026-11.
#[oauth_provider(
    name = "dope.security",
    checked = "2026-11",
    client_credentials(
        url = "https://api.flightdeck.dope.security/v1/partner/oauth/token", place = json,
    ),
    api = "https://api.flightdeck.dope.security",
)]
pub struct DopeSecurity;
