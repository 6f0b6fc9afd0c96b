use oauth_runtime::oauth_provider;

/// iMIS, members and events of associations.
///
/// Source: row `imis` of the facts table, 2026-11.
#[oauth_provider(
    name = "iMIS",
    checked = "2026-11",
    vars(host: Host),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://{host}/{client_id}.aspx",
    token(
        url = "https://{host}/token", names(code = "refresh_token"),
        params(grant_type = "refresh_token"),
    ),
)]
pub struct Imis;
