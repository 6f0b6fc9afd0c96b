use oauth_runtime::oauth_provider;

/// Walmart Marketplace, goods and orders of a seller.
///
/// Source: row `walmart` of the facts table, 2026-11.
#[oauth_provider(
    name = "Walmart Marketplace",
    docs = "https://developer.walmart.com/",
    checked = "2026-11",
    vars(client_type: Text = "seller"),
    client_auth = basic(raw),
    pkce = none(reason = "its known clients send none"),
    rotation = none,
    callback(keep(seller_id = "sellerId")),
    authorize(
        url = "https://login.account.wal-mart.com/authorize",
        names(response_type = "responseType", client_id = "clientId", redirect_uri = "redirectUri"),
        params(clientType = "{client_type}", nonce = "{uuid}"),
    ),
    token(
        url = "https://marketplace.walmartapis.com/v3/token",
        headers(
            "wm_svc.name" = "Walmart Marketplace", "wm_qos.correlation_id" = "{uuid}",
            "wm_partner.id" = "{callback.seller_id}",
        ),
    ),
    api(
        base = "https://marketplace.walmartapis.com", bearer(header("wm_sec.access_token")),
        headers("wm_qos.correlation_id" = "{uuid}"),
    ),
)]
pub struct Walmart;
