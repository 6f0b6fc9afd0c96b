use oauth_runtime::oauth_provider;

/// SurveyMonkey, surveys and their results.
///
/// Source: row `survey-monkey` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://api.surveymonkey.com/oauth/authorize",
    token = "https://api.surveymonkey.com/oauth/token",
    api = "https://api.surveymonkey.com",
)]
pub struct SurveyMonkey;
