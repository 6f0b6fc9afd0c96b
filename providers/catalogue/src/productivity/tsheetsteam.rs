use oauth_runtime::oauth_provider;

/// TSheets, time sheets of employees (QuickBooks Time).
///
/// Source: row `tsheetsteam` of the facts table, 2026-11.
#[oauth_provider(
    name = "TSheets",
    checked = "2026-11",
    authorize = "https://rest.tsheets.com/api/v1/authorize",
    token = "https://rest.tsheets.com/api/v1/grant",
    api = "https://rest.tsheets.com/api/v1"
)]
pub struct Tsheetsteam;
