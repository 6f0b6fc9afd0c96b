use oauth_runtime::oauth_provider;

/// Pleo, company cards and expenses.
///
/// Source: row `pleo` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(environment: OneOf(
        Production(login = "auth", api = "external"),
        Staging(login = "auth.staging", api = "external.staging"),
    ) = Production),
    client_auth = basic(raw),
    authorize = "https://{environment.login}.pleo.io/oauth/authorize",
    token = "https://{environment.login}.pleo.io/oauth/token",
    api = "https://{environment.api}.pleo.io",
)]
pub struct Pleo;
