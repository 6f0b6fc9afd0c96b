use oauth_runtime::oauth_provider;

/// Acumatica, business software (ERP) that each customer runs at an address of its own.
///
/// Source: row `acumatica` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(instance_url: Url, username: Text, password: Secret),
    client_credentials(
        url = "{instance_url}/identity/connect/token",
        params(grant_type = "password", username = "{username}", password = "{password}"),
    ),
    api = "{instance_url}",
)]
pub struct Acumatica;
