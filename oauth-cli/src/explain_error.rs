//! `oauth explain-error`

use clap::Args;
use oauth_runtime::Code;
use serde_json::{Value, json};

use crate::out::say;
use crate::paint::{aside, heading, name};
use crate::{Failure, Global};

/// The pages of all codes, each behind a line `<!-- E0301 -->`.
/// Made from `docs/errors` by the test `reference` of `oauth-tests`.
const PAGES: &str = include_str!("../error-pages.md");

/// Explain an error code
///
/// Without a code: all of them, each with its title.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The code as it stands in an error: E0301.
    code: Option<String>,
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.code {
        None => list(global),
        Some(text) => {
            let code = find(text).ok_or_else(|| unknown(text))?;
            show(global, code)
        }
    }
}

/// `E0301`, `e0301`, `OAUTH-E0301`, `[E0301]`, `301`.
fn find(text: &str) -> Option<Code> {
    let number = number(text)?;
    let wanted = format!("E{number:04}");
    Code::ALL
        .iter()
        .copied()
        .find(|code| code.as_str() == wanted)
}

fn number(text: &str) -> Option<u16> {
    let text = text.trim().trim_matches(['[', ']']).to_ascii_uppercase();
    let text = text.strip_prefix("OAUTH-").unwrap_or(&text);
    let digits = text.strip_prefix('E').unwrap_or(text);
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| all_digits)
}

fn unknown(text: &str) -> Failure {
    let shown: String = text.chars().take(20).collect();
    let near = match number(text) {
        Some(number) => nearest(number).join(", "),
        None => {
            return Failure::Usage(format!(
                "`{shown}` is no error code: one is written `E0301`; `oauth explain-error` lists all"
            ));
        }
    };
    Failure::Usage(format!(
        "there is no error code `{shown}`; near it are {near}; `oauth explain-error` lists all"
    ))
}

/// The three codes with the nearest numbers.
fn nearest(number: u16) -> Vec<&'static str> {
    let mut codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    codes.sort_by_key(|code| {
        let own: u16 = code.trim_start_matches('E').parse().unwrap_or(u16::MAX);
        own.abs_diff(number)
    });
    codes.truncate(3);
    codes
}

/// The page of a code, without the lines around it.
fn page(code: Code) -> Option<&'static str> {
    let marker = format!("<!-- {code} -->");
    let (_, rest) = PAGES.split_once(&marker)?;
    let end = rest.find("\n<!-- E").unwrap_or(rest.len());
    rest.get(..end)
        .map(str::trim)
        .filter(|page| !page.is_empty())
}

fn title(code: Code) -> &'static str {
    let line = page(code).and_then(|page| page.lines().next());
    line.map(|line| line.trim_start_matches(['#', ' ']))
        .map(|line| line.strip_prefix(code.as_str()).unwrap_or(line))
        .map_or("", |line| line.trim_start_matches([':', ' ']))
}

fn list(global: &Global) -> Result<(), Failure> {
    if global.json {
        let all: Vec<Value> = Code::ALL
            .iter()
            .map(|code| json!({ "code": code.as_str(), "title": title(*code) }))
            .collect();
        say!("{:#}", Value::from(all));
        return Ok(());
    }
    for code in Code::ALL {
        match global.bare {
            true => say!("{code}"),
            false => say!("{}  {}", name(code.as_str()), title(*code)),
        }
    }
    Ok(())
}

fn show(global: &Global, code: Code) -> Result<(), Failure> {
    let text = page(code)
        .ok_or_else(|| Failure::Other(format!("this build holds no page about {code}")))?;
    if global.json {
        say!(
            "{:#}",
            json!({ "code": code.as_str(), "title": title(code), "page": text })
        );
        return Ok(());
    }
    if global.bare {
        say!("{text}");
        return Ok(());
    }
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            say!("    {}", name(line));
        } else if line.starts_with('#') {
            say!("{}", heading(line.trim_start_matches(['#', ' '])));
        } else {
            say!("{}", inline(line));
        }
    }
    Ok(())
}

/// A line of prose: code in colour where there is colour, with its backticks
/// where there is none; links as their text and, when it leads out, their address.
fn inline(line: &str) -> String {
    let mut shown = String::new();
    for (at, piece) in line.split('`').enumerate() {
        match at % 2 {
            0 => shown.push_str(&links(&piece.replace("**", ""))),
            _ => shown.push_str(&name(&format!("`{piece}`"))),
        }
    }
    shown
}

fn links(text: &str) -> String {
    let Some((before, rest)) = text.split_once('[') else {
        return text.to_owned();
    };
    let parts = rest
        .split_once("](")
        .and_then(|(label, rest)| rest.split_once(')').map(|(to, rest)| (label, to, rest)));
    let Some((label, to, rest)) = parts else {
        return text.to_owned();
    };
    let address = match to.starts_with("https://") {
        true => aside(&format!(" <{to}>")),
        false => String::new(),
    };
    format!("{before}{label}{address}{}", links(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_however_it_is_written() {
        for text in [
            "E0301",
            "e0301",
            "OAUTH-E0301",
            "oauth-e0301",
            "301",
            "0301",
            "[E0301]",
            " E0301 ",
        ] {
            assert_eq!(find(text), Some(Code::HtmlAnswer), "{text}");
        }
        for text in [
            "", "E", "E03o1", "-301", "+301", "E0999", "99999999", "OAUTH-",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn the_nearest_codes_are_named() {
        assert_eq!(nearest(314), ["E0313", "E0312", "E0311"]);
        assert!(unknown("E0314").to_string().contains("E0313"));
        assert!(unknown("x").to_string().contains("is no error code"));
    }

    #[test]
    fn prose_loses_its_markup_and_keeps_its_code() {
        assert_eq!(
            inline("see [E0302](E0302.md), **or** `a[b](c)`, or [the RFC](https://rfc.example/x)"),
            "see E0302, or `a[b](c)`, or the RFC <https://rfc.example/x>"
        );
    }
}
