use oauth_runtime::oauth_provider;

/// BigChange, job and vehicle management for field services.
///
/// Source: row `bigchange` of the facts table, 2026-11.
#[oauth_provider(
    name = "BigChange",
    checked = "2026-11",
    vars(customer_id: Text),
    client_credentials = "https://api.bigchange.com/auth/tokens",
    api(base = "https://api.bigchange.com", headers("customer-id" = "{customer_id}")),
)]
pub struct Bigchange;
