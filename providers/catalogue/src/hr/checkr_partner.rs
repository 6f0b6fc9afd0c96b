use oauth_runtime::oauth_provider;

/// Checkr Partner, background checks of candidates.
///
/// Source: row `checkr-partner` of the facts table, 2026-11.
#[oauth_provider(
    name = "Checkr Partner",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://partners.checkr.com/authorize/{client_id}",
    token(url = "https://api.checkr.com/oauth/tokens", answer(keep(checkr_account_id))),
    api(base = "https://api.checkr.com", rate_limit(reset = epoch("x-ratelimit-reset"))),
)]
pub struct CheckrPartner;
