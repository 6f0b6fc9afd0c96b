use oauth_runtime::oauth_provider;

/// RingCentral, telephony, messages and meetings.
///
/// Source: row `ring-central` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.ringcentral.com/",
    checked = "2026-11",
    client_auth = basic,
    authorize = "https://platform.ringcentral.com/restapi/oauth/authorize",
    token = "https://platform.ringcentral.com/restapi/oauth/token",
    api = "https://platform.ringcentral.com",
)]
pub struct RingCentral;
