use oauth_runtime::oauth_provider;

/// AWS, user pools of Amazon Cognito.
///
/// Source: row `aws` of the facts table, 2026-11.
#[oauth_provider(
    name = "AWS",
    checked = "2026-11",
    vars(subdomain: DnsLabel, extension: DnsLabel, api_subdomain: Host),
    scopes(Openid = "openid", default(Openid)),
    authorize = "https://{subdomain}.auth.{extension}.amazoncognito.com/oauth2/authorize",
    token = "https://{subdomain}.auth.{extension}.amazoncognito.com/oauth2/token",
    revoke = "https://{subdomain}.auth.{extension}.amazoncognito.com/oauth2/revoke",
    api = "https://cognito-{api_subdomain}.amazonaws.com",
)]
pub struct Aws;
