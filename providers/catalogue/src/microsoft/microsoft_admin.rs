use oauth_runtime::oauth_provider;

/// Microsoft (Admin), Microsoft Graph, once an administrator has agreed for the whole tenant.
///
/// Source: row `microsoft-admin` of the facts table, 2026-11.
/// Differs from the row: token.scope: the scopes of the sign-in are sent with the token request
/// too, which this grant asks for.
/// Differs from the row: refresh.scope: as `token.scope`.
#[oauth_provider(
    name = "Microsoft (Admin)",
    docs = "https://learn.microsoft.com/en-us/entra/identity-platform/",
    checked = "2026-11",
    vars(tenant_id: Uuid),
    pkce = none(reason = "its known clients send none"),
    callback(code = "tenant"),
    authorize = "https://login.microsoftonline.com/{tenant_id}/adminconsent",
    token(
        url = "https://login.microsoftonline.com/{tenant_id}/oauth2/v2.0/token", send(scope),
        omit(code, redirect_uri), params(grant_type = "client_credentials"),
    ),
    refresh(send(scope), omit(refresh_token)),
    api = "https://graph.microsoft.com",
)]
pub struct MicrosoftAdmin;
