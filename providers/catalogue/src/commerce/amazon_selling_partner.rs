use oauth_runtime::oauth_provider;

/// Amazon Selling Partner, orders, stock and listings of Amazon sellers.
///
/// Source: row `amazon-selling-partner` of the facts table, 2026-11.
#[oauth_provider(
    name = "Amazon Selling Partner",
    docs = "https://developer-docs.amazon.com/sp-api/",
    checked = "2026-11",
    vars(
        application_id: Text, domain: Host,
        subdomain: OneOf(
            Production = "sellingpartnerapi", Sandbox = "sandbox.sellingpartnerapi",
        ) = Production,
        region: OneOf(Na = "na", Eu = "eu", Fe = "fe"),
    ),
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://{domain}/apps/authorize/consent",
        params(application_id = "{application_id}"),
    ),
    callback(code = "spapi_oauth_code", keep(selling_partner_id)),
    token = "https://api.amazon.com/auth/o2/token",
    api(base = "https://{subdomain}-{region}.amazon.com", bearer(header("x-amz-access-token"))),
)]
pub struct AmazonSellingPartner;
