use oauth_runtime::oauth_provider;

/// Agiloft, contracts and their approval.
///
/// Source: row `agiloft` of the facts table, 2026-11.
/// A refresh proves the client by the first 20 characters of its secret.
#[oauth_provider(
    checked = "2026-11",
    vars(hostname: Host),
    origin = "https://{hostname}",
    client_auth = basic(raw),
    pkce = none(reason = "its known clients send none"),
    rotation = none,
    authorize = "/ewws/oauth",
    token(url = "/ewws/otoken", send(client_id)),
    refresh(client_auth = none, params(md5_secret = "{slice(client_secret, 0, 20)}")),
    api = "https://{hostname}",
)]
pub struct Agiloft;
