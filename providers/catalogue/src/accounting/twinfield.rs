use oauth_runtime::oauth_provider;

/// Twinfield, bookkeeping for accountants in the Netherlands.
///
/// Source: row `twinfield` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    nonce,
    vars(cluster: DnsLabel),
    pkce = none(reason = "its known clients send none"),
    scopes(
        Openid = "openid", User = "twf.user", Organisation = "twf.organisation",
        OrganisationUser = "twf.organisationUser", OfflineAccess = "offline_access",
        default(Openid, User, Organisation, OrganisationUser, OfflineAccess),
    ),
    authorize = "https://login.twinfield.com/auth/authentication/connect/authorize",
    token = "https://login.twinfield.com/auth/authentication/connect/token",
    api = "https://{cluster}.twinfield.com",
)]
pub struct Twinfield;
