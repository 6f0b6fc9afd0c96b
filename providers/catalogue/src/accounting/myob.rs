use oauth_runtime::oauth_provider;

/// MYOB, bookkeeping for companies in Australia and New Zealand.
///
/// Source: row `myob` of the facts table, 2026-11.
#[oauth_provider(
    name = "MYOB",
    checked = "2026-11",
    authorize(url = "https://secure.myob.com/oauth2/account/authorize", params(prompt = "consent")),
    callback(keep(business_id: PathSegment = "businessId")),
    token = "https://secure.myob.com/oauth2/v1/authorize",
    api(
        base = "https://api.myob.com/accountright/{callback.business_id}",
        headers("x-myobapi-key" = "{client_id}", "x-myobapi-version" = "v2"),
    ),
)]
pub struct Myob;
