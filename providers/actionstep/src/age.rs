//! How old the refresh token is.

use std::time::{Duration, SystemTime};

use oauth_runtime::Session;

use crate::provider::Actionstep;

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Session<super::Actionstep> {}
}

/// Actionstep's refresh token ends 21 days after it was issued (14 days once),
/// and then only a new sign-in helps. Each refresh issues a new one.
///
/// An application that rests for weeks can renew its sessions in time:
///
/// ```no_run
/// # use oauth_actionstep::{Actionstep, RefreshTokenAge, oauth_runtime::{Error, Session}};
/// # use std::time::{Duration, SystemTime};
/// # async fn example(session: Session<Actionstep>) -> Result<(), Error> {
/// let week = Duration::from_secs(7 * 24 * 3600);
/// if session.refresh_token_age(SystemTime::now()).is_some_and(|age| age > 2 * week) {
///     session.renew().await?;
/// }
/// # Ok(())
/// # }
/// ```
pub trait RefreshTokenAge: sealed::Sealed {
    /// The time since the refresh token was issued; `None` without a refresh token.
    fn refresh_token_age(&self, now: SystemTime) -> Option<Duration>;

    /// The time until the refresh token ends; `None` without a refresh token.
    fn refresh_token_left(&self, now: SystemTime) -> Option<Duration>;
}

impl RefreshTokenAge for Session<Actionstep> {
    fn refresh_token_age(&self, now: SystemTime) -> Option<Duration> {
        let tokens = self.tokens();
        tokens.refresh_token.as_ref()?;
        // A clock that was set back makes no age.
        Some(
            now.duration_since(tokens.refresh_token_issued_at)
                .unwrap_or_default(),
        )
    }

    fn refresh_token_left(&self, now: SystemTime) -> Option<Duration> {
        let tokens = self.tokens();
        tokens.refresh_token.as_ref()?;
        let end = tokens.refresh_token_expires_at?;
        Some(end.duration_since(now).unwrap_or_default())
    }
}
