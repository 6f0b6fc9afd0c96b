use oauth_runtime::oauth_provider;

/// Sentry (Public Integrations), errors and performance of programs, for an installed integration.
///
/// Source: row `sentry-oauth` of the facts table, 2026-11.
/// The code comes to a webhook when the integration is installed. The step tells Sentry that the
/// installation is complete.
#[oauth_provider(
    name = "Sentry (Public Integrations)",
    docs = "https://docs.sentry.io/organization/integrations/integration-platform/",
    checked = "2026-11",
    vars(hostname: OneOf(
        Global = "sentry.io", Us = "us.sentry.io", Eu = "eu.sentry.io", De = "de.sentry.io",
    )),
    origin = "https://sentry.io",
    callback(
        mode = webhook, code = "/data/installation/code",
        keep(installation: Uuid = "/data/installation/uuid"),
    ),
    token(
        url = "/api/0/sentry-app-installations/{callback.installation}/authorizations/",
        place = json, omit(redirect_uri),
        answer(
            statuses(201), access_token = "token", refresh_token = "refreshToken",
            expires_at = "expiresAt",
        ),
        then(installed(
            optional, url = "/api/0/sentry-app-installations/{callback.installation}/",
            method = put, place = json, bearer, params(status = "installed"),
        )),
    ),
    refresh(then()),
    api = "https://{hostname}/api",
)]
pub struct Sentry;
