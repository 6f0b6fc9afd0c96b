use oauth_runtime::oauth_provider;

/// Amazon, sign-in with an Amazon account.
///
/// Source: row `amazon` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.amazon.com/docs/login-with-amazon/",
    checked = "2026-11",
    vars(extension: OneOf(Com = "com", CoUk = "co.uk", CoJp = "co.jp") = Com),
    authorize = "https://www.amazon.com/ap/oa",
    token = "https://api.amazon.{extension}/auth/o2/token",
    device(url = "https://api.amazon.com/auth/o2/create/codepair", answer(keep(user_code))),
    device_token(params(grant_type = "device_code", user_code = "{token.user_code}")),
    api = "https://api.amazon.com",
)]
pub struct Amazon;
