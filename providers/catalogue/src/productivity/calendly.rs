use oauth_runtime::oauth_provider;

/// Calendly, meeting invitations that find a free slot.
///
/// Source: row `calendly` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.calendly.com/",
    checked = "2026-11",
    authorize = "https://auth.calendly.com/oauth/authorize",
    token(url = "https://auth.calendly.com/oauth/token", answer(keep(owner))),
    revoke = "https://auth.calendly.com/oauth/revoke",
    introspect = "https://auth.calendly.com/oauth/introspect",
    learn(
        user(
            url = "https://api.calendly.com/users/me",
            answer(keep(organization_id = "/resource/current_organization")),
        ),
    ),
    api(base = "https://api.calendly.com", rate_limit(reset = epoch("x-ratelimit-reset"))),
)]
pub struct Calendly;
