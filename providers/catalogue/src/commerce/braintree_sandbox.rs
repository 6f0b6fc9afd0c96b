use oauth_runtime::oauth_provider;

/// Braintree (Sandbox), the test environment of Braintree's card payments.
///
/// Source: row `braintree-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "Braintree (Sandbox)",
    checked = "2026-11",
    client_auth = basic,
    scopes(delimiter = ","),
    authorize = "https://api.sandbox.braintreegateway.com/oauth/connect",
    callback(keep(merchant_id = "merchantId")),
    token(
        url = "https://api.sandbox.braintreegateway.com/oauth/access_tokens", place = json,
        omit(redirect_uri),
        answer(
            access_token = "/credentials/accessToken", refresh_token = "/credentials/refreshToken",
            expires_at("/credentials/expiresAt"),
        ),
    ),
    api = "https://api.sandbox.braintreegateway.com",
)]
pub struct BraintreeSandbox;
