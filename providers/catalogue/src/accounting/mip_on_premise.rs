use oauth_runtime::oauth_provider;

/// MIP On Premise, fund accounting on a customer's own servers.
///
/// Source: row `mip-on-premise` of the facts table, 2026-11.
#[oauth_provider(
    name = "MIP On Premise",
    checked = "2026-11",
    vars(domain: Host, login: Text, password: Secret, org: Text),
    client_auth = none,
    client_credentials(
        url = "https://{domain}/api/security/login", place = json, omit(grant_type, client_id),
        params(login = "{login}", password = "{password}", org = "{org}"),
        answer(access_token = "AccessToken"),
    ),
    api(base = "https://api.mip.com", bearer(header("authorization-token"))),
)]
pub struct MipOnPremise;
