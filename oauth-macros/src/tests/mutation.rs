//! Slips in declarations that are right: always an error, never many, never a panic.

use proc_macro2::TokenStream;
use proptest::prelude::*;
use proptest::sample::Index;

use super::source::{declarations, files, folder, pretty, read};
use crate::entry::expand_collecting;

/// The declarations to be broken, as text.
fn sources() -> Vec<String> {
    files(&folder("expand/declared"))
        .iter()
        .map(|path| read(path))
        .collect()
}

/// A slip of the hand.
#[derive(Clone, Copy, Debug)]
enum Slip {
    DropInKey,
    SwapInKey,
    DropEquals,
    DropComma,
    DoubleEntry,
    PlainHttp,
    RenameVariable,
    StripUnit,
}

const SLIPS: &[Slip] = &[
    Slip::DropInKey,
    Slip::SwapInKey,
    Slip::DropEquals,
    Slip::DropComma,
    Slip::DoubleEntry,
    Slip::PlainHttp,
    Slip::RenameVariable,
    Slip::StripUnit,
];

/// Keys at the top whose slip cannot be another key or a scope.
const KEYS: &[&str] = &[
    "authorize",
    "token",
    "introspect",
    "client_auth",
    "callback",
    "scopes",
    "lifetimes",
    "code_request",
    "client_credentials",
    "checked",
    "vars",
];

/// A text with one slip, or nothing when it has no place for it.
fn slip(text: &str, slip: Slip, at: Index) -> Option<String> {
    let places =
        |needle: &str| -> Vec<usize> { text.match_indices(needle).map(|(at, _)| at).collect() };
    let pick = |places: &[usize]| (!places.is_empty()).then(|| *at.get(places));
    let keys = || -> Vec<(usize, &str)> {
        KEYS.iter()
            .flat_map(|key| text.match_indices(*key))
            .filter(|(start, key)| {
                let before = text[..*start].chars().next_back();
                let after = text[start + key.len()..].chars().next();
                let line = text[..*start].rfind('\n').map_or(0, |at| at + 1);
                // Only at the begin of a line with four spaces: the top level.
                text[line..*start] == *"    "
                    && before == Some(' ')
                    && matches!(after, Some('(' | ' ' | ','))
            })
            .collect()
    };
    let replaced = |start: usize, len: usize, with: &str| {
        Some(format!("{}{with}{}", &text[..start], &text[start + len..]))
    };
    match slip {
        Slip::DropInKey | Slip::SwapInKey => {
            let keys = keys();
            if keys.is_empty() {
                return None;
            }
            let (start, key) = *at.get(&keys);
            let mut chars: Vec<char> = key.chars().collect();
            let middle = chars.len() / 2;
            if matches!(slip, Slip::DropInKey) {
                chars.remove(middle);
            } else {
                chars.swap(middle, middle - 1);
            }
            let changed: String = chars.into_iter().collect();
            (changed != key).then(|| replaced(start, key.len(), &changed))?
        }
        Slip::DropEquals => replaced(pick(&places("= \"https://"))?, 2, ""),
        Slip::DropComma => replaced(pick(&places(",\n    "))?, 1, ""),
        Slip::DoubleEntry => {
            let line = text.lines().find(|line| line.starts_with("    token"))?;
            let whole =
                line.ends_with(',') && line.matches('(').count() == line.matches(')').count();
            whole.then(|| text.replacen(line, &format!("{line}\n{line}"), 1))
        }
        Slip::PlainHttp => {
            let start = pick(&places("= \"https://{"))?;
            replaced(start, "= \"https".len(), "= \"http")
        }
        Slip::RenameVariable => {
            let start = pick(&places("https://{"))? + "https://{".len();
            replaced(start, 0, "zz")
        }
        Slip::StripUnit => {
            let start = pick(&places("= 30m"))?;
            replaced(start + "= 30".len(), 1, "")
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_slip_is_one_or_two_errors_at_places_of_the_text(
        source in any::<Index>(),
        kind in any::<Index>(),
        at in any::<Index>(),
    ) {
        let sources = sources();
        let text = source.get(&sources);
        let kind = *kind.get(SLIPS);
        let Some(broken) = slip(text, kind, at) else {
            return Ok(());
        };
        let lines = broken.lines().count();
        let Some((args, item)) = declarations(&broken).pop() else {
            return Ok(());
        };
        let (output, mistakes) = expand_collecting(args, item);
        let texts: Vec<&str> = mistakes.iter().map(|found| found.message.text.as_str()).collect();
        prop_assert!((1..=2).contains(&mistakes.len()), "{kind:?}: {texts:#?}\n{broken}");
        for found in &mistakes {
            let line = found.at.start.start().line;
            prop_assert!((1..=lines).contains(&line), "{kind:?}: line {line}: {}", found.message.text);
            prop_assert!(found.message.case != "item/internal", "{}", found.message.text);
        }
        prop_assert!(pretty(output).contains("pub struct"));
    }

    #[test]
    fn no_tokens_make_it_panic(words in proptest::collection::vec(word(), 0..40)) {
        let text = words.join(" ");
        let Ok(args) = text.parse::<TokenStream>() else {
            return Ok(());
        };
        let (output, mistakes) = expand_collecting(args, "pub struct Acme;".parse().unwrap());
        let internal = mistakes.iter().find(|found| found.message.case == "item/internal");
        prop_assert!(internal.is_none(), "{text}: {internal:?}");
        prop_assert!(pretty(output).contains("struct Acme"));
    }
}

/// A word of the language, or a token around it.
fn word() -> impl Strategy<Value = String> {
    let keys: Vec<String> = crate::keys::KEYS
        .iter()
        .map(|key| key.name.to_owned())
        .collect();
    let others = [
        "=",
        ":",
        ",",
        ",",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        "::",
        "{",
        "}",
        "\"https://{site}.a.example/x\"",
        "\"/a/b\"",
        "\"{\"",
        "30m",
        "7",
        "-1",
        "1.5",
        "true",
        "Read",
        "DnsLabel",
        "OneOf",
        "Option",
        "none",
        "basic",
        "implies",
        "reason",
        "header",
        "r#type",
        "self",
        "'a'",
        "b\"x\"",
        "'life",
    ];
    let all: Vec<String> = keys
        .into_iter()
        .chain(others.iter().map(|word| (*word).to_owned()))
        .collect();
    proptest::sample::select(all)
}
