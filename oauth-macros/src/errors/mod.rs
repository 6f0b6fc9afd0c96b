//! The catalogue of messages: every text that the macro can print.
//!
//! A family is a file. A variant has typed fields, the name of its UI test, a
//! first line that says what is wrong, and help and note lines. Its span is
//! chosen where it is reported, by one rule: unknown, duplicate or useless: the
//! key; wrong value: the value; missing: the word that demands it, else the
//! type's name; conflict: the later of the two; a line with a secret: never.

use std::fmt;

/// A family of messages.
macro_rules! catalogue {
    (
        $(#[$doc:meta])*
        $family:ident {
            $(
                $variant:ident { $($field:ident: $type:ty),* } $case:literal
                    $first:literal
                    $($kind:ident $line:literal)*;
            )*
        }
    ) => {
        $(#[$doc])*
        pub(crate) enum $family {
            $($variant { $($field: $type),* },)*
        }

        impl $family {
            /// The UI test of each variant.
            #[cfg(test)]
            pub(crate) const CASES: &[&str] = &[$($case),*];
        }

        impl From<$family> for $crate::errors::Message {
            fn from(mistake: $family) -> Self {
                match mistake {
                    $($family::$variant { $($field),* } => {
                        #[allow(unused_mut, reason = "a message may have a first line only")]
                        let mut text = ::std::format!($first);
                        $(
                            text.push_str(concat!("\n", stringify!($kind), ": "));
                            text.push_str(&::std::format!($line));
                        )*
                        Self { case: $case, text }
                    })*
                }
            }
        }
    };
}

mod answer;
mod auth;
mod expressions;
mod grants;
mod item;
mod keys;
mod params;
mod redirect;
mod scopes;
mod second;
mod standard;
mod step;
mod syntax;
mod urls;
mod vars;

pub(crate) use answer::AnswerError;
pub(crate) use auth::AuthError;
pub(crate) use expressions::ExpressionError;
pub(crate) use grants::GrantError;
pub(crate) use item::ItemError;
pub(crate) use keys::KeyError;
pub(crate) use params::ParamError;
pub(crate) use redirect::RedirectError;
pub(crate) use scopes::ScopeError;
pub(crate) use second::SecondError;
pub(crate) use standard::StandardError;
pub(crate) use step::StepError;
pub(crate) use syntax::SyntaxError;
pub(crate) use urls::UrlError;
pub(crate) use vars::VarError;

/// The UI test of every message.
#[cfg(test)]
pub(crate) const CASES: &[&[&str]] = &[
    SyntaxError::CASES,
    KeyError::CASES,
    UrlError::CASES,
    VarError::CASES,
    ExpressionError::CASES,
    GrantError::CASES,
    AuthError::CASES,
    ScopeError::CASES,
    AnswerError::CASES,
    ParamError::CASES,
    RedirectError::CASES,
    SecondError::CASES,
    ItemError::CASES,
    StepError::CASES,
    StandardError::CASES,
];

/// A rendered message.
#[derive(Debug)]
pub(crate) struct Message {
    /// The UI test that shows it.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the catalogue test asks for it")
    )]
    pub(crate) case: &'static str,
    /// The text, with its help and note lines.
    pub(crate) text: String,
}

/// A place named by its line, in parentheses, or nothing outside a real expansion.
#[derive(Clone, Copy)]
pub(crate) struct Line(pub(crate) Option<usize>);

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(line) => write!(f, " (line {line})"),
            None => Ok(()),
        }
    }
}

/// The same for the first of two: "first set on line 4".
#[derive(Clone, Copy)]
pub(crate) struct First(pub(crate) Option<usize>);

impl fmt::Display for First {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(line) => write!(f, " (first set on line {line})"),
            None => Ok(()),
        }
    }
}

/// Words in backticks, joined as prose: `` `a`, `b`, and `c` ``.
pub(crate) struct Words(pub(crate) Vec<String>);

impl Words {
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self(words.into_iter().map(str::to_owned).collect())
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.0.len().saturating_sub(1);
        for (at, word) in self.0.iter().enumerate() {
            match at {
                0 => (),
                _ if at < last => f.write_str(", ")?,
                _ if last == 1 => f.write_str(" and ")?,
                _ => f.write_str(", and ")?,
            }
            write!(f, "`{word}`")?;
        }
        Ok(())
    }
}
