use oauth_runtime::oauth_provider;

/// Yandex, sign-in and services of Yandex.
///
/// Source: row `yandex` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://yandex.com/dev/id/",
    checked = "2026-11",
    authorize = "https://oauth.yandex.com/authorize",
    token = "https://oauth.yandex.com/token",
    api(base = "https://translate.yandex.net", bearer(authorization("OAuth")))
)]
pub struct Yandex;
