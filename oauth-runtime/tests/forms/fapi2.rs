//! FAPI 2.0: what a client may still do otherwise is refused, with its rule and its key.

use oauth_runtime::Code;
use oauth_runtime::jose::ClientKey;
use oauth_runtime::spec::{
    Alg, ApiSpec, Bearer, CallSpec, ClientAssertion, ClientAuth, Discovery, DpopSpec, Grants, Pkce,
    Profile, ProviderSpec,
};

use crate::acme::{ACME, AUTHORIZE, CALLBACK, Fixed, PAR, REVOKE, TOKEN, builder};
use crate::world::{answering, ok, status};

const FAPI: ProviderSpec = ProviderSpec {
    calls: &[AUTHORIZE, TOKEN, REVOKE, PAR],
    profile: Profile::Fapi2,
    dpop: Some(DpopSpec { alg: Alg::Es256 }),
    ..ACME
};
static GOOD: ProviderSpec = FAPI;

fn refused(spec: ProviderSpec) -> (Code, String) {
    let spec: &'static ProviderSpec = Box::leak(Box::new(spec));
    let (transport, _) = answering([]);
    let error = builder(spec, transport).build().unwrap_err();
    assert_eq!(error.provider(), "acme");
    (
        error.code(),
        error.declaration_key().unwrap_or_default().to_owned(),
    )
}

#[test]
fn each_rule_is_refused_by_its_key() {
    let by = |client_auth| -> &'static [CallSpec] {
        let token = CallSpec {
            client_auth,
            ..TOKEN
        };
        Box::leak(Box::new([AUTHORIZE, PAR, token]))
    };
    static IN_QUERY: ApiSpec = ApiSpec {
        bearer: &[Bearer::Query {
            name: "access_token",
        }],
        ..ApiSpec::DEFAULT
    };
    let cases: [(ProviderSpec, &str); 14] = [
        (
            ProviderSpec {
                pkce: Pkce::Plain,
                ..FAPI
            },
            "pkce",
        ),
        (
            ProviderSpec {
                pkce: Pkce::None,
                ..FAPI
            },
            "pkce",
        ),
        (
            ProviderSpec {
                calls: &[AUTHORIZE, TOKEN],
                ..FAPI
            },
            "par",
        ),
        (
            ProviderSpec {
                issuer: None,
                ..FAPI
            },
            "issuer",
        ),
        (
            ProviderSpec {
                calls: by(ClientAuth::Body),
                ..FAPI
            },
            "client_auth",
        ),
        (
            ProviderSpec {
                calls: by(ClientAuth::BASIC),
                ..FAPI
            },
            "client_auth",
        ),
        (
            ProviderSpec {
                calls: by(ClientAuth::None),
                ..FAPI
            },
            "client_auth",
        ),
        (
            ProviderSpec {
                calls: by(ClientAuth::ClientSecretJwt(ClientAssertion::DEFAULT)),
                ..FAPI
            },
            "client_auth",
        ),
        (ProviderSpec { dpop: None, ..FAPI }, "dpop"),
        (
            ProviderSpec {
                dpop: Some(DpopSpec { alg: Alg::Rs256 }),
                ..FAPI
            },
            "dpop",
        ),
        (
            ProviderSpec {
                insecure_http: Some("a test"),
                ..FAPI
            },
            "insecure_http",
        ),
        (
            ProviderSpec {
                api: Some(&IN_QUERY),
                ..FAPI
            },
            "api(bearer)",
        ),
        (
            ProviderSpec {
                grants: FAPI.grants.and(Grants::PASSWORD),
                ..FAPI
            },
            "password",
        ),
        (
            ProviderSpec {
                calls: by(ClientAuth::PrivateKeyJwt(ClientAssertion {
                    alg: Some(Alg::Rs256),
                    ..ClientAssertion::DEFAULT
                })),
                ..FAPI
            },
            "client_auth",
        ),
    ];
    for (spec, key) in cases {
        assert_eq!(refused(spec), (Code::ProfileViolated, key.to_owned()));
    }
    let (transport, _) = answering([]);
    builder(&GOOD, transport).build().unwrap();
}

#[test]
fn what_the_builder_changes_is_held_to_them_too() {
    let built = |change: fn(oauth_runtime::DynBuilder) -> oauth_runtime::DynBuilder| {
        let (transport, _) = answering([]);
        let error = change(builder(&GOOD, transport)).build().unwrap_err();
        assert_eq!(error.code(), Code::ProfileViolated);
        error.declaration_key().unwrap_or_default().to_owned()
    };
    assert_eq!(built(|b| b.pkce(Pkce::None)), "pkce");
    assert_eq!(
        built(|b| b.client_secret("s").client_auth(ClientAuth::Body)),
        "client_auth"
    );
    assert_eq!(
        built(|b| b.client_key(ClientKey::new(Fixed(Alg::Rs256)))),
        "client_key"
    );
}

#[test]
fn redirect_uris_are_https_or_on_a_loopback_address() {
    for wrong in [
        "http://localhost:8080/cb",
        "http://127.0.0.1.app.example/cb",
        "app.example:/cb",
        "http://app.example/cb",
    ] {
        let (transport, _) = answering([]);
        let client = builder(&GOOD, transport).build().unwrap();
        let error = client.authorize(wrong, "").begin().unwrap_err();
        assert_eq!(error.code(), Code::ProfileViolated, "{wrong}");
        assert_eq!(error.declaration_key(), Some("redirect_uri"));
    }
    for native in ["http://127.0.0.1:8080/cb", "http://[::1]/cb"] {
        let (transport, _) = answering([]);
        let client = builder(&GOOD, transport).build().unwrap();
        // What is left to say is that the request is pushed.
        let error = client.authorize(native, "").begin().unwrap_err();
        assert_eq!(error.code(), Code::NotOffered, "{native}");
    }
    // A stand-in server on loopback has clients there.
    let (transport, _) = answering([]);
    let client = builder(&GOOD, transport)
        .against("http://127.0.0.1:9")
        .build()
        .unwrap();
    let error = client
        .authorize("http://127.0.0.1:8080/cb", "")
        .begin()
        .unwrap_err();
    assert_eq!(error.declaration_key(), Some("par"), "{error}");
}

#[tokio::test]
async fn the_response_must_name_its_issuer() {
    static WITHOUT_DPOP: ProviderSpec = ProviderSpec {
        dpop: None,
        mtls: true,
        ..FAPI
    };
    let (transport, sent) = answering([status(201, r#"{"request_uri":"urn:x","expires_in":60}"#)]);
    let client = builder(&WITHOUT_DPOP, transport).build().unwrap();
    let login = client.authorize(CALLBACK, "").state("s-1").await.unwrap();
    let callback = format!("{CALLBACK}?code=c-1&state=s-1");
    let error = login.finish(&callback).await.unwrap_err();
    assert_eq!(error.code(), Code::IssuerMismatch);
    assert_eq!(sent.count(), 1, "the code was sent");
}

#[tokio::test]
async fn a_method_that_the_metadata_chose_is_held_to_them_too() {
    static DISCOVERED: ProviderSpec = ProviderSpec {
        calls: CallSpec::DISCOVERED,
        discovery: Discovery::Issuer,
        ..FAPI
    };
    for (methods, refused) in [("client_secret_basic", true), ("private_key_jwt", false)] {
        let metadata = format!(
            r#"{{"issuer":"https://acme.example","authorization_endpoint":"https://acme.example/authorize","token_endpoint":"https://acme.example/token","pushed_authorization_request_endpoint":"https://acme.example/par","response_types_supported":["code"],"code_challenge_methods_supported":["S256"],"token_endpoint_auth_methods_supported":["{methods}"]}}"#
        );
        let pushed = status(400, r#"{"error":"invalid_request"}"#);
        let (transport, sent) = answering([ok(&metadata), pushed]);
        let client = builder(&DISCOVERED, transport)
            .client_secret("s-1")
            .build()
            .unwrap();
        let error = client.authorize(CALLBACK, "").await.unwrap_err();
        match refused {
            true => {
                assert_eq!(error.code(), Code::MetadataConflict, "{error}");
                assert_eq!(error.declaration_key(), Some("client_auth"));
                assert_eq!(sent.count(), 1, "more than the metadata was asked for");
            }
            false => assert_eq!(error.code(), Code::InvalidRequest, "{error}"),
        }
    }
}
