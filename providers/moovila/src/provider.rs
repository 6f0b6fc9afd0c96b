//! The declaration: everything about OAuth at Moovila.

use oauth_runtime::oauth_provider;

/// Moovila Perfect Project.
#[oauth_provider(
    docs = "https://moovila.zendesk.com/hc/en-us/articles/14706898707853", checked = "2026-11",
    vars(authorization_url: Url, token_url: Url, api_base: Url),
    authorize = "{authorization_url}", token = "{token_url}", api = "{api_base}",
    scopes(ProjectTaskRead, UsersRead, TimeEntriesRead, LookupTablesRead),
)]
pub struct Moovila;
