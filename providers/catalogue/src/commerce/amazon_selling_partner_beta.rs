use oauth_runtime::oauth_provider;

/// Amazon Selling Partner (Beta), seller API of Amazon, for applications that are not yet
/// published.
///
/// Source: row `amazon-selling-partner-beta` of the facts table, 2026-11.
#[oauth_provider(
    name = "Amazon Selling Partner (Beta)",
    checked = "2026-11",
    vars(application_id: Text, domain: Host, region: OneOf("na", "eu", "fe")),
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://{domain}/apps/authorize/consent",
        params(application_id = "{application_id}", version = "beta"),
    ),
    callback(code = "spapi_oauth_code", keep(selling_partner_id)),
    token = "https://api.amazon.com/auth/o2/token",
    api(
        base = "https://sandbox.sellingpartnerapi-{region}.amazon.com",
        bearer(header("x-amz-access-token")),
    ),
)]
pub struct AmazonSellingPartnerBeta;
