//! Placeholders that compute: what they come to, and what they are told.

use super::source::{expand_text, pretty};

fn expanded(block: &str) -> (String, Vec<String>) {
    let (tokens, mistakes) = expand_text(&format!("#[oauth_provider({block})] pub struct Acme;"));
    let texts = mistakes.into_iter().map(|found| found.message.text);
    (pretty(tokens), texts.collect())
}

/// The expansion without its line breaks.
fn spec_of(block: &str) -> String {
    let (text, mistakes) = expanded(block);
    assert!(mistakes.is_empty(), "{block}: {mistakes:#?}");
    let flat: String = text.split_whitespace().collect();
    flat.replace(",]", "]").replace(",)", ")")
}

fn token(rest: &str) -> String {
    format!(r#"authorize = "https://a.example/a", token(url = "https://a.example/t", {rest})"#)
}

#[test]
fn a_function_is_a_part_with_raw_arguments() {
    let text = spec_of(&token(
        r#"params(sign = query("{upper(hmac_sha256_hex(client_secret, path + now + 'x'))}"))"#,
    ));
    let wanted = r#"__o::Part::Call(__o::Function::Upper,&[&[__o::Part::Call(__o::Function::HmacSha256Hex,&[&[__o::Part::Slot(__o::Slot::ClientSecret,__o::Encode::Raw)],&[__o::Part::Slot(__o::Slot::Path,__o::Encode::Raw),__o::Part::Now(__o::TimeForm::Seconds,0,__o::Encode::Raw),__o::Part::Lit("x")]],__o::Encode::Raw)]],__o::Encode::Raw)"#;
    assert!(text.contains(wanted), "{text}");
    assert!(text.contains("signed:true,fresh:true"), "{text}");
    assert!(text.contains("__o::FEATURE_SIGNING"), "{text}");
}

#[test]
fn flags_stand_only_where_a_template_asks() {
    let text = spec_of(&token(r#"params(a = "{base64(client_id)}")"#));
    for flag in ["signed:", "fresh:", "FEATURE"] {
        assert!(!text.contains(flag), "{flag}: {text}");
    }
    let text = spec_of(&token(
        r#"headers("x-date" = "{now('YYYY-MM-DD HH:mm:ss', -8h)}")"#,
    ));
    let wanted = r#"Now(__o::TimeForm::Pattern("YYYY-MM-DDHH:mm:ss"),-28800,"#;
    assert!(text.contains(wanted), "{text}");
    assert!(
        text.contains("fresh:true") && !text.contains("signed:"),
        "{text}"
    );
}

#[test]
fn a_query_takes_computed_values_and_encodes_quoted_ones() {
    let text = spec_of(
        r#"authorize = "https://a.example/a?d={now('YYYY MM', 7d)}&b={base64(client_id + ':') + '&'}", token = "https://a.example/t""#,
    );
    assert!(
        text.contains("Encode::Query),__o::Part::Lit(\"%26\")"),
        "{text}"
    );
}

#[test]
fn an_assertion_is_the_one_of_the_call_or_of_the_block() {
    let text = spec_of(&format!(
        r#"vars(key: Secret), assertion(alg = es256, key = "{{key}}", claims(iss = "a", aud = ["{{token_url}}"])), {}"#,
        token(
            r#"client_auth = none, params(client_secret = "{assertion}"),
            assertion(alg = rs256, key = "{key}", header(kid = "k"), lifetime = 1h)"#
        )
    ));
    assert!(
        text.contains("Alg::Rs256") && text.contains("__o::secs(3600)"),
        "{text}"
    );
    assert!(!text.contains("Alg::Es256"), "{text}");
    let text = spec_of(&format!(
        r#"vars(key: Secret), assertion(alg = es256, key = "{{key}}", claims(iss = "a")), {}"#,
        token(r#"client_auth = none, params(client_secret = "{assertion}")"#)
    ));
    assert!(
        text.contains("Alg::Es256") && text.contains("__o::secs(300)"),
        "{text}"
    );
}

#[test]
fn a_hook_is_a_constant() {
    let text = spec_of(&format!(
        "hooks(saml = crate::hooks::saml), {}",
        token(r#"params(assertion = "{hook.saml}")"#)
    ));
    assert!(
        text.contains(
            r#"constHOOK_SAML:__o::Hook=__o::Hook{name:"hook.saml",call:crate::hooks::saml,}"#
        ),
        "{text}"
    );
    assert!(
        text.contains("Part::Hook(HOOK_SAML,__o::Encode::Raw)"),
        "{text}"
    );
}

#[test]
fn the_api_carries_the_token_itself() {
    let text = spec_of(&format!(
        r#"vars(company: Text), {}, api(base = "https://a.example/", bearer(none), headers("authorization" = "Basic {{base64(company + ':' + access_token)}}"))"#,
        token("")
    ));
    assert!(text.contains("Bearer::Declared"), "{text}");
}

#[test]
fn a_secret_in_a_digest_needs_no_reason_and_in_base64_it_does() {
    spec_of(&token(
        r#"method = get, reason = "the vendor says so", client_auth = none, omit(code, code_verifier), params(s = "{sha256_hex(client_secret)}")"#,
    ));
    let (_, told) = expanded(&token(r#"params(s = "{base64(client_secret)}")"#));
    assert!(told.is_empty(), "{told:?}");
    let (_, told) = expanded(
        r#"authorize(url = "https://a.example/a", params(s = "{base64(client_secret)}")), token = "https://a.example/t""#,
    );
    assert!(
        told.iter().any(|text| text.contains("puts the secret")),
        "{told:?}"
    );
}

#[test]
fn a_digest_covers_a_line_break_that_a_header_could_not_hold() {
    let text = spec_of(&token(r#"headers("x-sign" = "{sha256_hex('a' + '\n')}")"#));
    assert!(text.contains(r#"Lit("a\n")"#), "{text}");
    for shown in [r"'\n'", r"upper('\n')", r"upper(sha256_hex('a') + '\n')"] {
        let (_, told) = expanded(&token(&format!(r#"headers("x-sign" = "{{{shown}}}")"#)));
        let [told] = told.as_slice() else {
            panic!("{shown}: {told:#?}");
        };
        assert!(told.contains("contains a line break"), "{shown}: {told}");
    }
}

#[test]
fn a_state_without_a_browser_is_a_parameter_of_that_call() {
    let text = spec_of(
        r#"authorize = "https://a.example/a", token = "https://a.example/t",
           refresh(params(state = "{uuid}"))"#,
    );
    let (_, refresh) = text.split_once("CallKind::Refresh").unwrap();
    assert!(refresh.contains(r#"name:"state""#), "{refresh}");
    let (_, told) = expanded(&token(r#"params(state = "{uuid}")"#));
    assert_eq!(told.len(), 1, "{told:#?}");
}
