//! Logouts that the provider tells.

use super::{Client, Connections, DynClient};
use crate::error::Error;
use crate::flow::{Logout, logout};
use crate::provider::Provider;
use crate::session::DynSession;
use crate::spec::CallKind;
use crate::store::ConnectionKey;

impl DynClient {
    /// Reads the query of a request to the program's front-channel logout URI (OpenID
    /// Connect Front-Channel Logout §2). Such a request comes from the person's browser,
    /// and anybody can make one: end what belongs to that browser's own session, and
    /// only if its `sid` is the one of the ID token ([`Logout::names`]).
    ///
    /// # Errors
    /// `E0403` for another issuer, `E0402` and `E0408` for a query that cannot be read,
    /// `E0607` when nobody knows the issuer.
    pub async fn front_channel_logout(&self, query: &str) -> Result<Logout, Error> {
        let core = self.core().resolved().await?;
        logout::front_channel(&core, query)
            .map_err(|error| error.of(core.spec.id).on(CallKind::EndSession))
    }

    /// Validates the `logout_token` that the provider posted to the program's
    /// back-channel logout URI (OpenID Connect Back-Channel Logout §2.6): its signature,
    /// issuer, audience, times, event, and that it is new to this client. Answer 200
    /// without body when it holds, and 400 when it does not (§2.8).
    ///
    /// Each process remembers the tokens it saw. Where several share the work, one token
    /// counts once in each of them; what it does is the same.
    ///
    /// # Errors
    /// `E0418` for a token that does not hold, `E0607` when issuer or keys of the
    /// provider are unknown, and why the keys could not be read.
    pub async fn back_channel_logout(&self, logout_token: &str) -> Result<Logout, Error> {
        let core = self.core().resolved().await?;
        logout::back_channel(&core, logout_token)
            .await
            .map_err(|error| error.on(CallKind::EndSession))
    }
}

impl<P: Provider> Client<P> {
    /// Reads the query of a request to the program's front-channel logout URI.
    ///
    /// # Errors
    /// As [`DynClient::front_channel_logout`].
    pub async fn front_channel_logout(&self, query: &str) -> Result<Logout, Error> {
        self.as_dyn().front_channel_logout(query).await
    }

    /// Validates the `logout_token` that the provider posted to the program's
    /// back-channel logout URI.
    ///
    /// # Errors
    /// As [`DynClient::back_channel_logout`].
    pub async fn back_channel_logout(&self, logout_token: &str) -> Result<Logout, Error> {
        self.as_dyn().back_channel_logout(logout_token).await
    }
}

impl Connections {
    /// Signs out every stored connection that a logout names by the claims of its ID
    /// token. Goes on after an error; answers how many are signed out and what failed.
    /// A connection with offline access ends as well: whoever wants to keep those looks
    /// at [`Logout::names`] for each.
    ///
    /// Each record is read once. A program with very many accounts keeps its own table
    /// from `sid` to account, and signs that one out.
    ///
    /// # Errors
    /// When the store cannot be listed.
    pub async fn sign_out_of(
        &self,
        logout: &Logout,
    ) -> Result<(usize, Vec<(ConnectionKey, Error)>), Error> {
        let mut done = 0;
        let mut failed = Vec::new();
        for key in self.keys().await? {
            let ended = match self.id_token_claims(&key).await {
                Ok(Some(claims)) if logout.names(&claims) => self.sign_out(key.account()).await,
                Ok(_) => continue,
                Err(error) => Err(error),
            };
            match ended {
                Ok(signed_out) => done += usize::from(signed_out),
                Err(error) => failed.push((key, error)),
            }
        }
        Ok((done, failed))
    }
}

impl DynSession {
    /// Whether a logout that the provider told names this session.
    #[must_use]
    pub fn is_named_by(&self, logout: &Logout) -> bool {
        self.id_token_claims()
            .is_some_and(|claims| logout.names(&claims))
    }
}
