//! What stands between the braces of a placeholder, when it is more than a name.

/// Items joined by `+`.
pub(crate) type Expression = Vec<Term>;

/// An item of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// `client_id`
    Name(String),
    /// `'text'`
    Text(String),
    /// `20`
    Number(String),
    /// `7d`, in seconds.
    Duration(i64),
    /// `upper(...)`
    Call(String, Vec<Expression>),
}

/// The units of a time's offset, in seconds.
const UNITS: &[(&str, i64)] = &[("s", 1), ("m", 60), ("h", 3600), ("d", 86_400)];

/// Where the placeholder ends whose opening brace stands before `text`: at the
/// first closing brace that is not quoted.
pub(crate) fn end_of_hole(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, c)| {
        quoted ^= c == '\'';
        (c == '}' && !quoted).then_some(at)
    })
}

/// Whether a placeholder is a name alone.
pub(crate) fn is_name(hole: &str) -> bool {
    !hole.is_empty()
        && hole
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Whether a placeholder is meant as an expression.
pub(crate) fn is_expression(hole: &str) -> bool {
    hole.contains(['(', '\'', '+'])
}

/// Reads an expression. The error says what is missing or too much.
pub(crate) fn parse_expression(text: &str) -> Result<Expression, String> {
    let mut cursor = Cursor { rest: text };
    let expression = cursor.expression()?;
    match cursor.peek() {
        None => Ok(expression),
        Some(c) => Err(format!("`{c}` is not expected")),
    }
}

struct Cursor<'t> {
    rest: &'t str,
}

impl Cursor<'_> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.rest = self.rest.split_at(wanted.len_utf8()).1;
        }
        found
    }

    fn expression(&mut self) -> Result<Expression, String> {
        let mut terms = vec![self.term()?];
        while self.take('+') {
            terms.push(self.term()?);
        }
        Ok(terms)
    }

    fn term(&mut self) -> Result<Term, String> {
        match self.peek() {
            Some('\'') => self.text(),
            Some(c) if c == '-' || c.is_ascii_digit() => self.number(),
            Some(c) if c.is_alphabetic() || c == '_' => self.word(),
            Some(c) => Err(format!("`{c}` is not expected")),
            None => Err("something is missing at the end".to_owned()),
        }
    }

    fn text(&mut self) -> Result<Term, String> {
        let inner = self.rest.strip_prefix('\'').unwrap_or_default();
        let (text, rest) = inner.split_once('\'').ok_or("a quoted text has no end")?;
        self.rest = rest;
        Ok(Term::Text(text.to_owned()))
    }

    fn number(&mut self) -> Result<Term, String> {
        let end = self
            .rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .unwrap_or(self.rest.len());
        let (written, rest) = self.rest.split_at(end);
        self.rest = rest;
        if written.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Term::Number(written.to_owned()));
        }
        let at = written
            .find(|c: char| c.is_ascii_alphabetic())
            .unwrap_or(written.len());
        let (digits, unit) = written.split_at(at);
        let factor = UNITS.iter().find(|(name, _)| *name == unit);
        let seconds = digits
            .parse::<i64>()
            .ok()
            .zip(factor)
            .and_then(|(count, (_, factor))| count.checked_mul(*factor));
        seconds
            .map(Term::Duration)
            .ok_or_else(|| format!("`{written}` is neither a number nor a duration such as `7d`"))
    }

    fn word(&mut self) -> Result<Term, String> {
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        let word = word.to_owned();
        self.rest = rest;
        if !self.take('(') {
            return Ok(Term::Name(word));
        }
        let mut arguments = Vec::new();
        if self.take(')') {
            return Ok(Term::Call(word, arguments));
        }
        loop {
            arguments.push(self.expression()?);
            if self.take(')') {
                return Ok(Term::Call(word, arguments));
            }
            if !self.take(',') {
                return Err(format!("`{word}(` has no `)`"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_functions_and_offsets_are_read() {
        let name = |text: &str| Term::Name(text.to_owned());
        let read = parse_expression("slice(md5_hex(a.b + ':}'), 0, 20)").unwrap();
        let inner = vec![name("a.b"), Term::Text(":}".to_owned())];
        let number = |text: &str| vec![Term::Number(text.to_owned())];
        let md5 = vec![Term::Call("md5_hex".to_owned(), vec![inner])];
        let slice = Term::Call("slice".to_owned(), vec![md5, number("0"), number("20")]);
        assert_eq!(read, [slice]);
        let read = parse_expression("now('YYYY', -8h)").unwrap();
        let arguments = vec![
            vec![Term::Text("YYYY".to_owned())],
            vec![Term::Duration(-28_800)],
        ];
        assert_eq!(read, [Term::Call("now".to_owned(), arguments)]);
    }

    #[test]
    fn a_quoted_brace_ends_nothing() {
        assert_eq!(end_of_hole("a('}') + b} rest"), Some(10));
        assert_eq!(end_of_hole("a('}"), None);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, told) in [
            ("upper(a", "no `)`"),
            ("a +", "missing"),
            ("'a", "no end"),
            ("a b", "`b`"),
            ("now(7x)", "`7x`"),
            ("9999999999999999999d", "duration"),
            ("a + (b)", "`(`"),
        ] {
            let error = parse_expression(text).unwrap_err();
            assert!(error.contains(told), "{text}: {error}");
        }
    }
}
