use oauth_runtime::oauth_provider;

/// Azure DevOps (legacy), code and pipelines at Microsoft, by its older application model.
///
/// Source: row `azure-devops-legacy` of the facts table, 2026-11.
/// Differs from the row: refresh.refresh_token: it travels as `assertion`, as the vendor documents.
/// Differs from the row: refresh.assertion: the refresh token, as the vendor documents.
/// Differs from the row: refresh.redirect_uri: the vendor asks for it here too.
#[oauth_provider(
    name = "Azure DevOps (legacy)",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://app.vssps.visualstudio.com/oauth2/authorize",
        params(response_type = "Assertion"),
    ),
    token(
        url = "https://app.vssps.visualstudio.com/oauth2/token",
        names(code = "assertion", refresh_token = "assertion", client_secret = "client_assertion"),
        omit(client_id),
        params(
            grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer",
            client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
    ),
    refresh(params(grant_type = "refresh_token"), send(redirect_uri)),
)]
pub struct AzureDevopsLegacy;
