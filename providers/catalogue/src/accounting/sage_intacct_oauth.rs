use oauth_runtime::oauth_provider;

/// Sage Intacct, financial management for mid-sized companies.
///
/// Source: row `sage-intacct-oauth` of the facts table, 2026-11.
#[oauth_provider(
    name = "Sage Intacct",
    checked = "2026-11",
    authorize = "https://api.intacct.com/ia/api/v1/oauth2/authorize",
    token = "https://api.intacct.com/ia/api/v1/oauth2/token",
    api = "https://api.intacct.com/ia/api"
)]
pub struct SageIntacctOauth;
