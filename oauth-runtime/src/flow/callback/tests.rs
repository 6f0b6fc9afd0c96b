use super::*;
use crate::spec::Part;

const ISSUED: ProviderSpec = ProviderSpec {
    issuer: Some(&[Part::Lit("https://as.example")]),
    ..ProviderSpec::DEFAULT
};
static QUERY: ProviderSpec = ISSUED;
static STRICT: ProviderSpec = ProviderSpec {
    callback: CallbackSpec {
        iss: IssPolicy::Required,
        ..CallbackSpec::DEFAULT
    },
    ..ISSUED
};

fn pending() -> PendingSignIn {
    PendingSignIn {
        provider: "acme".into(),
        client_id: String::new(),
        tenant: String::new(),
        begun_at: 0,
        session: None,
        state: Some(Secret::new("s-1")),
        verifier: None,
        nonce: None,
        redirect_uri: Some("https://app.example/cb".into()),
        scope: String::new(),
        second_scope: String::new(),
        frozen: None,
        dpop_key: None,
        max_age: None,
        acr: Vec::new(),
        resources: Vec::new(),
    }
}

fn code(spec: &'static ProviderSpec, input: &str) -> Result<String, Code> {
    validate(spec, Some("https://as.example"), &pending(), input)
        .map(|accepted| accepted.code.expose().to_owned())
        .map_err(|error| error.code())
}

#[test]
fn all_forms_of_a_response_are_read() {
    for input in [
        "https://app.example/cb?code=c-1&state=s-1",
        "https://app.example/cb#code=c-1&state=s-1",
        "?code=c-1&state=s-1",
        "code=c-1&state=s-1",
        " https://app.example/cb?x=1&code=c-1&state=s-1#_=_ ",
    ] {
        assert_eq!(code(&QUERY, input), Ok("c-1".into()), "{input}");
    }
    assert_eq!(
        code(&QUERY, "code=a%2Bb%2f%3D&state=s-1"),
        Ok("a+b/=".into())
    );
}

#[test]
fn hostile_responses_are_refused() {
    let long = format!("code={}&state=s-1", "x".repeat(5000));
    for (input, expected) in [
        ("code=c-1", Code::StateMissing),
        ("code=c-1&state=", Code::StateMissing),
        ("code=c-1&state=s-2", Code::StateMismatch),
        ("code=c-1&code=c-2&state=s-1", Code::DuplicateParameter),
        ("code=c-1&state=s-1&state=s-1", Code::DuplicateParameter),
        (
            "code=c-1&state=s-1&iss=https://as.example&iss=x",
            Code::DuplicateParameter,
        ),
        (
            "code=c-1&state=s-1&iss=https://evil.example",
            Code::IssuerMismatch,
        ),
        (
            "code=c-1&state=s-1&iss=https://as.example/",
            Code::IssuerMismatch,
        ),
        (
            "code=c-1&state=s-1&iss=https://AS.example",
            Code::IssuerMismatch,
        ),
        (
            "code=c-1&state=s-1&iss=https://as.example:443",
            Code::IssuerMismatch,
        ),
        ("error=access_denied&state=s-2", Code::StateMismatch),
        ("error=access_denied&state=s-1", Code::AccessDenied),
        ("error=access_denied&code=c&state=s-1", Code::AccessDenied),
        ("state=s-1", Code::CodeMissing),
        ("code=&state=s-1", Code::CodeMissing),
        ("code=%ff&state=s-1", Code::UnreadableCallback),
        ("c-1", Code::StateMissing),
        ("", Code::StateMissing),
        (&long, Code::UnreadableCallback),
    ] {
        assert_eq!(code(&QUERY, input), Err(expected), "{input}");
    }
    assert_eq!(
        code(&STRICT, "code=c-1&state=s-1"),
        Err(Code::IssuerMismatch)
    );
}

#[test]
fn a_foreign_issuer_is_refused_before_its_error_is_shown() {
    let input = "error=x&error_description=click-here&state=s-1&iss=https://evil.example";
    let error = validate(&QUERY, Some("https://as.example"), &pending(), input)
        .err()
        .unwrap();
    assert!(!error.to_string().contains("click-here"));
}
