use oauth_runtime::oauth_provider;

/// Threads, short messages at Meta.
///
/// Source: row `threads` of the facts table, 2026-11.
/// The token of an hour is exchanged for one of 60 days, which renews itself.
#[oauth_provider(
    docs = "https://developers.facebook.com/docs/threads",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ",", Basic = "threads_basic", default(Basic)),
    lifetimes(access_token = 1h),
    authorize = "https://threads.net/oauth/authorize",
    token(
        url = "https://graph.threads.net/oauth/access_token",
        then(
            long_lived(
                optional, url = "https://graph.threads.net/access_token", method = get,
                client_auth = query(reason = "the vendor reads the query only"),
                reason = "the vendor reads the query only", omit(client_id),
                params(grant_type = "th_exchange_token", access_token = "{access_token}"),
            ),
        ),
    ),
    refresh(
        url = "https://graph.threads.net/refresh_access_token", method = get, place = query,
        reason = "the vendor reads the query only", client_auth = none,
        omit(client_id, refresh_token),
        params(grant_type = "th_refresh_token", access_token = "{access_token}"), then(),
    ),
    api = "https://graph.threads.net",
)]
pub struct Threads;
