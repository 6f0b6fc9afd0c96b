use oauth_runtime::oauth_provider;

/// Mercury, bank accounts for start-ups.
///
/// The row doubts the client authentication. The paths are those of an Ory Hydra server, whose
/// clients prove themselves with HTTP Basic unless they are registered otherwise.
/// Source: row `mercury` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(environment: OneOf(
        Production(login = "oauth2.mercury.com", api = "api.mercury.com"),
        Sandbox(login = "oauth2-sandbox.mercury.com", api = "api-sandbox.mercury.com"),
    ) = Production),
    client_auth = basic,
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize = "https://{environment.login}/oauth2/auth",
    token = "https://{environment.login}/oauth2/token",
    api = "https://{environment.api}",
)]
pub struct Mercury;
