use oauth_runtime::oauth_provider;

/// Datto RMM, remote monitoring of computers for service providers.
///
/// Source: row `datto-rmm` of the facts table, 2026-11.
#[oauth_provider(
    name = "Datto RMM",
    checked = "2026-11",
    vars(platform: OneOf("pinotage", "merlot", "concord", "vidal", "zinfandel", "syrah")),
    client_auth = basic(raw),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://{platform}-api.centrastage.net/auth/oauth/authorize",
    token = "https://{platform}-api.centrastage.net/auth/oauth/token",
    api = "https://{platform}-api.centrastage.net/api",
)]
pub struct DattoRmm;
