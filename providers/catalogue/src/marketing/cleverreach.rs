use oauth_runtime::oauth_provider;

/// CleverReach, newsletters and mail automation.
///
/// Source: row `cleverreach` of the facts table, 2026-11.
#[oauth_provider(
    name = "CleverReach",
    checked = "2026-11",
    authorize(
        url = "https://rest.cleverreach.com/oauth/authorize.php",
        params(grant = "basic")
    ),
    token = "https://rest.cleverreach.com/oauth/token.php",
    api = "https://rest.cleverreach.com"
)]
pub struct Cleverreach;
