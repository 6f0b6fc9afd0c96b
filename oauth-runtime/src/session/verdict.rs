//! What a failed refresh means for the refresh token that was sent.

use crate::error::{Code, Error};

/// What became of the refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::session) enum Verdict {
    /// Nobody knows whether it was spent: no complete answer came.
    Ambiguous,
    /// An answer came and could not be read, so it may be spent.
    Unreadable,
    /// The provider refused it: it is over.
    Refused,
    /// The provider answered an error that no standard names.
    Suspect,
    /// It was not spent.
    NotSpent,
}

pub(in crate::session) fn verdict(error: &Error) -> Verdict {
    // A step may be made again: what it refuses is not the refresh token.
    if error.step().is_some() {
        return Verdict::NotSpent;
    }
    // A gateway's error says nothing about the server behind it.
    if error.is_ambiguous() || matches!(error.status(), Some(502 | 504)) {
        return Verdict::Ambiguous;
    }
    match error.code() {
        Code::IncompleteAnswer => Verdict::Ambiguous,
        Code::HtmlAnswer
        | Code::DuplicateKey
        | Code::MissingField
        | Code::TooLarge
        | Code::UnusableToken
        | Code::UnreadableAnswer
        | Code::TokenType
        | Code::UntrustedHost => Verdict::Unreadable,
        Code::NothingToRenew => Verdict::NotSpent,
        Code::ProviderError => Verdict::Suspect,
        _ if error.is_reauth_required() => Verdict::Refused,
        _ => Verdict::NotSpent,
    }
}

/// Whether the provider says that the token was used before.
pub(in crate::session) fn says_reused(error: &Error) -> bool {
    error.oauth_error().is_some_and(|oauth| {
        let text = oauth.description.as_deref().unwrap_or_default();
        let reuse = |text: &str| {
            let text = text.to_ascii_lowercase();
            text.contains("reuse")
                || text.contains("already used")
                || text.contains("already been used")
        };
        reuse(&oauth.error) || reuse(text)
    })
}
