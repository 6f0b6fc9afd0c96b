//! The declaration: everything about OAuth at Valuekeep.

use oauth_runtime::oauth_provider;

/// Valuekeep CMMS, maintenance management (now Cegid Valuekeep).
#[oauth_provider(
    docs = "https://help.cegidvaluekeep.cegid.com/portal/en/kb/articles/webapi-authentication",
    vars(tenant: PathSegment, organization: PathSegment, host: Host("*.valuekeep.com") =
        "cloud.valuekeep.com", identity: OneOf(Current = "connect/token",
        Earlier = "core/connect/token") = Current), checked = "2026-11", client_auth = basic,
    client_credentials = "https://identity.primaverabss.com/{identity}", refresh,
    scopes(Application = "application", default(Application)), lifetimes(access_token = 4h),
    api = "https://{host}/api/{tenant}/{organization}/",
)]
pub struct Valuekeep;
