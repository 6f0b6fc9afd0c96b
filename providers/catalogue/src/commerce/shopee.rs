use oauth_runtime::oauth_provider;

/// Shopee Open Platform, goods and orders of the marketplace.
///
/// Source: row `shopee` of the facts table, 2026-11.
/// Differs from the row: api.shop_id: the shop whose id is signed is named too, as the vendor's
/// documents ask.
#[oauth_provider(
    name = "Shopee Open Platform",
    docs = "https://open.shopee.com/",
    checked = "2026-11",
    origin = "https://partner.shopeemobile.com",
    client_auth = none,
    pkce = none(reason = "its known clients send none"),
    callback(state = in_redirect_uri, keep(shop_id, main_account_id)),
    lifetimes(access_token = 4h),
    authorize(
        url = "/api/v2/shop/auth_partner",
        names(client_id = "partner_id", redirect_uri = "redirect"), omit(response_type, scope),
        params(
            timestamp = "{now}", sign = "{hmac_sha256_hex(client_secret, client_id + path + now)}",
        ),
    ),
    token(
        url = "/api/v2/auth/token/get", place = json, names(client_id = "partner_id"),
        omit(grant_type, redirect_uri),
        params(
            "partner_id" = query("{client_id}"), timestamp = query("{now}"),
            sign = query("{hmac_sha256_hex(client_secret, client_id + path + now)}"),
            shop_id = "{callback.shop_id}",
        ),
        answer(
            success("/error" = ""), error = "error", error_description = "message",
            expires_in = "expire_in",
        ),
    ),
    refresh = "/api/v2/auth/access_token/get",
    api(
        base = "https://partner.shopeemobile.com",
        bearer(query("access_token", reason = "the vendor reads the query only")),
        params(
            partner_id = "{client_id}", shop_id = "{callback.shop_id}", timestamp = "{now}",
            sign = "{hmac_sha256_hex(client_secret, \
                client_id + path + now + access_token + callback.shop_id)}",
        ),
    ),
)]
pub struct Shopee;
