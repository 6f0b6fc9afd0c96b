//! The key table: every word of the declaration language.
//!
//! Dispatch, the duplicate check, suggestions and the reference page all read
//! this table. The file uses nothing but `std`, so that a test can include it.

mod elsewhere;
mod table;
mod words;

pub(crate) use elsewhere::ELSEWHERE;
pub(crate) use table::KEYS;
pub(crate) use words::*;

/// A list in which keys stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// The block itself.
    Top,
    /// Any call.
    Call,
    /// `authorize(...)`, beside the keys of every call.
    Authorize,
    /// `api(...)`, beside the keys of every call.
    Api,
    /// `scopes(...)` and `second_scopes(...)`.
    Scopes,
    /// `second_scopes(...)` only.
    SecondScopes,
    /// `callback(...)`.
    Callback,
    /// `redirect(...)`.
    Redirect,
    /// `lifetimes(...)`.
    Lifetimes,
    /// `answer(...)` of a call.
    Answer,
    /// `rate_limit(...)` of `api`.
    RateLimit,
    /// `assertion(...)`.
    Assertion,
    /// A step in `before(...)` or `then(...)`, beside the keys of every call.
    Step,
    /// A call in `learn(...)`, beside the keys of every call.
    Learn,
    /// One token of `second_token(...)`.
    SecondToken,
    /// `request_object(...)`.
    RequestObject,
    /// `dpop(...)`.
    Dpop,
    /// `id_token(...)`.
    IdToken,
}

impl Level {
    /// All levels, in the order of the reference page.
    pub(crate) const ALL: &'static [Self] = &[
        Self::Top,
        Self::Call,
        Self::Authorize,
        Self::Api,
        Self::Scopes,
        Self::SecondScopes,
        Self::Callback,
        Self::Redirect,
        Self::Lifetimes,
        Self::Answer,
        Self::RateLimit,
        Self::Assertion,
        Self::Step,
        Self::Learn,
        Self::SecondToken,
        Self::RequestObject,
        Self::Dpop,
        Self::IdToken,
    ];

    /// The list as a person writes it.
    pub(crate) const fn written(self) -> &'static str {
        match self {
            Self::Top => "oauth_provider",
            Self::Call => "token(...)",
            Self::Authorize => "authorize(...)",
            Self::Api => "api(...)",
            Self::Scopes => "scopes(...)",
            Self::SecondScopes => "second_scopes(...)",
            Self::Callback => "callback(...)",
            Self::Redirect => "redirect(...)",
            Self::Lifetimes => "lifetimes(...)",
            Self::Answer => "answer(...)",
            Self::RateLimit => "rate_limit(...)",
            Self::Assertion => "assertion(...)",
            Self::Step => "then(session(...))",
            Self::Learn => "learn(tenant(...))",
            Self::SecondToken => "second_token(user(...))",
            Self::RequestObject => "request_object(...)",
            Self::Dpop => "dpop(...)",
            Self::IdToken => "id_token(...)",
        }
    }

    /// Whether keys of `other` are also allowed here.
    pub(crate) fn takes(self, other: Self) -> bool {
        self == other
            || matches!(
                (self, other),
                (
                    Self::Authorize | Self::Api | Self::Step | Self::Learn,
                    Self::Call
                ) | (Self::SecondScopes, Self::Scopes)
            )
    }
}

/// How a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// The word alone.
    Flag,
    /// `key = "..."`
    Text,
    /// `key = word`, perhaps with arguments: `key = word(...)`
    Word(&'static [&'static str]),
    /// `key = 30m`
    Duration,
    /// `key(...)`
    List,
    /// A call: `key = "https://..."`, `key(...)`, for some the word alone.
    Call,
    /// `key = ::path`
    Path,
    /// Where a field of an answer stands: `key = "name"`, `"/path"`, `body`,
    /// `cookie("...")`, `header("...")`, `claim(access_token, "/sub")`, or several of them in brackets.
    Source,
    /// Several forms; the example shows them.
    Mixed,
}

impl Form {
    /// The form in the reference page.
    pub(crate) const fn written(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Text => "string",
            Self::Word(_) => "word",
            Self::Duration => "duration",
            Self::List => "list",
            Self::Call => "call",
            Self::Path => "path",
            Self::Source => "source",
            Self::Mixed => "mixed",
        }
    }
}

/// One key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) level: Level,
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    pub(crate) doc: &'static str,
    pub(crate) example: &'static str,
    /// Names that people bring from other libraries and from the RFCs.
    pub(crate) synonyms: &'static [&'static str],
}

/// The keys of a level, with those it shares.
pub(crate) fn keys_at(level: Level) -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(move |key| level.takes(key.level))
}
