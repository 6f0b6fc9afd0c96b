//! The format of a transcript, as `tests/wire/README.md` lays it down.
//!
//! Reading is strict: what the format does not know is an error, never skipped.

use std::collections::VecDeque;

/// One file below `tests/wire`.
pub(super) struct Transcript {
    /// The setting, and the call to make.
    pub(super) given: Pairs,
    /// The authorization request the browser is sent to.
    pub(super) browser: Option<Message>,
    /// Where the browser ends, or what the user pastes.
    pub(super) callback: Option<String>,
    /// What the client must send, and what it gets.
    pub(super) exchanges: VecDeque<Exchange>,
    /// The outcome.
    pub(super) expect: Pairs,
}

/// A request that must leave the client, and the answer to it.
#[derive(Clone)]
pub(super) struct Exchange {
    pub(super) request: Message,
    pub(super) answer: Message,
}

/// A request or an answer as text.
#[derive(Clone)]
pub(super) struct Message {
    /// The request line or the status line.
    pub(super) start: String,
    /// Names as they are written, values exactly.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

/// Lines of the form `key = value`, each of which must be taken.
#[derive(Default)]
pub(super) struct Pairs(Vec<(String, String)>);

/// Reads a whole transcript.
pub(super) fn transcript(text: &str) -> Result<Transcript, String> {
    if text.contains('\r') {
        return Err("a line ends in CR LF; transcripts have LF".into());
    }
    let mut sections = sections(text)?.into_iter().peekable();
    let mut next = |name: &str| {
        sections
            .next_if(|(found, _)| *found == name)
            .map(|(_, lines)| lines)
    };
    let given = Pairs::read(&next("@given").ok_or("`@given` must come first")?, unescape)?;
    let browser = next("@browser").map(|lines| message(&lines)).transpose()?;
    let callback = match next("@callback") {
        Some(_) if browser.is_none() => return Err("`@callback` without `@browser`".into()),
        Some(lines) => Some(callback(&lines)?),
        None => None,
    };
    let mut exchanges = VecDeque::new();
    while let Some(request) = next("@request") {
        let answer = next("@answer").ok_or("a `@request` without its `@answer`")?;
        exchanges.push_back(Exchange {
            request: message(&request)?,
            answer: message(&answer)?,
        });
    }
    let expect = next("@expect").ok_or("`@expect` is missing or not in its place")?;
    let expect = Pairs::read(&expect, |value| Ok(value.to_owned()))?;
    match sections.next() {
        Some((name, _)) => Err(format!("`{name}` is not in its place")),
        None => Ok(Transcript {
            given,
            browser,
            callback,
            exchanges,
            expect,
        }),
    }
}

const SECTIONS: [&str; 6] = [
    "@given",
    "@browser",
    "@callback",
    "@request",
    "@answer",
    "@expect",
];

/// The sections in order, each without the empty lines at its end.
fn sections(text: &str) -> Result<Vec<(&str, Vec<&str>)>, String> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        if SECTIONS.contains(&line) {
            found.push((line, Vec::new()));
            continue;
        }
        match found.last_mut() {
            Some((_, lines)) => lines.push(line),
            None if line.is_empty() || line.starts_with('#') => (),
            None => return Err(format!("neither a comment nor `@given`: {line:?}")),
        }
    }
    for (_, lines) in &mut found {
        while lines.last() == Some(&"") {
            lines.pop();
        }
    }
    Ok(found)
}

/// First line, headers, an empty line, body.
fn message(lines: &[&str]) -> Result<Message, String> {
    let mut lines = lines.iter();
    let start = *lines.next().ok_or("a message without its first line")?;
    let mut headers = Vec::new();
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let (name, value) = line
            .split_once(": ")
            .ok_or_else(|| format!("not a header: {line:?}"))?;
        headers.push((name.to_owned(), value.to_owned()));
    }
    Ok(Message {
        start: start.to_owned(),
        headers,
        body: lines.copied().collect::<Vec<_>>().join("\n"),
    })
}

/// One address, or `paste = TEXT`.
fn callback(lines: &[&str]) -> Result<String, String> {
    match lines {
        [line] => Ok(line.strip_prefix("paste = ").unwrap_or(line).to_owned()),
        _ => Err("`@callback` holds one line".into()),
    }
}

/// The escapes of values in `@given`.
fn unescape(value: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut chars = after.chars();
        out.push(match chars.next() {
            Some('r') => '\r',
            Some('n') => '\n',
            Some('t') => '\t',
            Some('\\') => '\\',
            Some('u') => {
                let (hex, after) = chars
                    .as_str()
                    .strip_prefix('{')
                    .and_then(|text| text.split_once('}'))
                    .ok_or_else(|| format!("not an escape in {value:?}"))?;
                chars = after.chars();
                u32::from_str_radix(hex, 16)
                    .ok()
                    .and_then(char::from_u32)
                    .ok_or_else(|| format!("no character has the number {hex:?}"))?
            }
            _ => return Err(format!("not an escape in {value:?}")),
        });
        rest = chars.as_str();
    }
    out.push_str(rest);
    Ok(out)
}

impl Pairs {
    fn read(
        lines: &[&str],
        value: impl Fn(&str) -> Result<String, String>,
    ) -> Result<Self, String> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for line in lines
            .iter()
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
        {
            let (key, text) = line
                .split_once(" = ")
                .or_else(|| line.strip_suffix(" =").map(|key| (key, "")))
                .ok_or_else(|| format!("not `key = value`: {line:?}"))?;
            if pairs.iter().any(|(known, _)| known == key) {
                return Err(format!("`{key}` stands twice"));
            }
            pairs.push((key.to_owned(), value(text.trim_matches(' '))?));
        }
        Ok(Self(pairs))
    }

    /// The value of a key, which then counts as understood.
    pub(super) fn take(&mut self, key: &str) -> Option<String> {
        let at = self.0.iter().position(|(known, _)| known == key)?;
        Some(self.0.remove(at).1)
    }

    /// As [`Pairs::take`], for a key that must be there.
    pub(super) fn need(&mut self, key: &str) -> Result<String, String> {
        self.take(key).ok_or_else(|| format!("`{key}` is missing"))
    }

    /// All keys that start so, in order and without the prefix.
    pub(super) fn take_all(&mut self, prefix: &str) -> Vec<(String, String)> {
        let (found, rest) = std::mem::take(&mut self.0)
            .into_iter()
            .partition(|(key, _)| key.starts_with(prefix));
        self.0 = rest;
        let found: Vec<(String, String)> = found;
        let bare = |key: String| key.split_at(prefix.len()).1.to_owned();
        found
            .into_iter()
            .map(|(key, value)| (bare(key), value))
            .collect()
    }

    /// An error when a key is left that nobody understood.
    pub(super) fn finish(self, section: &str) -> Result<(), String> {
        match self.0.first() {
            None => Ok(()),
            Some((key, _)) => Err(format!("unknown key `{key}` in `{section}`")),
        }
    }
}

impl Message {
    /// The value of a header, by its name in any case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The number in a status line.
    pub(super) fn status(&self) -> Result<u16, String> {
        self.start
            .strip_prefix("HTTP/1.1 ")
            .and_then(|rest| rest.split(' ').next()?.parse().ok())
            .ok_or_else(|| format!("not a status line: {:?}", self.start))
    }
}

#[test]
fn what_the_format_does_not_know_is_an_error() {
    let head = "# x\n@given\nprovider = a\n\n";
    for (text, why) in [
        ("provider = a\n", "neither a comment"),
        ("@expect\n", "`@given` must come first"),
        ("@given\nprovider\n@expect\n", "not `key = value`"),
        ("@given\na = 1\na = 2\n@expect\n", "stands twice"),
        ("@given\na = \\x\n@expect\n", "not an escape"),
        ("@given\na = \\u{110000}\n@expect\n", "no character"),
        (
            &format!("{head}@callback\nx\n@expect\n"),
            "without `@browser`",
        ),
        (
            &format!("{head}@browser\nGET / HTTP/1.1\n@callback\nx\ny\n@expect\n"),
            "one line",
        ),
        (
            &format!("{head}@request\nGET / HTTP/1.1\n@expect\n"),
            "without its `@answer`",
        ),
        (
            &format!("{head}@answer\nHTTP/1.1 200 OK\n@expect\n"),
            "not in its place",
        ),
        (
            &format!("{head}@request\n@answer\nHTTP/1.1 200 OK\n@expect\n"),
            "first line",
        ),
        (
            &format!("{head}@request\nGET / HTTP/1.1\nHost\n@answer\nx\n@expect\n"),
            "not a header",
        ),
        (&format!("{head}@expect\n@request\nx\n"), "not in its place"),
        (head, "`@expect` is missing"),
        ("@given\r\n", "CR LF"),
    ] {
        let error = transcript(text).err().unwrap_or_default();
        assert!(error.contains(why), "{text:?} gives {error:?}, not {why:?}");
    }
}

#[test]
fn values_and_bodies_are_taken_as_they_are() -> Result<(), String> {
    let mut read = transcript(
        "# one\n@given\na = b = c\nempty =\nesc = \\r\\n\\t\\\\\\u{fc}\n# two\nq.x = 1\nq.y = 2\n\n\
         @request\nPOST /p HTTP/1.1\nA: b: c\n\n# no comment\n\n@ sign\n\n\
         @answer\nHTTP/1.1 204 No Content\n\n@expect\n# nothing\n",
    )?;
    assert_eq!(read.given.take("a").as_deref(), Some("b = c"));
    assert_eq!(read.given.take("empty").as_deref(), Some(""));
    assert_eq!(read.given.take("esc").as_deref(), Some("\r\n\t\\\u{fc}"));
    let pairs = |x: &str, y: &str| (x.to_owned(), y.to_owned());
    assert_eq!(
        read.given.take_all("q."),
        [pairs("x", "1"), pairs("y", "2")]
    );
    let exchange = read.exchanges.pop_front().ok_or("no exchange")?;
    assert_eq!(exchange.request.header("a"), Some("b: c"));
    assert_eq!(exchange.request.body, "# no comment\n\n@ sign");
    assert_eq!(exchange.answer.status(), Ok(204));
    read.given.finish("@given")?;
    read.expect.finish("@expect")
}
