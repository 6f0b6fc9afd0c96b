//! Malformed, odd and hostile token answers (RFC 6749 §5, read with tolerance).

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use oauth_runtime::spec::{CallKind, CallSpec};
use oauth_runtime::wire::WireResponse;
use oauth_runtime::wire::judge::{Answer, judge_token};
use oauth_runtime::{Code, Error, Expiry, Provider, TokenSet, oauth_provider};
use proptest::prelude::*;

use crate::support::answer;

/// A provider as the RFCs have it.
#[oauth_provider(
    authorize = "https://plain.example/authorize",
    token = "https://plain.example/token"
)]
pub struct Bare;

/// Failures come with status 200.
#[oauth_provider(
    authorize = "https://flag.example/authorize",
    token(
        url = "https://flag.example/token",
        answer(
            success("/ok" = true),
            access_token = ["/access_token", "/authed_user/access_token"],
            error_map("code_already_used" = invalid_grant),
        ),
    ),
    scopes(delimiter = ",", Chat = "chat:write"),
)]
pub struct Flagged;

fn judge(call: &CallSpec, response: &WireResponse) -> Result<TokenSet, Error> {
    judge_token(
        &Answer {
            spec: Bare::SPEC,
            kind: CallKind::Token,
            call,
            response,
            client_auth: None,
            secrets: &["the-secret-of-the-request"],
        },
        SystemTime::UNIX_EPOCH,
    )
}

fn bare(response: &WireResponse) -> Result<TokenSet, Error> {
    judge(Bare::SPEC.call(CallKind::Token).unwrap(), response)
}

fn body(text: &str) -> Result<TokenSet, Error> {
    bare(&answer(200, &[], text.to_owned()))
}

#[test]
fn an_html_page_is_named_and_not_repeated() {
    let page =
        "<!DOCTYPE html><html><head><title>Sign in\u{1b}[31m</title></head><body>SECRET</body>";
    let error = body(page).unwrap_err();
    assert_eq!(error.code(), Code::HtmlAnswer);
    let text = error.to_string();
    assert!(text.contains("Sign in"), "{text}");
    assert!(
        !text.contains("SECRET") && !text.contains('\u{1b}'),
        "{text}"
    );
    assert_eq!(error.declaration_key(), Some("token(url)"));
}

#[test]
fn answers_without_a_token_are_typed_errors() {
    for (text, code) in [
        ("", Code::MissingField),
        ("null", Code::MissingField),
        ("[]", Code::MissingField),
        ("\"str\"", Code::MissingField),
        ("{}", Code::MissingField),
        (r#"{"access_token":""}"#, Code::MissingField),
        (r#"{"access_token":null}"#, Code::MissingField),
        (r#"{"access_token":{}}"#, Code::MissingField),
        (r#"{"access_token":"#, Code::UnreadableAnswer),
        ("plain words", Code::UnreadableAnswer),
        (
            r#"{"access_token":"a","access_token":"b"}"#,
            Code::DuplicateKey,
        ),
        (
            r#"{"access_token":"a","Access_Token":"b"}"#,
            Code::DuplicateKey,
        ),
        (
            r#"{"access_token":"a","refresh_token":"b","refresh_token":"c"}"#,
            Code::DuplicateKey,
        ),
        (
            r#"{"error":"invalid_grant","access_token":"a"}"#,
            Code::CodeRefused,
        ),
        (
            r#"{"access_token":"a","token_type":"mac"}"#,
            Code::TokenType,
        ),
        (
            r#"{"access_token":"a","token_type":"DPoP"}"#,
            Code::TokenType,
        ),
        ("{\"access_token\":\"a\\r\\nb\"}", Code::UnusableToken),
        ("{\"access_token\":\"a\\u0000b\"}", Code::UnusableToken),
        (r#"{"access_token":"a b"}"#, Code::UnusableToken),
        (r#"{"access_token":"é"}"#, Code::UnusableToken),
        ("{\"access_token\":1e400}", Code::UnreadableAnswer),
    ] {
        let error = body(text).unwrap_err();
        assert_eq!(error.code(), code, "{text}: {error}");
        assert_eq!(
            (error.provider(), error.call()),
            ("bare", Some(CallKind::Token))
        );
    }
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(body(&deep).unwrap_err().code(), Code::UnreadableAnswer);
}

#[test]
fn a_missing_field_is_found_elsewhere() {
    let error = body(r#"{"data":{"authed_user":{"access_token":"SECRET"}}}"#).unwrap_err();
    assert_eq!(error.code(), Code::MissingField);
    let text = error.to_string();
    assert!(text.contains("/data/authed_user/access_token"), "{text}");
    assert!(!text.contains("SECRET"));
    assert_eq!(error.declaration_key(), Some("token(answer(access_token))"));
}

#[test]
fn lifetimes_are_read_with_tolerance() {
    let ten_years = 315_360_000;
    for (json, expected) in [
        ("3600", Some(3600)),
        ("\"3600\"", Some(3600)),
        ("3600.9", Some(3600)),
        ("1e3", Some(1000)),
        ("-1", Some(0)),
        ("0", Some(0)),
        ("18446744073709551615", Some(ten_years)),
        ("null", None),
        ("\"\"", None),
        ("\"never\"", None),
    ] {
        let tokens = body(&format!(r#"{{"access_token":"a","expires_in":{json}}}"#)).unwrap();
        let expected = expected.map_or(Expiry::Unknown, |seconds| {
            Expiry::At(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        });
        match (tokens.expires, expected) {
            (Expiry::At(got), Expiry::At(want)) => {
                let apart = got.duration_since(want).unwrap_or_default();
                assert!(apart < Duration::from_secs(1), "{json}: {got:?}");
            }
            (got, want) => assert_eq!(got, want, "{json}"),
        }
    }
}

#[test]
fn formats_are_told_by_content() {
    for (content_type, text) in [
        (Some("text/html"), r#"{"access_token":"a"}"#),
        (Some("text/plain"), "access_token=a&token_type=bearer"),
        (None, r#"{"access_token":"a"}"#),
        (Some("application/json"), "\u{feff}{\"access_token\":\"a\"}"),
        (
            Some("application/json; charset=utf-8"),
            " \n{\"access_token\":\"a\"}",
        ),
    ] {
        let mut response = answer(200, &[], text);
        if let Some(content_type) = content_type {
            response
                .headers
                .insert(CONTENT_TYPE, content_type.parse().unwrap());
        }
        assert_eq!(
            bare(&response).unwrap().access_token.expose(),
            "a",
            "{text}"
        );
    }
    let utf16 = answer(
        200,
        &[("content-type", "application/json;charset=utf-16")],
        r#"{"access_token":"a"}"#,
    );
    assert_eq!(bare(&utf16).unwrap_err().code(), Code::UnreadableAnswer);
}

#[test]
fn a_form_that_may_be_cut_off_is_not_taken() {
    let mut response = answer(200, &[], "access_token=a&refresh_token=R2-only-ha");
    response.complete = false;
    let error = bare(&response).unwrap_err();
    assert_eq!(error.code(), Code::IncompleteAnswer);
    assert!(error.is_ambiguous());
    // JSON tells its own end.
    let mut response = answer(200, &[], r#"{"access_token":"a"}"#);
    response.complete = false;
    assert!(bare(&response).is_ok());
}

#[test]
fn granted_scopes_are_what_the_answer_says() {
    for (field, expected) in [
        ("", None),
        (r#","scope":null"#, None),
        (r#","scope":"a b""#, Some(vec!["a", "b"])),
        (r#","scope":["a","b"]"#, Some(vec!["a", "b"])),
        (r#","scope":"""#, Some(vec![])),
    ] {
        let tokens = body(&format!(r#"{{"access_token":"a"{field}}}"#)).unwrap();
        let expected =
            expected.map(|list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(tokens.scope, expected, "{field}");
    }
}

#[test]
fn statuses_say_what_the_body_does_not() {
    for (status, code) in [
        (201, None),
        (404, Some(Code::WrongEndpoint)),
        (405, Some(Code::WrongEndpoint)),
        (415, Some(Code::WrongMediaType)),
        (429, Some(Code::TooManyRequests)),
        (500, Some(Code::ServerError)),
        (503, Some(Code::ServerError)),
    ] {
        let got = bare(&answer(status, &[], r#"{"access_token":"a"}"#));
        assert_eq!(got.err().map(|error| error.code()), code, "{status}");
    }
    for (after, seconds) in [
        ("2", Some(2)),
        ("0", Some(0)),
        ("-1", None),
        ("1000000000", Some(300)),
        ("garbage", None),
    ] {
        let error = bare(&answer(503, &[("retry-after", after)], "")).unwrap_err();
        assert_eq!(
            error.retry_after().map(|wait| wait.as_secs()),
            seconds,
            "{after}"
        );
        assert!(error.is_transient());
    }
}

#[test]
fn a_redirect_tells_the_origin_only() {
    let location = "https://user:pw@evil.example/path?refresh_token=SECRET";
    let error = bare(&answer(307, &[("location", location)], "")).unwrap_err();
    assert_eq!(error.code(), Code::Redirected);
    let text = error.to_string();
    assert!(text.contains("evil.example"), "{text}");
    assert!(!text.contains("SECRET") && !text.contains("pw"), "{text}");
}

#[test]
fn an_error_under_status_200_is_an_error() {
    let call = Flagged::SPEC.call(CallKind::Token).unwrap();
    let failed = |text: &str| judge(call, &answer(200, &[], text.to_owned())).unwrap_err();
    assert_eq!(
        failed(r#"{"ok":false,"error":"code_already_used"}"#).code(),
        Code::CodeRefused
    );
    assert_eq!(
        failed(r#"{"ok":false,"error":"other"}"#).code(),
        Code::ProviderError
    );
    assert_eq!(
        failed(r#"{"ok":false,"access_token":"a"}"#).code(),
        Code::ProviderError
    );
    let user_only = r#"{"ok":true,"authed_user":{"access_token":"u"}}"#;
    let tokens = judge(call, &answer(200, &[], user_only)).unwrap();
    assert_eq!(tokens.access_token.expose(), "u");
}

#[test]
fn a_provider_that_quotes_a_secret_is_not_quoted() {
    let text = r#"{"error":"invalid_request","error_description":"bad the-secret-of-the-request"}"#;
    let error = bare(&answer(400, &[], text)).unwrap_err();
    for shown in [
        error.to_string(),
        format!("{error:?}"),
        format!("{:?}", error.oauth_error()),
    ] {
        assert!(!shown.contains("the-se"), "{shown}");
    }
}

proptest! {
    #[test]
    fn no_bytes_cause_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), status in 100_u16..600) {
        let _ = bare(&answer(status, &[], Bytes::from(bytes)));
    }

    #[test]
    fn no_json_causes_a_panic_or_shows_its_values(
        keys in proptest::collection::vec("(access_token|refresh_token|expires_in|scope|error|error_uri|[a-z]{1,5})", 0..6),
        value in "(CANARYCANARY|-?[0-9]{1,30}|[0-9]{1,3}e[0-9]{1,2})",
    ) {
        let fields: Vec<String> = keys.iter().map(|key| format!("{key:?}:{value:?}")).collect();
        if let Err(error) = body(&format!("{{{}}}", fields.join(","))) {
            let own_words = error.oauth_error().is_none();
            prop_assert!(!own_words || !error.to_string().contains("CANARY"), "{}", error);
        }
    }
}
