use oauth_runtime::oauth_provider;

/// Rippling Shop App, apps in the store of the personnel platform Rippling.
///
/// Source: row `rippling-shop-app` of the facts table, 2026-11.
/// The step tells Rippling that the app is installed.
#[oauth_provider(
    name = "Rippling Shop App",
    checked = "2026-11",
    vars(app_name: PathSegment),
    authorize = "https://app.rippling.com/apps/PLATFORM/{app_name}/authorize",
    token(
        url = "https://api.rippling.com/api/o/token/",
        then(
            installed(
                optional, url = "https://api.rippling.com/platform/api/mark_app_installed", bearer,
            ),
        ),
    ),
    refresh(then()),
    api = "https://api.rippling.com",
)]
pub struct RipplingShopApp;
