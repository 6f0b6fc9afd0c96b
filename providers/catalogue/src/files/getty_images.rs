use oauth_runtime::oauth_provider;

/// Getty Images, licensed photographs and footage.
///
/// Source: row `getty-images` of the facts table, 2026-11.
#[oauth_provider(
    name = "Getty Images",
    checked = "2026-11",
    authorize = "https://authentication.gettyimages.com/oauth2/auth",
    token = "https://authentication.gettyimages.com/oauth2/token",
    api(base = "https://api.gettyimages.com", headers("api-key" = "{client_id}")),
)]
pub struct GettyImages;
