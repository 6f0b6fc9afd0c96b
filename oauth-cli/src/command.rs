//! Commands that the person is told to type.

use oauth_runtime::spec::ProviderSpec;

use crate::Global;
use crate::plain::plain;

/// `oauth login` for a provider, at the server that this command line is about.
pub(crate) struct Login(String);

impl Login {
    pub(crate) fn of(spec: &'static ProviderSpec) -> Self {
        Self(format!("oauth login {}", spec.id))
    }

    pub(crate) fn option(mut self, option: &str) -> Self {
        self.0.push(' ');
        self.0.push_str(option);
        self
    }

    pub(crate) fn value(self, option: &str, value: &str) -> Self {
        let value = word(value);
        self.option(option).option(&value)
    }

    /// The whole of it.
    pub(crate) fn at(self, global: &Global) -> String {
        match global.against() {
            Some(origin) => self.value("--against", origin).0,
            None => self.0,
        }
    }
}

/// A text as one word of a POSIX shell. Nothing that steers a terminal is left in it.
fn word(text: &str) -> String {
    let text = plain(text);
    let is_bare = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    match !text.is_empty() && text.chars().all(is_bare) {
        true => text,
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_takes_each_value_for_one_word() {
        for (text, shown) in [
            ("notes.read", "notes.read"),
            ("read(a,b)", "'read(a,b)'"),
            ("it's", "'it'\\''s'"),
            ("a b\u{1b}", "'a b\\u{1b}'"),
            ("", "''"),
        ] {
            assert_eq!(word(text), shown);
        }
    }
}
