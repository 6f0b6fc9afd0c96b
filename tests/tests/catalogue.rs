//! The catalogue of errors: each code is provoked through the public API. The
//! error names provider, call and what to change, and shows no secret.

mod api;
mod callbacks;
mod exchanges;
mod inputs;
mod lost;
mod metadata;
mod people;
mod records;
mod renewals;
mod roads;
mod settings;
mod standards;
mod stores;

use std::collections::BTreeSet;
use std::pin::Pin;

use oauth_runtime::spec::CallKind;
use oauth_runtime::transport::{Transport, TransportError};
use oauth_runtime::wire::WireResponse;
use oauth_runtime::{
    Code, DynBuilder, DynClient, DynSession, Error, Provider as _, oauth_provider,
};

use crate::support::{answer, replying};

/// A provider with all that an error can speak of.
#[oauth_provider(
    docs = "https://acme.example/docs/oauth",
    issuer = "https://acme.example",
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    client_credentials,
    revoke = "https://acme.example/revoke",
    scopes(Read = "read", Write = "write"),
    api(
        base = "https://api.acme.example/",
        stop_on(410),
        lockout("/locked" = true),
    ),
)]
pub struct Acme;

/// Every secret begins so, and no error may show it.
const CANARY: &str = "CANARY";
const CLIENT_SECRET: &str = "CANARY-client-secret%+:";
const ACCESS: &str = "CANARY-access-token";
const REFRESH: &str = "CANARY-refresh-token";
const CALLBACK: &str = "https://app.example/callback?tenant=7";
const RESPONSE: &str = "code=CANARY-code&state=CANARY-state";

type Provoked = Pin<Box<dyn Future<Output = Error>>>;

/// One way to a code, and what the error must say.
#[derive(Clone, Copy)]
struct Case {
    code: Code,
    provoke: fn() -> Provoked,
    provider: &'static str,
    call: Option<CallKind>,
    key: Option<&'static str>,
    says: &'static [&'static str],
}

impl Case {
    const fn new(code: Code, provoke: fn() -> Provoked) -> Self {
        Self {
            code,
            provoke,
            provider: "acme",
            call: None,
            key: None,
            says: &[],
        }
    }

    const fn of(mut self, provider: &'static str) -> Self {
        self.provider = provider;
        self
    }

    const fn on(mut self, call: CallKind) -> Self {
        self.call = Some(call);
        self
    }

    const fn key(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }

    /// Parts of the message; those with `!` in front must not stand in it.
    const fn says(mut self, parts: &'static [&'static str]) -> Self {
        self.says = parts;
        self
    }

    /// What is wrong with the error, if anything is.
    async fn check(&self) -> Vec<String> {
        let error = (self.provoke)().await;
        let text = error.to_string();
        let mut faults = Vec::new();
        let mut expect = |holds: bool, what: String| {
            if !holds {
                faults.push(format!("{}: {what} in: {text}", self.code));
            }
        };
        let (code, call, key) = (error.code(), error.call(), error.declaration_key());
        expect(code == self.code, format!("the code is {code}"));
        let provider = error.provider();
        expect(provider == self.provider, format!("provider {provider:?}"));
        expect(call == self.call, format!("call {call:?}"));
        expect(key == self.key, format!("key {key:?}"));
        expect(text.ends_with(&format!(" [{code}]")), "no code".to_owned());
        for part in self.says {
            match part.strip_prefix('!') {
                Some(part) => expect(!text.contains(part), format!("there is {part:?}")),
                None => expect(text.contains(part), format!("there is no {part:?}")),
            }
        }
        for shown in [
            text.clone(),
            format!("{error:?}"),
            format!("{:?}", error.oauth_error()),
        ] {
            expect(!shown.contains(CANARY), "a secret".to_owned());
            expect(
                !shown.contains(char::is_control),
                "a control character".to_owned(),
            );
        }
        expect(text.chars().count() <= 900, "too long a text".to_owned());
        faults
    }
}

async fn check_all(cases: &[Case]) {
    let mut faults = Vec::new();
    for case in cases {
        faults.extend(case.check().await);
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

const ALL: &[&[Case]] = &[
    api::CASES,
    callbacks::CASES,
    exchanges::CASES,
    inputs::CASES,
    lost::CASES,
    metadata::CASES,
    people::CASES,
    records::CASES,
    renewals::CASES,
    roads::CASES,
    settings::CASES,
    standards::CASES,
    stores::CASES,
];

#[test]
fn every_code_is_provoked() {
    let provoked: BTreeSet<&str> = ALL
        .iter()
        .copied()
        .flatten()
        .map(|case| case.code.as_str())
        .collect();
    let all: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    let left_out: Vec<_> = all.difference(&provoked).collect();
    assert!(left_out.is_empty(), "no case provokes {left_out:?}");
}

fn builder() -> DynBuilder {
    DynClient::builder(Acme::SPEC, &[], "app").client_secret(CLIENT_SECRET)
}

fn client_over(transport: impl Transport) -> DynClient {
    builder().transport(transport).build().unwrap()
}

/// A client whose every request gets this answer.
fn client(reply: WireResponse) -> DynClient {
    client_over(replying(move |_, _| Ok(reply.clone())).0)
}

/// A client whose every request fails so.
fn unreachable(error: TransportError) -> DynClient {
    client_over(replying(move |_, _| Err(error.clone())).0)
}

async fn sign_in(client: &DynClient, callback: &str) -> Result<DynSession, Error> {
    let login = client
        .authorize(CALLBACK, "read write")
        .state("CANARY-state")
        .begin()?;
    login.finish(callback).await
}

/// An answer that refuses, and quotes all secrets of a token request and more.
fn refusal(status: u16, error: &str) -> WireResponse {
    let quoted = format!("{CLIENT_SECRET} CANARY-code {ACCESS} {REFRESH} \u{202e}\u{7}");
    let body = serde_json::json!({"error": error, "error_description": quoted});
    answer(status, &[], body.to_string())
}
