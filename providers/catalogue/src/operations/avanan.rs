use oauth_runtime::oauth_provider;

/// Avanan, protection of mail and files, at Check Point.
///
/// Source: row `avanan` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(
        subdomain: OneOf(
            Us = "smart-api-production-1-us", Eu = "smart-api-production-1-eu",
            Ca = "smart-api-production-1-ca", Ap = "smart-api-production-5-ap",
            Euw2 = "smart-api-production-1-euw2", Mec1 = "smart-api-production-1-mec1",
            Aps1 = "smart-api-production-1-aps1",
        ),
        app_id: Text, secret_key: Secret,
    ),
    client_auth = none,
    lifetimes(access_token = 1h),
    client_credentials(
        url = "https://{subdomain}.avanan.net/v1.0/auth", method = get, omit(grant_type, client_id),
        headers(
            "x-av-app-id" = "{app_id}", "x-av-req-id" = "{uuid}",
            "x-av-date" = "{now('YYYY-MM-DDTHH:mm:ss')}",
            "x-av-sig" = "{sha256_hex(base64(uuid + app_id \
                + now('YYYY-MM-DDTHH:mm:ss') + secret_key))}",
        ),
        answer(format = text, access_token = body),
    ),
    api(
        base = "https://{subdomain}.avanan.net", bearer(header("x-av-token")),
        headers(
            "x-av-app-id" = "{app_id}", "x-av-req-id" = "{uuid}",
            "x-av-date" = "{now('YYYY-MM-DDTHH:mm:ss')}",
            "x-av-sig" = "{sha256_hex(base64(uuid + app_id \
                + now('YYYY-MM-DDTHH:mm:ss') + path + secret_key))}",
        ),
    ),
)]
pub struct Avanan;
