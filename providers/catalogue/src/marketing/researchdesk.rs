use oauth_runtime::oauth_provider;

/// ResearchDesk, research requests of consultancies.
///
/// Source: row `researchdesk` of the facts table, 2026-11.
#[oauth_provider(
    name = "ResearchDesk",
    checked = "2026-11",
    vars(
        subdomain: OneOf(Production = "demand", Staging = "stage-demand"), email: Text,
        password: Secret,
    ),
    client_auth = none,
    client_credentials(
        url = "https://{subdomain}.researchdesk.com/tokens", place = json,
        omit(grant_type, client_id), params(email = "{email}", password = "{password}"),
        answer(access_token = "token", expires_at("expires")),
    ),
    api = "https://{subdomain}.researchdesk.com",
)]
pub struct Researchdesk;
