#[oauth_provider(
    vars(tenant: PathSegment, organization: PathSegment, identity: OneOf(Current = "connect/token", Earlier = "core/connect/token") = Current, host: Host("*.valuekeep.com") = "cloud.valuekeep.com"),
    client_credentials = "https://identity.primaverabss.com/{identity}", refresh, client_auth = basic,
    scopes(Application = "application", default(Application)), lifetimes(access_token = 4h),
    api = "https://{host}/api/{tenant}/{organization}/",
)]
pub struct Valuekeep;
