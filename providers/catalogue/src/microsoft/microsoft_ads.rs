use oauth_runtime::oauth_provider;

/// Microsoft Ads, advertising campaigns at Microsoft.
///
/// Source: row `microsoft-ads` of the facts table, 2026-11.
#[oauth_provider(
    name = "Microsoft Ads",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(
        ManageAds = "https://ads.microsoft.com/msads.manage", OfflineAccess = "offline_access",
        default(ManageAds, OfflineAccess),
    ),
    authorize(
        url = "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        params(response_mode = "query"),
    ),
    token = "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    refresh(params(scope = "https://ads.microsoft.com/msads.manage")),
    api = "https://clientcenter.api.bingads.microsoft.com/Api",
)]
pub struct MicrosoftAds;
