use oauth_runtime::oauth_provider;

/// Clover, payment terminals and tills of shops and restaurants.
///
/// Source: row `clover` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://docs.clover.com/",
    checked = "2026-11",
    vars(environment: OneOf(
        Us(login = "www.clover.com", api = "api.clover.com"),
        Eu(login = "www.eu.clover.com", api = "api.eu.clover.com"),
        La(login = "www.la.clover.com", api = "api.la.clover.com"),
        Sandbox(login = "sandbox.dev.clover.com", api = "apisandbox.dev.clover.com"),
    ) = Us),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://{environment.login}/oauth/v2/authorize",
    callback(keep(merchant_id, employee_id)),
    token(
        url = "https://{environment.api}/oauth/v2/token", place = json,
        omit(grant_type, redirect_uri),
        answer(expires_at("access_token_expiration", epoch_seconds)),
    ),
    refresh(url = "https://{environment.api}/oauth/v2/refresh", client_auth = none),
    api = "https://{environment.api}",
)]
pub struct Clover;
