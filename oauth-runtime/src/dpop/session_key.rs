//! The key of one session, on its way from the sign-in into the stored tokens.

use super::DpopKey;
use crate::client::Core;
use crate::error::Error;
use crate::secret::Secret;
use crate::spec::CallKind;
use crate::token::TokenSet;

/// A key that is ready to sign, and as it is stored.
pub(crate) struct SessionKey {
    pub(crate) key: DpopKey,
    stored: Secret,
}

impl SessionKey {
    fn read(stored: Secret) -> Result<Self, Error> {
        let key = DpopKey::read(&stored)?;
        Ok(Self { key, stored })
    }

    /// The key as it is stored.
    pub(crate) fn stored(&self) -> &Secret {
        &self.stored
    }

    /// Keeps the key with the tokens that are bound to it.
    pub(crate) fn bind(&self, tokens: &mut TokenSet) {
        tokens.dpop_key = Some(self.stored.clone());
        for (_, second) in &mut tokens.second {
            second.dpop_key = Some(self.stored.clone());
        }
    }
}

impl Core {
    /// The key to which tokens of a call will be bound: the known one, or a new one.
    /// `None` where the declaration binds none.
    ///
    /// # Errors
    /// `E0703` when the known one cannot be read, `E0503` when none can be drawn.
    pub(crate) fn session_key(
        &self,
        kind: CallKind,
        known: Option<&Secret>,
    ) -> Result<Option<SessionKey>, Error> {
        let Some(dpop) = self.spec.dpop else {
            return Ok(None);
        };
        let stored = match known {
            Some(known) => Ok(known.clone()),
            None => DpopKey::generate(dpop.alg),
        };
        stored
            .and_then(SessionKey::read)
            .map(Some)
            .map_err(|error| error.of(self.spec.id).on(kind))
    }
}
