//! Steps, learned values, second tokens, webhooks and state in the redirect URI, by hand.

use std::error::Error;

use oauth_mock::MockServer;
use oauth_runtime::spec::*;
use serde_json::{Value, json};

use crate::raw::{Answer, send};
use crate::specs::{ACME, url};

type Tested = Result<(), Box<dyn Error>>;

const PLAIN: CallSpec = CallSpec {
    client_auth: ClientAuth::None,
    ..CallSpec::POST
};

const fn step(name: &'static str, call: CallSpec) -> StepSpec {
    StepSpec {
        name,
        call: CallSpec {
            kind: CallKind::Step,
            ..call
        },
        bearer: false,
        optional: false,
    }
}

const TOKEN: CallSpec = CallSpec {
    kind: CallKind::ClientCredentials,
    url: url!("https://acme.example", "/token"),
    ..CallSpec::POST
};

/// A step before the call, one after it that trades the token, and a learned value.
static STEPPED: ProviderSpec = ProviderSpec {
    id: "stepped",
    grants: Grants::CLIENT_CREDENTIALS,
    calls: &[CallSpec {
        before: &[step(
            "session",
            CallSpec {
                url: url!("https://acme.example", "/session"),
                answer: AnswerSpec {
                    keep: &[Keep::of("ticket", Source::Path(&["ticket"]), VarKind::Text)],
                    ..AnswerSpec::DEFAULT
                },
                ..PLAIN
            },
        )],
        params: &[ExtraParam {
            name: "ticket",
            value: ValueSpec::Text(&[Part::Slot(Slot::Step("session", "ticket"), Encode::Raw)]),
            place: None,
        }],
        then: &[step(
            "trade",
            CallSpec {
                url: url!("https://acme.example", "/trade"),
                params: &[ExtraParam {
                    name: "short",
                    value: ValueSpec::Text(&[Part::Slot(Slot::AccessToken, Encode::Raw)]),
                    place: None,
                }],
                answer: AnswerSpec {
                    fields: &[
                        (Field::AccessToken, &[Source::Path(&["long"])]),
                        (
                            Field::ExpiresAt,
                            &[Source::Claim(Field::AccessToken, &["exp"])],
                        ),
                    ],
                    expires: ExpiresSpec {
                        unit: TimeUnit::Clock,
                        at: TimeFormat::EpochSeconds,
                        ..ExpiresSpec::DEFAULT
                    },
                    ..AnswerSpec::DEFAULT
                },
                ..PLAIN
            },
        )],
        ..TOKEN
    }],
    learn: &[LearnSpec {
        name: "tenants",
        call: CallSpec {
            kind: CallKind::Learn,
            url: url!("https://acme.example", "/tenants"),
            answer: AnswerSpec {
                keep: &[Keep::of("tenant", Source::Path(&["id"]), VarKind::Text)],
                ..AnswerSpec::DEFAULT
            },
            ..CallSpec::GET
        },
        each: Some(Source::Path(&[])),
    }],
    ..ProviderSpec::DEFAULT
};

async fn post(server: &MockServer, path: &str, body: &str) -> std::io::Result<Answer> {
    let head = format!(
        "POST {path} HTTP/1.1
         accept: application/json
         content-type: application/x-www-form-urlencoded"
    );
    send(server, &head, body).await
}

async fn get(server: &MockServer, path: &str, token: &str) -> std::io::Result<Answer> {
    let head = format!(
        "GET {path} HTTP/1.1
         accept: application/json
         authorization: Bearer {token}"
    );
    send(server, &head, "").await
}

/// As in a form.
fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

const GRANT: &str = "grant_type=client_credentials&client_id=client&client_secret=secret";

#[tokio::test]
async fn steps_are_made_in_their_order() -> Tested {
    let server = MockServer::builder(&STEPPED)
        .items("tenants", 2)
        .start()
        .await?;
    let asked = format!("{GRANT}&ticket=sample-ticket");
    let early = post(&server, "/token", &asked).await?;
    early.refused("invalid_request", "before");
    let session = post(&server, "/session", "").await?;
    assert_eq!(session.text("ticket"), "sample-ticket");
    let wrong = post(&server, "/token", &format!("{GRANT}&ticket=other")).await?;
    wrong.refused("invalid_request", "params(ticket)");
    let early = post(&server, "/trade", "short=x").await?;
    early.refused("invalid_request", "then");
    let short = post(&server, "/token", &asked).await?.text("access_token");
    let wrong = post(&server, "/trade", "short=x").await?;
    wrong.refused("invalid_request", "params(short)");
    let traded = post(&server, "/trade", &format!("short={}", encoded(&short))).await?;
    assert_eq!(traded.status, 200, "{}", traded.body);
    assert_eq!(traded.json()["expires_in"], "1:00:00");
    let long = traded.text("long");
    let claims = long.split('.').nth(1).ok_or("no JWT")?;
    assert!(claims.starts_with("eyJ"), "{claims}");
    let again = post(&server, "/token", &asked).await?;
    again.refused("invalid_request", "before");

    let tenants = get(&server, "/tenants", &long).await?;
    assert_eq!(
        tenants.json(),
        json!([{"id": "sample-tenant"}, {"id": "sample-tenant-2"}])
    );
    assert_eq!(get(&server, "/tenants", "x").await?.status, 401);
    Ok(())
}

/// A user's token beside the one of the bot.
static USER: ProviderSpec = ProviderSpec {
    id: "two.user",
    calls: &[CallSpec {
        answer: AnswerSpec {
            fields: &[
                (Field::AccessToken, &[Source::Path(&["user", "token"])]),
                (Field::RefreshToken, &[Source::Path(&["user", "refresh"])]),
            ],
            ..AnswerSpec::DEFAULT
        },
        ..CREDENTIALS
    }],
    api: Some(&ApiSpec {
        call: CallSpec {
            url: url!("https://acme.example", "/user-api/"),
            ..ApiSpec::DEFAULT.call
        },
        ..ApiSpec::DEFAULT
    }),
    ..ACME
};

const CREDENTIALS: CallSpec = CallSpec {
    kind: CallKind::Token,
    ..TOKEN
};

/// Declares the second token.
static TWO: ProviderSpec = ProviderSpec {
    id: "two",
    calls: &[CREDENTIALS],
    second_tokens: &[SecondToken {
        name: "user",
        spec: &USER,
        by: SecondBy::Answer,
    }],
    ..ACME
};

#[tokio::test]
async fn a_second_token_has_an_api_and_a_refresh_of_its_own() -> Tested {
    let server = MockServer::start(&TWO).await?;
    let answer = post(&server, "/token", GRANT).await?.json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let first = text(&answer["access_token"]);
    let second = text(&answer["user"]["token"]);
    assert_ne!(first, second);
    assert_eq!(get(&server, "/v1/x", &first).await?.status, 200);
    assert_eq!(get(&server, "/user-api/x", &second).await?.status, 200);
    assert_eq!(get(&server, "/v1/x", &second).await?.status, 401);
    assert_ne!(get(&server, "/user-api/x", &first).await?.status, 200);
    let refresh = format!(
        "grant_type=refresh_token&client_id=client&client_secret=secret&refresh_token={}",
        encoded(&text(&answer["user"]["refresh"]))
    );
    let renewed = post(&server, "/token", &refresh).await?.json();
    let renewed = text(&renewed["user"]["token"]);
    assert_eq!(get(&server, "/user-api/x", &renewed).await?.status, 200);
    assert_eq!(get(&server, "/v1/x", &renewed).await?.status, 401);
    Ok(())
}

/// No `state` of its own.
static CARRIED: ProviderSpec = ProviderSpec {
    id: "carried",
    pkce: Pkce::None,
    callback: CallbackSpec {
        state_policy: StatePolicy::InRedirectUri,
        ..CallbackSpec::DEFAULT
    },
    ..ACME
};

#[tokio::test]
async fn state_comes_back_in_the_redirect_uri() -> Tested {
    let server = MockServer::builder(&CARRIED)
        .redirect_uri("https://app.example/cb")
        .start()
        .await?;
    let url = |uri: &str| {
        format!(
            "{}/oauth/authorize?response_type=code&client_id=client&redirect_uri={}",
            server.origin(),
            encoded(uri)
        )
    };
    let callback = server
        .authorize(&url("https://app.example/cb?state=s1"))
        .await?;
    assert!(
        callback.starts_with("https://app.example/cb?state=s1&code="),
        "{callback}"
    );
    assert!(
        server
            .authorize(&url("https://app.example/cb"))
            .await
            .is_err()
    );
    assert!(
        server
            .authorize(&url("https://evil.example/cb?state=s1"))
            .await
            .is_err()
    );
    Ok(())
}

/// A code in a webhook, and XML both ways.
static HOOKED: ProviderSpec = ProviderSpec {
    id: "hooked",
    grants: Grants::AUTHORIZATION_CODE,
    pkce: Pkce::None,
    callback: CallbackSpec {
        mode: CallbackMode::Webhook,
        code: "/data/code",
        ..CallbackSpec::DEFAULT
    },
    calls: &[CallSpec {
        kind: CallKind::Token,
        place: Place::Xml,
        rules: &[
            ParamRule::of(Param::GrantType).name("/request/grant"),
            ParamRule::of(Param::Code).name("/request/code"),
            ParamRule::of(Param::ClientId).name("/request/@id"),
            ParamRule::of(Param::ClientSecret).name("/request/@secret"),
            ParamRule::of(Param::RedirectUri).presence(Presence::Omit),
        ],
        answer: AnswerSpec {
            format: Format::Xml,
            fields: &[(Field::AccessToken, &[Source::Path(&["response", "token"])])],
            ..AnswerSpec::DEFAULT
        },
        accept: "application/xml",
        ..TOKEN
    }],
    ..ProviderSpec::DEFAULT
};

#[tokio::test]
async fn a_code_of_a_webhook_is_exchanged_in_xml() -> Tested {
    let server = MockServer::start(&HOOKED).await?;
    let body: Value = serde_json::from_str(&server.webhook())?;
    let code = body["data"]["code"].as_str().ok_or("no code")?;
    let head = "POST /token HTTP/1.1
                accept: application/xml
                content-type: application/xml";
    let request = |more: &str| {
        format!(
            "<request id=\"client\" secret=\"secret\"><grant>authorization_code</grant>\
             <code>{code}</code></request>{more}"
        )
    };
    let broken = send(&server, head, &request("<more/>")).await?;
    assert_ne!(broken.status, 200, "{}", broken.body);
    let answer = send(&server, head, &request("")).await?;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(
        answer.body.contains("<response><token>m1nted-at"),
        "{}",
        answer.body
    );
    assert!(answer.head.contains("application/xml"), "{}", answer.head);
    Ok(())
}
