use oauth_runtime::oauth_provider;

/// Minecraft, the game account behind an Xbox account.
///
/// Source: row `minecraft` of the facts table, 2026-11.
/// The token of the account is traded at Xbox twice before the game's service takes it.
/// Differs from the row: refresh.more: a refresh answers the account's token, so that the chain is
/// made again.
#[oauth_provider(
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://login.live.com/oauth20_authorize.srf",
    token(
        url = "https://login.live.com/oauth20_token.srf",
        then(
            xbox(
                url = "https://user.auth.xboxlive.com/user/authenticate", place = json,
                params(
                    Properties(
                        AuthMethod = "RPS", SiteName = "user.auth.xboxlive.com",
                        RpsTicket = "d={access_token}",
                    ),
                    RelyingParty = "http://auth.xboxlive.com", TokenType = "JWT",
                ),
                answer(keep(user_token: Secret = "Token", user_hash = "/DisplayClaims/xui/0/uhs")),
            ),
            xsts(
                url = "https://xsts.auth.xboxlive.com/xsts/authorize", place = json,
                params(
                    Properties(SandboxId = "RETAIL", UserTokens = ["{xbox.user_token}"]),
                    RelyingParty = "rp://api.minecraftservices.com/", TokenType = "JWT",
                ),
                answer(keep(service_token: Secret = "Token")),
            ),
            minecraft(
                url = "https://api.minecraftservices.com/authentication/login_with_xbox",
                place = json,
                params(
                    identityToken = "XBL3.0 x={xbox.user_hash};{xsts.service_token}",
                    ensureLegacyEnabled = true,
                ),
            ),
        ),
    ),
)]
pub struct Minecraft;
