use oauth_runtime::oauth_provider;

/// Absorb LMS, courses and training of a company.
///
/// Source: row `absorb-lms` of the facts table, 2026-11.
#[oauth_provider(
    name = "Absorb LMS",
    checked = "2026-11",
    vars(portal_route: Host, rest_api_key: Secret, api_version: Text = "v1"),
    origin = "https://{portal_route}",
    pkce = none(reason = "its known clients send none"),
    authorize = "/oauth/authorize",
    token(
        url = "/oauth/token", params(nonce = "{uuid}"),
        headers("x-api-version" = "{api_version}", "x-api-key" = "{rest_api_key}"),
    ),
    refresh(send(scope)),
    api(
        base = "https://{portal_route}",
        headers("x-api-version" = "{api_version}", "x-api-key" = "{rest_api_key}"),
    ),
)]
pub struct AbsorbLms;
