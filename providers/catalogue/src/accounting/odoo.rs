use oauth_runtime::oauth_provider;

/// Odoo, open business software (ERP).
///
/// Source: row `odoo` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(server_url: Host),
    authorize = "https://{server_url}/restapi/1.0/common/oauth2/authorize",
    token = "https://{server_url}/restapi/1.0/common/oauth2/access_token",
    api = "https://{server_url}",
)]
pub struct Odoo;
