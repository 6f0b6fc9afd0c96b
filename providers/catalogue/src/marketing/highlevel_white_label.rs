use oauth_runtime::oauth_provider;

/// LeadConnector, the agency software of HighLevel under a neutral name.
///
/// Source: row `highlevel-white-label` of the facts table, 2026-11.
#[oauth_provider(
    name = "LeadConnector",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://marketplace.leadconnectorhq.com/oauth/chooselocation",
    token = "https://services.leadconnectorhq.com/oauth/token",
    api = "https://services.leadconnectorhq.com",
)]
pub struct HighlevelWhiteLabel;
