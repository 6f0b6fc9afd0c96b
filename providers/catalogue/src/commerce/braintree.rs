use oauth_runtime::oauth_provider;

/// Braintree, card payments for merchants.
///
/// Source: row `braintree` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_auth = basic,
    scopes(delimiter = ","),
    authorize = "https://api.braintreegateway.com/oauth/connect",
    callback(keep(merchant_id = "merchantId")),
    token(
        url = "https://api.braintreegateway.com/oauth/access_tokens", place = json,
        omit(redirect_uri),
        answer(
            access_token = "/credentials/accessToken", refresh_token = "/credentials/refreshToken",
            expires_at("/credentials/expiresAt"),
        ),
    ),
    api = "https://api.braintreegateway.com",
)]
pub struct Braintree;
