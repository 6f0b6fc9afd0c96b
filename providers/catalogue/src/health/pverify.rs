use oauth_runtime::oauth_provider;

/// pVerify, insurance checks for patients.
///
/// Source: row `pverify` of the facts table, 2026-11.
#[oauth_provider(
    name = "pVerify",
    checked = "2026-11",
    vars(api_host: OneOf(Production = "api.pverify.com", Test = "testapi.pverify.com")),
    client_credentials(
        url = "https://{api_host}/Token",
        names(client_id = "Client_Id", client_secret = "Client_Secret"),
        headers("client-api-id" = "{client_id}"),
    ),
    api(base = "https://{api_host}", headers("client-api-id" = "{client_id}")),
)]
pub struct Pverify;
