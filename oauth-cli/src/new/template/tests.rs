//! Addresses as vendors write them.

use super::*;

fn one(text: &str) -> (Result<String, String>, Vec<(String, Kind)>) {
    let mut templates = Templates::new(&[], false);
    let taken = templates.take("token", text);
    let vars = templates.vars.into_iter().map(|var| (var.name, var.kind));
    (taken, vars.collect())
}

#[test]
fn a_placeholder_gets_the_kind_of_its_place() {
    for (text, written, name, kind) in [
        (
            "https://{site}.acme.example/t",
            "https://{site}.acme.example/t",
            "site",
            Kind::DnsLabel,
        ),
        (
            "https://<site>.acme.example/t",
            "https://{site}.acme.example/t",
            "site",
            Kind::DnsLabel,
        ),
        (
            "https://login-${site}.acme.example",
            "https://login-{site}.acme.example",
            "site",
            Kind::DnsLabel,
        ),
        (
            "https://{YOUR_DOMAIN}/t",
            "https://{your_domain}/t",
            "your_domain",
            Kind::Host,
        ),
        (
            "{scheme}://{host}/t",
            "https://{host}/t",
            "host",
            Kind::Host,
        ),
        (
            "{baseUrl}/oauth/token",
            "{base_url}/oauth/token",
            "base_url",
            Kind::Origin,
        ),
        ("{tokenUrl}", "{token_url}", "token_url", Kind::Url),
        (
            "https://acme.example/%7Btenant%7D/t",
            "https://acme.example/{tenant}/t",
            "tenant",
            Kind::PathSegment,
        ),
        (
            "https://acme.example/t?org={org}",
            "https://acme.example/t?org={org}",
            "org",
            Kind::Text,
        ),
    ] {
        let (taken, vars) = one(text);
        assert_eq!(taken.as_deref(), Ok(written));
        assert_eq!(vars, [(name.to_owned(), kind)], "{text}");
    }
}

#[test]
fn what_no_endpoint_is_gets_refused() {
    for text in [
        "",
        "acme.example/t",
        "/t",
        "ftp://acme.example/t",
        "javascript:alert(1)",
        "http://acme.example/t",
        "https://",
        "https:///t",
        "https://u:p@acme.example/t",
        "https://{a}@acme.example/t",
        "https://acme.example/a b",
        "https://acme.example/#x",
        "https://acme.example/\"",
        "https://acme.example/{",
        "https://acme.example/}",
        "https://acme.example/{}",
        "https://acme.example/{a\"b}",
        "https://acme.example/../t",
        "https://acme%2eexample/t",
        "{base}evil.example/t",
        "http://127.0.0.1.evil.example/t",
        "https://acme.example/\u{202e}",
        "https://acme.example/\nx",
    ] {
        assert!(one(text).0.is_err(), "{text:?}: {:?}", one(text).0);
    }
    assert!(one("http://127.0.0.1:8080/t").0.is_ok());
}

#[test]
fn one_name_is_one_value_and_its_strictest_kind() {
    let mut templates = Templates::new(&[], false);
    templates
        .take("authorize", "https://acme.example/{tenant}/a")
        .unwrap();
    templates
        .take("token", "https://{tenant}.acme.example/t")
        .unwrap();
    assert_eq!(templates.vars.len(), 1);
    assert_eq!(templates.vars[0].kind, Kind::DnsLabel);
    assert!(templates.take("api", "{tenant}/api").is_err());
}

#[test]
fn listed_choices_are_kept_where_they_can_stand() {
    let known = |choices: &[&str]| Known {
        name: "region".into(),
        default: Some("eu".into()),
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
    };
    let good = [known(&["eu", "us", "eu", "2024"])];
    let mut templates = Templates::new(&good, false);
    templates
        .take("api", "https://{region}.acme.example/")
        .unwrap();
    let var = &templates.vars[0];
    let Kind::OneOf(choices) = &var.kind else {
        panic!("{var:?}");
    };
    let names: Vec<&str> = choices.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Eu", "Us", "Choice2024"]);
    assert_eq!(var.default.as_deref(), Some("Eu"));
    for bad in ["evil.example/", "a@b", "", "\""] {
        let bad = [known(&["eu", bad])];
        let mut templates = Templates::new(&bad, false);
        templates
            .take("api", "https://{region}.acme.example/")
            .unwrap();
        assert_eq!(templates.vars[0].kind, Kind::DnsLabel);
    }
}
