use oauth_runtime::oauth_provider;

/// Square (Sandbox), the test environment of Square.
///
/// Source: row `squareup-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "Square (Sandbox)",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://connect.squareupsandbox.com/oauth2/authorize", params(session = false),
    ),
    token = "https://connect.squareupsandbox.com/oauth2/token",
    revoke(
        url = "https://connect.squareupsandbox.com/oauth2/revoke", place = json,
        client_auth = authorization("Client {client_secret}"), names(token = "access_token"),
    ),
    api = "https://connect.squareupsandbox.com",
)]
pub struct SquareupSandbox;
