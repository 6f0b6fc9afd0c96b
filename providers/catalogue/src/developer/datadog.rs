use oauth_runtime::oauth_provider;

/// Datadog, monitoring of servers and applications.
///
/// Source: row `datadog-oauth` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(site: OneOf(
        Us1(app = "app.datadoghq.com", api = "datadoghq.com"),
        Us3(app = "us3.datadoghq.com", api = "us3.datadoghq.com"),
        Us5(app = "us5.datadoghq.com", api = "us5.datadoghq.com"),
        Eu(app = "app.datadoghq.eu", api = "datadoghq.eu"),
        Gov(app = "app.ddog-gov.com", api = "ddog-gov.com"),
        Ap1(app = "ap1.datadoghq.com", api = "ap1.datadoghq.com"),
    ) = Us1),
    authorize = "https://{site.app}/oauth2/v1/authorize",
    token = "https://api.{site.api}/oauth2/v1/token",
    api = "https://api.{site.api}/api",
)]
pub struct Datadog;
