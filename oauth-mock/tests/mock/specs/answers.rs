//! Token answers that are no JSON object.

use oauth_runtime::spec::*;

use super::{ACME, AUTHORIZE, TOKEN};

const fn token(answer: AnswerSpec) -> CallSpec {
    CallSpec { answer, ..TOKEN }
}

/// Form-encoded, with a lifetime that is told in milliseconds.
pub(crate) static FORM_ANSWER: ProviderSpec = ProviderSpec {
    id: "form_answer",
    calls: &[
        AUTHORIZE,
        token(AnswerSpec {
            format: Format::Form,
            expires: ExpiresSpec {
                unit: TimeUnit::Milliseconds,
                ..ExpiresSpec::DEFAULT
            },
            ..AnswerSpec::DEFAULT
        }),
    ],
    ..ACME
};

/// The body is the token.
pub(crate) static BODY: ProviderSpec = ProviderSpec {
    id: "body",
    calls: &[
        AUTHORIZE,
        token(AnswerSpec {
            format: Format::Text,
            fields: &[(Field::AccessToken, &[Source::Body])],
            ..AnswerSpec::DEFAULT
        }),
    ],
    ..ACME
};

/// The token is a cookie, in the answer and on API calls.
pub(crate) static COOKIE: ProviderSpec = ProviderSpec {
    id: "cookie",
    calls: &[
        AUTHORIZE,
        token(AnswerSpec {
            statuses: &[201],
            fields: &[(Field::AccessToken, &[Source::Cookie("SESSION")])],
            expires: ExpiresSpec {
                policy: ExpiryPolicy::Never,
                ..ExpiresSpec::DEFAULT
            },
            ..AnswerSpec::DEFAULT
        }),
    ],
    api: Some(&ApiSpec {
        call: CallSpec {
            url: UrlSpec::new(&[Part::Lit("https://acme.example")], &[Part::Lit("/v1")]),
            ..ApiSpec::DEFAULT.call
        },
        bearer: &[Bearer::Cookie { name: "SESSION" }],
        renew_on: &[],
        renew_if: Some(Check {
            source: Source::Path(&["error"]),
            expect: Expect::OneOf(&["expired"]),
        }),
        ..ApiSpec::DEFAULT
    }),
    ..ACME
};
