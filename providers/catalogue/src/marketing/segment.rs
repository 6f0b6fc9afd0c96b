use oauth_runtime::oauth_provider;

/// Segment, customer data pipelines.
///
/// Source: row `segment` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://id.segmentapis.com/oauth2/auth",
    token = "https://id.segmentapis.com/oauth2/token",
    api = "https://api.segment.io",
)]
pub struct Segment;
