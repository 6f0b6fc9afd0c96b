//! What every expansion has and has not, and what odd declarations come to.

use super::source::{expand_text, files, folder, pretty, read};
use crate::tests::source::declarations;

/// The expansions of all declarations that are right.
fn expansions() -> Vec<(String, String)> {
    let pass = files(&folder("ui/pass"));
    let seeds = files(&folder("expand/declared"));
    pass.into_iter()
        .chain(seeds)
        .map(|path| {
            let (tokens, mistakes) = expand_text(&read(&path));
            assert!(mistakes.is_empty(), "{}: {mistakes:#?}", path.display());
            (path.display().to_string(), pretty(tokens))
        })
        .collect()
}

#[test]
fn an_expansion_is_data() {
    for (name, text) in expansions() {
        let text: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("///"))
            .flat_map(|line| [line, "\n"])
            .collect();
        for banned in [
            " if ", "while ", "for (", "loop ", "async", "await", "unwrap", "expect(", "unsafe",
            "reqwest", "tokio", "serde", "mod ", "println",
        ] {
            assert!(
                !text.contains(banned),
                "{name} contains `{banned}`:\n{text}"
            );
        }
    }
}

#[test]
fn every_public_name_begins_with_the_provider() {
    for (name, text) in expansions() {
        let provider = text
            .lines()
            .find_map(|line| line.strip_prefix("pub struct ")?.strip_suffix(';'));
        let provider = provider.unwrap_or_else(|| panic!("{name}: no struct"));
        for line in text.lines() {
            let item = ["pub struct ", "pub enum ", "pub type "]
                .into_iter()
                .find_map(|kind| line.strip_prefix(kind));
            assert!(
                item.is_none_or(|item| item.starts_with(provider)),
                "{name}: {line}"
            );
        }
    }
}

#[test]
fn every_path_of_an_expansion_is_absolute_or_aliased() {
    for (name, text) in expansions() {
        for line in text
            .lines()
            .filter(|line| !line.trim_start().starts_with("///"))
        {
            for bare in [" Option::", " Result<", " String::", " Vec<", "std::"] {
                assert!(!line.contains(bare), "{name}: {line}");
            }
        }
    }
}

#[test]
fn mistakes_leave_the_item_and_its_names() {
    for path in files(&folder("ui")) {
        for (args, item) in declarations(&read(&path)) {
            let (output, mistakes) = crate::entry::expand_collecting(args, item);
            // `compile_error!` and the item together are Rust, whatever was written.
            let text = pretty(output);
            let a_type = text.contains("struct Acme")
                || text.contains("enum Acme")
                || text.contains("struct Other");
            if mistakes.is_empty() || !a_type {
                continue;
            }
            for stub in [
                "type AcmeClient =",
                "impl __o::Provider for Acme",
                "impl __o::PinGrant for Acme",
            ] {
                assert!(
                    text.contains(stub),
                    "{}: no `{stub}`:\n{text}",
                    path.display()
                );
            }
        }
    }
}

fn spec_of(block: &str) -> String {
    let (tokens, mistakes) = expand_text(&format!("#[oauth_provider({block})] pub struct Acme;"));
    let texts: Vec<&str> = mistakes
        .iter()
        .map(|found| found.message.text.as_str())
        .collect();
    assert!(texts.is_empty(), "{block}: {texts:#?}");
    pretty(tokens)
}

#[test]
fn refresh_states_only_what_differs() {
    let text = spec_of(
        r#"authorize = "https://a.example/a",
        token(url = "https://a.example/t", place = json, params(audience = "x"), answer(expires_in = milliseconds)),
        refresh(url = "https://a.example/r", params(grant_type = "again"), answer(format = form))"#,
    );
    let (_, refresh) = text.split_once("CallKind::Refresh").unwrap();
    for kept in [
        "Lit(\"/r\")",
        "Place::Json",
        "audience",
        "\"again\"",
        "Milliseconds",
        "Format::Form",
    ] {
        assert!(refresh.contains(kept), "{kept}: {refresh}");
    }
}

#[test]
fn a_bare_grant_is_left_to_the_runtime() {
    let text = spec_of(
        r#"token = "https://a.example/t", client_credentials, password(reason = "no other grant")"#,
    );
    assert_eq!(text.matches("__o::CallSpec {").count(), 1, "{text}");
    assert!(
        text.contains("CLIENT_CREDENTIALS") && text.contains("PASSWORD"),
        "{text}"
    );
}

#[test]
fn client_credentials_alone_refresh_only_when_told() {
    let plain = spec_of(r#"client_credentials = "https://a.example/t""#);
    assert!(!plain.contains("RefreshGrant"), "{plain}");
    let told = spec_of(r#"client_credentials = "https://a.example/t", refresh"#);
    assert!(
        told.contains("RefreshGrant") && told.contains("CallKind::Refresh"),
        "{told}"
    );
    let none = spec_of(
        r#"authorize = "https://a.example/a", token = "https://a.example/t", refresh = none"#,
    );
    assert!(!none.contains("RefreshGrant"), "{none}");
}

#[test]
fn browser_calls_do_not_authenticate() {
    let text = spec_of(
        r#"client_auth = basic, authorize = "https://a.example/a", token = "https://a.example/t",
        userinfo = "https://a.example/u", revoke = "https://a.example/r""#,
    );
    assert_eq!(text.matches("ClientAuth::BASIC").count(), 2, "{text}");
}

#[test]
fn a_value_of_a_parameter_that_the_call_lacks_is_a_parameter() {
    let text = spec_of(
        r#"authorize = "https://a.example/a", token(url = "https://a.example/t", params(nonce2 = "x", response_type = "token"))"#,
    );
    assert!(text.contains("name: \"response_type\""), "{text}");
}
