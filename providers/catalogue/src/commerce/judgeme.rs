use oauth_runtime::oauth_provider;

/// Judge.me, product reviews for online shops.
///
/// Source: row `judgeme-oauth` of the facts table, 2026-11.
#[oauth_provider(
    name = "Judge.me",
    checked = "2026-11",
    vars(shop_domain: Text),
    pkce = none(reason = "its known clients send none"),
    scopes(Public = "public", default(Public)),
    authorize = "https://app.judge.me/oauth/authorize",
    token(url = "https://judge.me/oauth/token", place = json),
    api(base = "https://api.judge.me", params(shop_domain = "{shop_domain}")),
)]
pub struct Judgeme;
