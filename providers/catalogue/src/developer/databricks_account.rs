use oauth_runtime::oauth_provider;

/// Databricks (Account Level), administration of an account at Databricks.
///
/// Source: row `databricks-account` of the facts table, 2026-11.
#[oauth_provider(
    name = "Databricks (Account Level)",
    checked = "2026-11",
    vars(account_id: Uuid),
    client_credentials = "https://accounts.cloud.databricks.com/oidc/accounts/{account_id}/v1/token",
    api = "https://accounts.cloud.databricks.com/api/2.0/accounts/{account_id}",
)]
pub struct DatabricksAccount;
