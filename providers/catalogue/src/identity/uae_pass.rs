use oauth_runtime::oauth_provider;

/// UAE Pass, national digital identity of the United Arab Emirates.
///
/// Source: row `uae-pass` of the facts table, 2026-11.
#[oauth_provider(
    name = "UAE Pass",
    checked = "2026-11",
    vars(base_host: Host),
    client_auth = basic(raw),
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ":"),
    authorize = "https://{base_host}/idshub/authorize",
    token(
        url = "https://{base_host}/idshub/token", place = query,
        reason = "the vendor reads the query only", content_type = "multipart/form-data",
    ),
)]
pub struct UaePass;
