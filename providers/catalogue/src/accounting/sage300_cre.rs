use oauth_runtime::oauth_provider;

/// Sage 300 Construction and Real Estate, accounts of construction and real-estate companies.
///
/// Source: row `sage-300-cre` of the facts table, 2026-11.
#[oauth_provider(
    name = "Sage 300 Construction and Real Estate",
    checked = "2026-11",
    vars(
        server_url: Host, database_name: Text, dpp_key: Option<Secret>, username: Text,
        password: Secret,
    ),
    client_auth = none,
    client_credentials(
        url = "https://{server_url}/api/common/user/authenticate", place = json,
        omit(grant_type, client_id), params(userid = "{username}", password = "{password}"),
        headers("x-dppkey" = "{dpp_key}"), answer(access_token = "Data"),
    ),
    api(
        base = "https://{server_url}", bearer(header("x-credentials")),
        headers("x-dppkey" = "{dpp_key}", "x-databasename" = "{database_name}"),
    ),
)]
pub struct Sage300Cre;
