#[oauth_provider(
    vars(authorization_url: Url, token_url: Url, api_base: Url),
    authorize = "{authorization_url}", token = "{token_url}", api = "{api_base}",
    scopes(ProjectTaskRead, UsersRead, TimeEntriesRead, LookupTablesRead),
)]
pub struct Moovila;
