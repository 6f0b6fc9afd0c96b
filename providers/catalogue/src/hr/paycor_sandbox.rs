use oauth_runtime::oauth_provider;

/// Paycor (Sandbox), the test environment of Paycor.
///
/// Source: row `paycor-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "Paycor (Sandbox)",
    checked = "2026-11",
    vars(subscription_key: Text),
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize(
        url = "https://hcm-demo.paycor.com/AppActivation/Authorize",
        params("subscription-key" = "{subscription_key}"),
    ),
    token = "https://apis-sandbox.paycor.com/sts/v1/common/token?subscription-key={subscription_key}",
    api(
        base = "https://apis-sandbox.paycor.com",
        headers("ocp-apim-subscription-key" = "{subscription_key}"),
    ),
)]
pub struct PaycorSandbox;
