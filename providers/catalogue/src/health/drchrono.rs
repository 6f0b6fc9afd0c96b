use oauth_runtime::oauth_provider;

/// DrChrono, patient records and billing of medical practices.
///
/// Source: row `drchrono` of the facts table, 2026-11.
#[oauth_provider(
    name = "DrChrono",
    checked = "2026-11",
    authorize = "https://app.drchrono.com/o/authorize/",
    token = "https://app.drchrono.com/o/token/",
    api = "https://app.drchrono.com"
)]
pub struct Drchrono;
