//! The challenges of an answer: `WWW-Authenticate`, RFC 9110 §11.6.1.

use http::{HeaderMap, header};

/// One challenge of `WWW-Authenticate`: how a server wants to be asked.
///
/// Readable of it are, by [`Challenge::param`], `error`, `error_description` and
/// `scope` (RFC 6750 §3), `resource_metadata` (RFC 9728 §5.1) and `algs` (RFC 9449
/// §7.1). It comes from a server that may be hostile: a text in it is not safe to
/// print, and an address in it is not safe to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    scheme: String,
    token68: Option<String>,
    params: Vec<(String, String)>,
}

/// Longer headers are read up to here, in bytes over all of them.
const LONGEST: usize = 16 * 1024;
/// More challenges than this are not read.
const MOST: usize = 32;
/// More parameters of one challenge than this are not read.
const MOST_PARAMS: usize = 64;

impl Challenge {
    /// The challenges of an answer, in their order. Nothing here fails: what is no
    /// challenge is passed over, and what stands behind it is read.
    #[must_use]
    pub fn read(headers: &HeaderMap) -> Vec<Self> {
        let mut found = Vec::new();
        let mut room = LONGEST;
        for value in headers.get_all(header::WWW_AUTHENTICATE) {
            let bytes = value.as_bytes();
            let read = bytes.get(..room).unwrap_or(bytes);
            room -= read.len();
            Reader { rest: read }.challenges(&mut found);
        }
        found
    }

    /// The scheme as it was sent: `Bearer`.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// Whether the challenge is of this scheme. Schemes have no case.
    #[must_use]
    pub fn is(&self, scheme: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }

    /// The value of a parameter. Names have no case; of a parameter that stands twice
    /// the first counts.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        let found = self
            .params
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The value of a challenge that has no parameters (`Negotiate YII=`).
    #[must_use]
    pub fn token68(&self) -> Option<&str> {
        self.token68.as_deref()
    }

    /// The scopes that the request needs (RFC 6750 §3).
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.param("scope").unwrap_or_default().split_whitespace()
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn challenges(mut self, found: &mut Vec<Challenge>) {
        // Parameters of a challenge that is not read must not go to the one before it.
        let mut open = false;
        loop {
            self.skip(|b| is_space(b) || b == b',');
            if self.rest.is_empty() {
                return;
            }
            let name = self.take(is_token);
            if name.is_empty() {
                self.skip_item();
                continue;
            }
            let spaces = self.skip(is_space);
            if self.rest.first() == Some(&b'=') {
                let value = self.value();
                if let (true, Some(value), Some(last)) = (open, value, found.last_mut())
                    && last.params.len() < MOST_PARAMS
                {
                    last.params.push((name, value));
                }
                continue;
            }
            if found.len() == MOST {
                return;
            }
            let ends = self.rest.first().is_none_or(|b| *b == b',');
            open = spaces > 0 || ends;
            if !open {
                self.skip_item();
                continue;
            }
            found.push(Challenge {
                scheme: name,
                token68: self.token68(),
                params: Vec::new(),
            });
        }
    }

    /// The value behind `=`: a token, or a quoted string with its escapes undone.
    fn value(&mut self) -> Option<String> {
        self.advance(1);
        self.skip(is_space);
        if self.rest.first() != Some(&b'"') {
            // Wider than a token, since many servers send URLs without quotes.
            let value = self.take(|b| !is_space(b) && !matches!(b, b',' | b'"'));
            return Some(value);
        }
        self.advance(1);
        let mut text = Vec::new();
        while let Some(byte) = self.next() {
            match byte {
                b'"' => return Some(lossy(&text)),
                b'\\' => text.extend(self.next()),
                byte => text.push(byte),
            }
        }
        // A string that does not end was cut off: half a value is none.
        None
    }

    /// What stands behind a scheme up to the next comma, where it is one word.
    fn token68(&mut self) -> Option<String> {
        let word = |b: &u8| b.is_ascii_alphanumeric() || b"-._~+/".contains(b);
        let length = self.rest.iter().take_while(|b| word(b)).count();
        let behind = self.rest.get(length..).unwrap_or_default();
        let padding = behind.iter().take_while(|b| **b == b'=').count();
        let behind = behind.get(padding..).unwrap_or_default();
        let next = behind.iter().find(|b| !is_space(**b));
        if length == 0 || next.is_some_and(|b| *b != b',') {
            return None;
        }
        let text = self.rest.get(..length + padding).map(lossy);
        self.advance(length + padding);
        text
    }

    /// Passes over what cannot be read, up to the next comma outside of quotes.
    fn skip_item(&mut self) {
        let mut quoted = false;
        while let Some(byte) = self.next() {
            match byte {
                b'"' => quoted = !quoted,
                b'\\' if quoted => drop(self.next()),
                b',' if !quoted => return,
                _ => (),
            }
        }
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn advance(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    fn skip(&mut self, wanted: impl Fn(u8) -> bool) -> usize {
        let count = self.rest.iter().take_while(|b| wanted(**b)).count();
        self.advance(count);
        count
    }

    fn take(&mut self, wanted: impl Fn(u8) -> bool) -> String {
        let before = self.rest;
        let count = self.skip(wanted);
        before.get(..count).map(lossy).unwrap_or_default()
    }
}

fn lossy(bytes: impl AsRef<[u8]>) -> String {
    String::from_utf8_lossy(bytes.as_ref()).into_owned()
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// RFC 9110 §5.6.2.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests;
