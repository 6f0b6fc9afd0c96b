//! Reading a token answer, and the whole exchange without a network.

use std::future::ready;
use std::hint::black_box;
use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, header};
use oauth_runtime::Provider as _;
use oauth_runtime::spec::CallKind;
use oauth_runtime::transport::{BoxFuture, Limits, Transport, TransportError};
use oauth_runtime::wire::judge::{Answer, judge_token};
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth2::basic::{BasicTokenResponse, BasicTokenType};
use oauth2::{AuthorizationCode, ExtraTokenFields, HttpRequest, PkceCodeVerifier};
use serde::{Deserialize, Serialize};

use crate::Bench;
use crate::exchange::{CALLBACK, pending, runtime};
use crate::fixture::{SMALL, large, oauth2};
use crate::provider::{self, Acme};

pub fn benches() -> Vec<Bench> {
    vec![
        Bench {
            name: "answer-300B",
            runs: 2000,
            variants: vec![
                ("oauth-runtime", || ours(SMALL.to_owned())),
                ("oauth2", || theirs::<BasicTokenResponse>(SMALL.to_owned())),
                ("oauth2-type-alone", || {
                    type_alone::<BasicTokenResponse>(SMALL.to_owned())
                }),
            ],
        },
        Bench {
            name: "answer-2kB",
            runs: 2000,
            variants: vec![
                ("oauth-runtime", || ours(large())),
                ("oauth2", || theirs::<WithIdToken>(large())),
                ("oauth2-type-alone", || type_alone::<WithIdToken>(large())),
            ],
        },
        Bench {
            name: "exchange-without-network",
            runs: 1000,
            variants: vec![("oauth-runtime", our_exchange), ("oauth2", their_exchange)],
        },
    ]
}

/// Crate `oauth2` drops fields that no type asks for, so it is asked for the ID token.
type WithIdToken = oauth2::StandardTokenResponse<IdToken, BasicTokenType>;

#[derive(Debug, Deserialize, Serialize)]
struct IdToken {
    id_token: Option<String>,
}

impl ExtraTokenFields for IdToken {}

fn response(body: Bytes) -> WireResponse {
    let json = HeaderValue::from_static("application/json");
    WireResponse {
        status: 200,
        headers: HeaderMap::from_iter([(header::CONTENT_TYPE, json)]),
        body,
        complete: true,
    }
}

fn ours(body: String) -> Box<dyn FnMut(usize)> {
    let response = response(body.into());
    Box::new(move |runs| {
        for _ in 0..runs {
            let answer = Answer {
                spec: Acme::SPEC,
                kind: CallKind::Token,
                call: Acme::SPEC.call(CallKind::Token).unwrap(),
                response: black_box(&response),
                secrets: &[],
                client_auth: None,
            };
            black_box(&judge_token(&answer, SystemTime::UNIX_EPOCH).unwrap());
        }
    })
}

/// The lines with which crate `oauth2` 5.0 reads an answer (`endpoint_response`).
fn theirs<T: for<'de> Deserialize<'de>>(body: String) -> Box<dyn FnMut(usize)> {
    let response = response(body.into());
    Box::new(move |runs| {
        for _ in 0..runs {
            let response = black_box(&response);
            assert_eq!(response.status, 200);
            let content_type = response.headers.get(header::CONTENT_TYPE).unwrap();
            let content_type = content_type.to_str().unwrap().to_lowercase();
            assert!(content_type.starts_with("application/json"));
            let mut reader = serde_json::Deserializer::from_slice(&response.body);
            black_box(&serde_path_to_error::deserialize::<_, T>(&mut reader).unwrap());
        }
    })
}

/// Without status, content type and the path that its errors tell.
fn type_alone<T: for<'de> Deserialize<'de>>(body: String) -> Box<dyn FnMut(usize)> {
    Box::new(move |runs| {
        for _ in 0..runs {
            black_box(&serde_json::from_slice::<T>(black_box(body.as_bytes())).unwrap());
        }
    })
}

/// Answers every request at once.
struct Canned(WireResponse);

impl Transport for Canned {
    fn send(
        &self,
        request: WireRequest,
        _limits: Limits,
    ) -> BoxFuture<'_, Result<WireResponse, TransportError>> {
        black_box(request);
        Box::pin(ready(Ok(self.0.clone())))
    }
}

fn our_exchange() -> Box<dyn FnMut(usize)> {
    let canned = Canned(response(Bytes::from_static(SMALL.as_bytes())));
    let client = provider::builder().transport(canned).build().unwrap();
    let pending = pending();
    Box::new(move |runs| {
        runtime().block_on(async {
            for _ in 0..runs {
                let sign_in = client.resume(pending.clone());
                black_box(&sign_in.finish(CALLBACK).await.unwrap());
            }
        });
    })
}

/// Without reading the callback, which crate `oauth2` leaves to its user.
fn their_exchange() -> Box<dyn FnMut(usize)> {
    let client = oauth2("https://acme.example");
    let send = |request: HttpRequest| {
        black_box(request);
        let json = "application/json";
        let response = Response::builder().header(header::CONTENT_TYPE, json);
        ready(response.body(SMALL.as_bytes().to_vec()))
    };
    Box::new(move |runs| {
        runtime().block_on(async {
            for _ in 0..runs {
                let tokens = client
                    .exchange_code(AuthorizationCode::new("SplxlOBeZQQYbYS6WxSbIA".into()))
                    .set_pkce_verifier(PkceCodeVerifier::new(crate::exchange::VERIFIER.into()))
                    .request_async(&send)
                    .await;
                black_box(&tokens.unwrap());
            }
        });
    })
}
