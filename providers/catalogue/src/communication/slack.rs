use oauth_runtime::oauth_provider;

/// Slack, chat of teams; an app has a token of its own and one of the user.
///
/// Source: row `slack` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://docs.slack.dev/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ","),
    second_scopes(param = "user_scope", delimiter = ","),
    answer(success("/ok" = true), error = "error"),
    authorize = "https://slack.com/oauth/v2/authorize",
    token(
        url = "https://slack.com/api/oauth.v2.access",
        answer(
            access_token = ["access_token", "/authed_user/access_token"],
            refresh_token = ["refresh_token", "/authed_user/refresh_token"],
            expires_in = ["expires_in", "/authed_user/expires_in"],
            scope = ["scope", "/authed_user/scope"], token_type = ignored,
            keep(
                bot_user_id, team_id = "/team/id", webhook_url: Secret = "/incoming_webhook/url",
                webhook_channel = "/incoming_webhook/channel",
                webhook_channel_id = "/incoming_webhook/channel_id",
            ),
        ),
    ),
    second_token(user(
        answer(
            access_token = "/authed_user/access_token",
            refresh_token = "/authed_user/refresh_token",
            expires_in = "/authed_user/expires_in", scope = "/authed_user/scope",
        ),
        refresh(answer(
            access_token = "access_token", refresh_token = "refresh_token",
            expires_in = "expires_in", scope = "scope",
        )),
    )),
    api = "https://slack.com/api",
)]
pub struct Slack;
