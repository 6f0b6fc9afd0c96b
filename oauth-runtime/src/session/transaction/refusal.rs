//! After a failed refresh: what is written down, and what the caller is told.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{ROUNDS, Renewal, Transaction};
use crate::error::{Code, Error};
use crate::session::backoff::LONGEST_WISH;
use crate::session::verdict::{Verdict, says_reused, verdict};
use crate::spec::{CallKind, Rotation};
use crate::store::record::{CredentialHash, Record, Tombstone};
use crate::store::{Lease, Revision, Swap};

/// An error that no standard names is final when it comes this often in a row.
const SUSPICIONS: u32 = 2;

impl Transaction<'_> {
    pub(super) async fn failed(
        &self,
        lease: &Lease,
        revision: Option<Revision>,
        record: Record,
        sent: &CredentialHash,
        error: Error,
        lost_one: bool,
    ) -> Result<Renewal, Error> {
        let started = record.intent.as_ref().map(|intent| intent.started_at);
        let mut held = Record {
            intent: None,
            ..record
        };
        if lost_one {
            held.unknown_since = held.unknown_since.or(started);
        }
        match verdict(&error) {
            Verdict::Refused => return self.refused(revision, held, sent, error).await,
            Verdict::Suspect => {
                held.suspicions = held.suspicions.saturating_add(1);
                if held.suspicions >= SUSPICIONS {
                    return self.refused(revision, held, sent, error).await;
                }
            }
            Verdict::Ambiguous | Verdict::Unreadable => {
                held.unknown_since = held.unknown_since.or(started);
            }
            Verdict::NotSpent => {
                held.suspicions = 0;
                held.not_before = self.pause(&error);
            }
        }
        let written = self
            .shared
            .write(self.store, revision, &held, Some(lease.fence))
            .await;
        match written {
            Ok(Swap::Done(_)) => (),
            Ok(Swap::Conflict | Swap::Fenced) => {
                if let Some(newer) = self.overtaken_by(sent).await {
                    return Ok(Renewal::Adopted(newer));
                }
            }
            Err(failure) => {
                tracing::debug!(error = %failure, "the outcome of a refresh was not written down");
            }
        }
        Err(error)
    }

    /// What somebody else stored while this process waited for its answer: the
    /// failure of an old request is no reason to go without it.
    async fn overtaken_by(&self, sent: &CredentialHash) -> Option<Record> {
        let (_, found) = self.shared.read(self.store).await.ok()??;
        (found.credential() != *sent).then_some(found)
    }

    /// The pause that the provider asks for, for all processes.
    fn pause(&self, error: &Error) -> Option<SystemTime> {
        let wait = error.retry_after().filter(|_| error.is_transient())?;
        let wait = wait.min(LONGEST_WISH);
        self.shared.core.time.now().checked_add(wait)
    }

    /// The provider's refusal is final when the store still holds what was refused.
    async fn refused(
        &self,
        mut revision: Option<Revision>,
        mut held: Record,
        sent: &CredentialHash,
        error: Error,
    ) -> Result<Renewal, Error> {
        let error = self.named(&held, error);
        let stone = Tombstone {
            code: error.code(),
            text: error.text().to_owned(),
            at: self.shared.core.time.now(),
            after_unknown_outcome: held.unknown_since.is_some(),
        };
        for _ in 0..ROUNDS {
            let over = Record {
                tombstone: Some(stone.clone()),
                ..held.clone()
            };
            match self.shared.write(self.store, revision, &over, None).await {
                Ok(Swap::Done(_)) => {
                    return Ok(Renewal::Over {
                        record: over,
                        error,
                    });
                }
                Ok(_) => (),
                Err(failure) => {
                    tracing::debug!(error = %failure, "a refusal was not written down");
                    return Ok(Renewal::Over {
                        record: over,
                        error,
                    });
                }
            }
            match self.shared.read(self.store).await? {
                Some((at, found)) if found.credential() == *sent => {
                    if found.tombstone.is_some() {
                        return Ok(Renewal::Over {
                            record: found,
                            error,
                        });
                    }
                    revision = Some(at);
                    held.label = found.label;
                }
                Some((_, found)) => return Ok(Renewal::Adopted(found)),
                None => revision = None,
            }
        }
        Err(error)
    }

    /// Tells a lost answer and a use elsewhere from a plain refusal.
    fn named(&self, held: &Record, error: Error) -> Error {
        let spec = self.shared.core.spec;
        let replaces = !matches!(spec.rotation, Rotation::None | Rotation::Reusable);
        let (code, text) = if let Some(since) = held.unknown_since.filter(|_| replaces) {
            (
                Code::RefreshLost,
                format!(
                    "a refresh begun at {} got no answer that this program could keep, and now the provider refuses the refresh token. \
                     It had probably replaced it, and the new one is lost; no client can close this window. Sign in again",
                    shown(since),
                ),
            )
        } else if says_reused(&error) || held.home != self.home {
            (
                Code::RefreshReused,
                format!(
                    "the refresh token was spent outside this store ({}): by a copy of the store, a restored backup, or somebody who took it. \
                     Let one store serve the account, and sign in again",
                    self.home,
                ),
            )
        } else if !error.is_reauth_required() {
            (
                Code::RefreshRefused,
                "the provider refused the refresh token twice with an error that no standard names. Sign in again, or declare what the error means"
                    .to_owned(),
            )
        } else {
            return error;
        };
        let named = Error::new(code, text).of(spec.id).on(CallKind::Refresh);
        match error.oauth_error() {
            Some(oauth) => named.oauth(oauth.clone()),
            None => named,
        }
    }
}

/// A moment as an HTTP date, where there is one: stored times can be of any year.
fn shown(time: SystemTime) -> String {
    /// The end of the year 9999.
    const LAST: Duration = Duration::from_secs(253_402_300_799);
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) if since <= LAST => httpdate::fmt_http_date(time),
        _ => "a time that no calendar of HTTP has".to_owned(),
    }
}
