//! Finds secrets in an output, in whatever form they got there.

use std::collections::HashMap;

/// No needle is shorter: shorter ones are found by chance.
const SHORTEST: usize = 6;
/// What stands before the text of a line in boxes and quotations.
const MARGIN: &[char] = &[' ', '\t', '│', '┃', '|', '╎', '║', '>', '#', '·'];

/// What looks for a set of secrets.
#[derive(Default)]
pub(crate) struct Finder {
    names: Vec<String>,
    needles: HashMap<[u8; SHORTEST], Vec<Needle>>,
    /// Which pairs of bytes a needle begins with.
    first: Vec<bool>,
}

struct Needle {
    bytes: Vec<u8>,
    secret: usize,
    form: &'static str,
}

/// A secret in an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The name of the secret.
    pub secret: String,
    /// How it is written there.
    pub form: &'static str,
    /// What stands around it.
    pub around: String,
}

impl Finder {
    /// Looks for a secret from now on, and for each start of it of at least
    /// `least` bytes. Texts that are drawn at random need more than a marked one,
    /// or a start of them is found by chance.
    ///
    /// # Panics
    /// When the secret is too short to be told from other text.
    pub(crate) fn add(&mut self, name: &str, secret: &str, least: usize) {
        let start = start(secret, least.max(SHORTEST));
        assert!(start.len() >= SHORTEST, "`{name}` is too short to be found");
        let at = self.names.len();
        self.names.push(name.to_owned());
        for (form, text) in forms(start) {
            let bytes = text.into_bytes();
            let Some(key) = bytes.first_chunk().copied() else {
                continue;
            };
            self.first.resize(1 << 16, false);
            self.first[usize::from(u16::from_be_bytes([key[0], key[1]]))] = true;
            let same = self.needles.entry(key).or_default();
            if !same.iter().any(|known| known.bytes == bytes) {
                same.push(Needle {
                    bytes,
                    secret: at,
                    form,
                });
            }
        }
    }

    /// What of them stands in an output, each secret once for each form.
    pub(crate) fn find(&self, output: &str) -> Vec<Found> {
        let mut found = self.find_in(output, None);
        if output.contains(['\n', '\r', '\u{1b}']) {
            for one in self.find_in(&joined(output), Some("split over lines")) {
                if !found.iter().any(|known| known.secret == one.secret) {
                    found.push(one);
                }
            }
        }
        found
    }

    fn find_in(&self, output: &str, form: Option<&'static str>) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let bytes = output.as_bytes();
        for (at, window) in bytes.windows(SHORTEST).enumerate() {
            let pair = u16::from_be_bytes([window[0], window[1]]);
            if !self
                .first
                .get(usize::from(pair))
                .is_some_and(|known| *known)
            {
                continue;
            }
            for needle in self.needles.get(window).into_iter().flatten() {
                if !bytes[at..].starts_with(&needle.bytes) {
                    continue;
                }
                let secret = &self.names[needle.secret];
                let form = form.unwrap_or(needle.form);
                if !found
                    .iter()
                    .any(|one| one.secret == *secret && one.form == form)
                {
                    let around = &bytes[at.saturating_sub(80)..bytes.len().min(at + 60)];
                    found.push(Found {
                        secret: secret.clone(),
                        form,
                        around: String::from_utf8_lossy(around).into_owned(),
                    });
                }
            }
        }
        found
    }
}

/// So many bytes from the start, or all; more where a character would be cut.
fn start(text: &str, length: usize) -> &str {
    let end = (length..text.len()).find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(text.len())]
}

/// A text as one line: without colours and links of a terminal, line breaks, and
/// what stands at the start of lines.
fn joined(output: &str) -> String {
    let mut plain = String::with_capacity(output.len());
    let mut rest = output;
    while let Some(at) = rest.find('\u{1b}') {
        plain.push_str(&rest[..at]);
        let sequence = &rest[at + 1..];
        let end = match sequence.chars().next() {
            // CSI ends with a byte from `@` to `~`, OSC with BEL or ST (ECMA-48 §5.4, §5.6).
            Some('[') => sequence[1..]
                .find(|c| ('@'..='~').contains(&c))
                .map(|end| end + 2),
            Some(']') => sequence
                .find(['\u{7}', '\u{1b}'])
                .map(|end| end + 1 + usize::from(sequence[end..].starts_with("\u{1b}\\"))),
            Some(c) => Some(c.len_utf8()),
            None => None,
        };
        rest = &sequence[end.unwrap_or(sequence.len())..];
    }
    plain.push_str(rest);
    let lines = plain.split(['\n', '\r']);
    lines
        .map(|line| line.trim_matches(MARGIN))
        .collect::<Vec<_>>()
        .concat()
}

/// Every form of a text that is looked for.
fn forms(text: &str) -> Vec<(&'static str, String)> {
    let bytes = text.as_bytes();
    let mut forms = vec![("raw", text.to_owned())];
    let each = |kept: fn(u8) -> bool, written: &dyn Fn(u8) -> String| -> String {
        bytes
            .iter()
            .map(|byte| match kept(*byte) {
                true => char::from(*byte).to_string(),
                false => written(*byte),
            })
            .collect()
    };
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let form_kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-._*".contains(&byte);
    let upper = |byte: u8| format!("%{byte:02X}");
    let lower = |byte: u8| format!("%{byte:02x}");
    let plus = |byte: u8| match byte {
        b' ' => "+".to_owned(),
        byte => upper(byte),
    };
    for text in [
        each(unreserved, &upper),
        each(unreserved, &lower),
        each(form_kept, &plus),
        each(|_| false, &upper),
        each(|_| false, &lower),
    ] {
        forms.push(("percent-encoded", text));
    }
    let json = |c: char, more: &str| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() || more.contains(c) => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    let quoted: String = text.chars().map(|c| json(c, "")).collect();
    forms.push(("JSON-escaped", quoted.replace('/', "\\/")));
    forms.push(("JSON-escaped", quoted));
    forms.push((
        "JSON-escaped",
        text.chars().map(|c| json(c, "<>&+'=")).collect(),
    ));
    let html = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&#39;".to_owned(),
        c => c.to_string(),
    };
    forms.push(("HTML-escaped", text.chars().map(html).collect()));
    for before in 0..3 {
        let standard = inner_base64(bytes, before);
        let url_safe = standard.replace('+', "-").replace('/', "_");
        forms.push(("base64", standard));
        forms.push(("base64", url_safe));
    }
    forms.push(("hex", bytes.iter().map(|b| format!("{b:02x}")).collect()));
    forms.push(("hex", bytes.iter().map(|b| format!("{b:02X}")).collect()));
    let numbers: Vec<String> = bytes.iter().map(u8::to_string).collect();
    forms.push(("a list of bytes", numbers.join(", ")));
    forms.push(("a list of bytes", numbers.join(",")));
    forms
}

/// The characters of base64 that these bytes alone decide, when so many bytes
/// stand before them in their group of three (RFC 4648 §4).
fn inner_base64(bytes: &[u8], before: usize) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = |at: usize| {
        let byte = (at / 8).checked_sub(before).and_then(|at| bytes.get(at))?;
        Some((byte >> (7 - at % 8)) & 1)
    };
    let sextets = (before * 8).div_ceil(6)..(before + bytes.len()) * 8 / 6;
    sextets
        .map(|sextet| {
            let value = (0..6).fold(0, |value, bit| {
                value << 1 | bits(sextet * 6 + bit).unwrap_or_default()
            });
            char::from(ALPHABET[usize::from(value)])
        })
        .collect()
}
