use oauth_runtime::oauth_provider;

/// Paycor, payroll and personnel software.
///
/// Source: row `paycor` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(subscription_key: Text),
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize(
        url = "https://hcm.paycor.com/AppActivation/Authorize",
        params("subscription-key" = "{subscription_key}"),
    ),
    token = "https://apis.paycor.com/sts/v1/common/token?subscription-key={subscription_key}",
    api(
        base = "https://apis.paycor.com",
        headers("ocp-apim-subscription-key" = "{subscription_key}"),
    ),
)]
pub struct Paycor;
