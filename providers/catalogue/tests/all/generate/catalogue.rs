//! `CATALOGUE.md`: what is there, and what is unusual about it.

use std::fmt::Write as _;

use super::block::{Block, Part};
use super::files::{Declaration, FAMILIES, retold};
use super::lists::level;

const HEAD: &str = "\
# Catalogue

<!-- Made from the declarations by the test `generate`. Do not edit. -->

Every provider of `oauth-providers`. A family is a feature and a module; the type stands in
that module, with its client, scopes and tenant values beside it. *Level*: L0 is addresses
and scopes alone, L1 has keys for common departures, L2 has functions, assertions or further
calls, L3 has a Rust function. *Lines* is the length of the attribute block.
";

const CALLS: &[&str] = &["token", "client_credentials", "refresh"];

/// Texts of a block with signed requests.
const SIGNATURES: &[&str] = &["hmac_sha256", "sha256_hex(", "md5_hex(", "rsa_sha256("];

/// The grants that a block offers, in words.
pub(super) fn grants(block: &Block) -> String {
    let named = [
        ("authorize", "code"),
        ("client_credentials", "client credentials"),
        ("password", "password"),
        ("device", "device"),
    ];
    let found = named.iter().filter(|(key, _)| block.part(key).is_some());
    found.map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
}

/// The tenant values, by name.
fn vars(block: &Block) -> String {
    let vars = block.part("vars");
    let names = vars.iter().flat_map(Part::parts);
    names
        .map(|var| format!("`{}`", var.key))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What a reader would not expect, shortly.
pub(super) fn unusual(block: &Block) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut say = |word: &str| {
        if !words.iter().any(|have| have == word) {
            words.push(word.to_owned());
        }
    };
    for part in block.parts() {
        match part.key {
            "client_auth" => say(auth(part.rest)),
            "pkce" if part.rest.contains("none") => say("no PKCE"),
            "pkce" => say("PKCE of its own"),
            "scopes" if part.rest.contains("delimiter") => say("own scope separator"),
            "rotation" => say("declared refresh-token rotation"),
            "callback" => callback(&part, &mut say),
            "authorize" => authorize(&part, &mut say),
            "refresh" if part.rest == "= none" => say("no refresh token"),
            "refresh" => say("refresh of its own"),
            "assertion" => say("signed JWT"),
            "hooks" => say("signed XML"),
            "learn" => say("values learned by a call"),
            "second_token" => say("a second token"),
            "mtls" => say("client certificate"),
            "api" => api(&part, &mut say),
            _ => (),
        }
        if CALLS.contains(&part.key) {
            token(&part, &mut say);
        }
    }
    if SIGNATURES.iter().any(|text| block.has(text)) {
        say("signed requests");
    }
    words.join(", ")
}

fn auth(rest: &str) -> &'static str {
    match rest.trim_start_matches("= ") {
        "none" => "no client secret",
        "basic" => "HTTP Basic",
        rest if rest.starts_with("basic") => "HTTP Basic, not form-encoded",
        rest if rest.starts_with("query") => "secret in the query",
        _ => "client authentication of its own",
    }
}

fn callback(part: &Part<'_>, say: &mut impl FnMut(&str)) {
    for key in part.parts() {
        match key.key {
            "keep" => say("values kept from the callback"),
            "denied" => say("own word for a refusal"),
            "mode" => say("callback by another way"),
            "state" if key.rest == "= in_redirect_uri" => say("state in the redirect URI"),
            _ => say("renamed callback parameters"),
        }
    }
}

fn authorize(part: &Part<'_>, say: &mut impl FnMut(&str)) {
    for key in part.parts() {
        match key.key {
            "names" => say("renamed authorization parameters"),
            "omit" => say("authorization parameters left out"),
            "params" => say("fixed authorization parameters"),
            "fragment_route" => say("sign-in page behind `#`"),
            _ => (),
        }
    }
}

fn token(part: &Part<'_>, say: &mut impl FnMut(&str)) {
    for key in part.parts() {
        match key.key {
            "place" if key.rest == "= json" => say("JSON token request"),
            "place" if key.rest == "= xml" => say("XML token request"),
            "before" | "then" => say("further calls for a token"),
            "place" | "method" => say("token request in the query"),
            "names" => say("renamed token parameters"),
            "omit" => say("token parameters left out"),
            "params" => say("further token parameters"),
            "headers" => say("headers on the token request"),
            "answer" => answer(&key, say),
            _ => (),
        }
    }
}

fn answer(part: &Part<'_>, say: &mut impl FnMut(&str)) {
    for key in part.parts() {
        match key.key {
            "success" => say("errors under status 200"),
            "keep" => say("values kept from the answer"),
            "expires_at" => say("an end instead of a lifetime"),
            "access_token" => say("token in another place"),
            _ => (),
        }
    }
}

fn api(part: &Part<'_>, say: &mut impl FnMut(&str)) {
    let kept = |text: &str| text.contains("{token.") || text.contains("{callback.");
    if part.rest.starts_with('=') && kept(part.rest) {
        say("API address comes with the token");
    }
    for key in part.parts() {
        match key.key {
            "base" if kept(key.rest) => say("API address comes with the token"),
            "bearer" if key.rest.contains("query") => say("access token in the query"),
            "bearer" => say("access token in a header of its own"),
            "headers" => say("headers on API calls"),
            _ => (),
        }
    }
}

pub(super) fn page(found: &[Declaration]) -> String {
    let mut page = HEAD.to_owned();
    for (family, title) in FAMILIES {
        let own: Vec<&Declaration> = found.iter().filter(|one| one.family == *family).collect();
        let _ = write!(
            page,
            "\n## {title}\n\nFeature and module `{family}`, {} providers.\n\n| provider | type | level | grants | tenant values | unusual | lines |\n|---|---|---|---|---|---|---|\n",
            own.len()
        );
        for one in own {
            let block = &one.block;
            let (name, purpose) = one.summary.split_once(", ").unwrap_or((&one.summary, ""));
            let _ = writeln!(
                page,
                "| **{name}**: {purpose} | `{}` | {:?} | {} | {} | {} | {} |",
                one.type_name,
                level(block),
                grants(block),
                vars(block),
                unusual(block),
                block.lines
            );
        }
    }
    let left_out = retold("left-out.txt");
    let _ = write!(
        page,
        "\n## Left out\n\nRows of the facts table that are not declared, and why.\n\n| row | why |\n|---|---|\n"
    );
    for (row, reason) in left_out {
        let _ = writeln!(page, "| `{row}` | {reason} |");
    }
    page
}
