//! API requests that are signed, and tokens that templates carry.

use oauth_runtime::spec::Method;
use oauth_runtime::{Code, Provider as _, oauth_provider};

use crate::wire::{UUID, client, session};

macro_rules! provider {
    ($name:ident $(, $key:ident($($value:tt)*))*) => {
        #[oauth_provider(
            authorize = "https://acme.example/authorize",
            token = "https://acme.example/token",
            $($key($($value)*)),*
        )]
        pub(crate) struct $name;
    };
}

provider!(
    TiktokShop,
    api(
        base = "https://open-api.tiktokglobalshop.com",
        bearer(header("x-tts-access-token")),
        params(
            app_key = "{client_id}",
            timestamp = "{now}",
            sign = "{hmac_sha256_hex(client_secret, path + sorted_params('', '') + body)}",
        ),
    )
);

#[tokio::test]
async fn tiktok_shop_signs_path_query_and_body() {
    let (client, wire) = client(TiktokShop::SPEC, &[], "{}");
    let request = session(&client)
        .request(Method::Post, "order/202309/orders/search")
        .query("shop_cipher", "x y+z")
        .body("application/json", r#"{"page_size":20}"#);
    request.send().await.unwrap();
    assert_eq!(
        wire.last(),
        "POST https://open-api.tiktokglobalshop.com/order/202309/orders/search?shop_cipher=x%20y%2Bz\
         &app_key=app-1&timestamp=1790000000\
         &sign=906b1d3cf73262d37f4a8bc248676c437ee8e29b7a4e8fa7a8d72a7b4e6a6a4e\n\
         content-type: application/json\n\
         x-tts-access-token: at-1\n\
         \n\
         {\"page_size\":20}"
    );
}

#[tokio::test]
async fn a_signed_body_must_be_text() {
    let (client, _) = client(TiktokShop::SPEC, &[], "{}");
    let request = session(&client).request(Method::Post, "a");
    let refused = request
        .body("application/octet-stream", vec![0xff])
        .send()
        .await;
    assert_eq!(refused.unwrap_err().code(), Code::InputRefused);
}

provider!(
    Odnoklassniki,
    api(
        base = "https://api.ok.ru/fb.do",
        bearer(query(
            "access_token",
            reason = "the vendor reads the query only"
        )),
        params(
            application_key = "PUBKEY",
            format = "json",
            sig = "{md5_hex(sorted_params('=', '', 'access_token') + md5_hex(access_token + client_secret))}",
        ),
    )
);

#[tokio::test]
async fn odnoklassniki_signs_all_but_the_token() {
    let (client, wire) = client(Odnoklassniki::SPEC, &[], "{}");
    let session = session(&client);
    let request = session
        .request(Method::Get, "")
        .query("method", "users.getCurrentUser");
    request.send().await.unwrap();
    assert_eq!(
        wire.last(),
        "GET https://api.ok.ru/fb.do?method=users.getCurrentUser&application_key=PUBKEY&format=json\
         &sig=aa6113257b3e036298ff53705710b07a&access_token=at-1"
    );
}

#[oauth_provider(
    vars(shop_id: Text),
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api(
        base = "https://partner.shopeemobile.com/api/v2/",
        bearer(query("access_token", reason = "the vendor reads the query only")),
        params(
            partner_id = "{client_id}",
            timestamp = "{now}",
            shop_id = "{shop_id}",
            sign = "{hmac_sha256_hex(client_secret, client_id + path + now + access_token + shop_id)}",
        ),
    ),
)]
pub(crate) struct ShopeeApi;

#[tokio::test]
async fn shopee_signs_with_token_and_shop() {
    let (client, wire) = client(ShopeeApi::SPEC, &[("shop_id", "12345")], "{}");
    let request = session(&client).request(Method::Get, "order/get_order_list");
    request.send().await.unwrap();
    assert_eq!(
        wire.last(),
        "GET https://partner.shopeemobile.com/api/v2/order/get_order_list?partner_id=app-1\
         &timestamp=1790000000&shop_id=12345\
         &sign=c87bec2ead457e99e6c4dd5ac3a50e0f040ff877aed7cc3dbf11ca9979990cbc&access_token=at-1"
    );
}

#[oauth_provider(
    vars(secret_key: Secret),
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api(
        base = "https://smart-api-production-1-us.avanan.net/v1.0/",
        bearer(header("x-av-token")),
        headers(
            "x-av-req-id" = "{uuid}",
            "x-av-date" = "{now('YYYY-MM-DDTHH:mm:ss')}",
            "x-av-sig" = "{sha256_hex(base64(uuid + 'myapp' + now('YYYY-MM-DDTHH:mm:ss') + path + secret_key))}",
        ),
    ),
)]
pub(crate) struct AvananApi;

#[tokio::test]
async fn avanan_signs_the_path_without_the_query() {
    let (client, wire) = client(AvananApi::SPEC, &[("secret_key", "s3cret")], "{}");
    let request = session(&client).request(Method::Get, "search/query?a=1");
    request.send().await.unwrap();
    assert_eq!(
        wire.last(),
        format!(
            "GET https://smart-api-production-1-us.avanan.net/v1.0/search/query?a=1\n\
             x-av-date: 2026-09-21T14:13:20\n\
             x-av-req-id: {UUID}\n\
             x-av-sig: e50cc4da6fbd280f4bf380aa1ba91e464a3a2dce3fc68e7723e3e8968d3dd53e\n\
             x-av-token: at-1"
        )
    );
}

#[oauth_provider(
    vars(company: Text),
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api(
        base = "https://tripletex.no/v2/",
        bearer(none),
        headers("authorization" = "Basic {base64(company + ':' + access_token)}"),
    ),
)]
pub(crate) struct Tripletex;

#[tokio::test]
async fn tripletex_carries_the_token_in_a_template() {
    let (client, wire) = client(Tripletex::SPEC, &[("company", "7")], "{}");
    let session = session(&client);
    session
        .request(Method::Get, "employee")
        .send()
        .await
        .unwrap();
    assert_eq!(
        wire.last(),
        "GET https://tripletex.no/v2/employee\nauthorization: Basic NzphdC0x"
    );
    let own = session
        .request(Method::Get, "employee")
        .header("authorization", "mine");
    assert_eq!(own.send().await.unwrap_err().code(), Code::InputRefused);
}
