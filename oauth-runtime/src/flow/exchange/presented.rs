//! What is handed in at an exchange.

use std::fmt;

use crate::error::Error;
use crate::flow::token_type::TokenType;
use crate::secret::Secret;
use crate::session::DynSession;

/// A token of somebody, or the session that has one.
#[derive(Clone)]
pub(super) enum Presented {
    Token(Secret, TokenType),
    Session(DynSession),
}

impl fmt::Debug for Presented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Token(_, kind) => f.debug_tuple("Token").field(kind).finish(),
            Self::Session(session) => session.fmt(f),
        }
    }
}

impl Presented {
    /// The token as it is now: that of a session is renewed first when it is near
    /// its end.
    pub(super) async fn token(&self) -> Result<(Secret, TokenType), Error> {
        match self {
            Self::Token(token, kind) => Ok((token.clone(), kind.clone())),
            Self::Session(session) => {
                let token = session.token().await?.access_token().clone();
                Ok((token, TokenType::AccessToken))
            }
        }
    }
}
