//! The steps after a refresh, over a store: what the answer itself brought is
//! stored before them, so that neither a failing step nor the end of the process
//! loses a refresh token.

use super::{Held, Renewal, Transaction};
use crate::error::Error;
use crate::session::renew::{Answered, Rest, complete};

impl Transaction<'_> {
    /// Stores an answer, and makes the steps that follow it.
    pub(super) async fn take(&self, held: Held<'_>, answered: Answered) -> Result<Renewal, Error> {
        let next = held.record.renewed(answered.tokens, self.home.clone());
        let Some(rest) = answered.rest else {
            return self.conclude(held, next).await;
        };
        if next.credential() == held.sent {
            return self.steps_alone(held, *rest).await;
        }
        let (lease, old) = (held.lease, held.record.clone());
        match self.conclude(held, next).await? {
            Renewal::Renewed { record, .. } => {
                // Which revision that is was not told; the store's own counts.
                let held = Held {
                    lease,
                    revision: None,
                    sent: record.credential(),
                    record,
                };
                self.steps_stored(held, old, *rest).await
            }
            Renewal::Unsaved {
                record,
                old,
                sent,
                lease,
                error,
                ..
            } => {
                let (tokens, incomplete) = match complete(&old, *rest).await {
                    Ok(tokens) => (tokens, None),
                    Err(broken) => (broken.tokens, Some(broken.error)),
                };
                Ok(Renewal::Unsaved {
                    record: record.renewed(tokens, self.home.clone()),
                    old,
                    sent,
                    lease,
                    error,
                    incomplete,
                })
            }
            superseded => Ok(superseded),
        }
    }

    /// The answer brought nothing that could be lost.
    async fn steps_alone(&self, held: Held<'_>, rest: Rest) -> Result<Renewal, Error> {
        match complete(&held.record.tokens, rest).await {
            Ok(tokens) => {
                let next = held.record.renewed(tokens, self.home.clone());
                self.conclude(held, next).await
            }
            Err(broken) => {
                let next = held.record.renewed(broken.tokens, self.home.clone());
                if next.credential() != held.sent {
                    let renewal = self.conclude(held, next).await?;
                    return Ok(without_steps(renewal, broken.error));
                }
                let Held {
                    lease,
                    revision,
                    record,
                    sent,
                } = held;
                self.failed(lease, revision, record, &sent, broken.error, false)
                    .await
            }
        }
    }

    /// The new refresh token is stored already.
    async fn steps_stored(
        &self,
        held: Held<'_>,
        old: crate::store::record::Record,
        rest: Rest,
    ) -> Result<Renewal, Error> {
        match complete(&old.tokens, rest).await {
            Ok(tokens) => {
                let next = held.record.renewed(tokens, self.home.clone());
                let renewal = self.conclude(held, next).await?;
                Ok(since(renewal, old.tokens))
            }
            Err(broken) => {
                let next = held.record.renewed(broken.tokens, self.home.clone());
                if next.credential() != held.sent {
                    let renewal = self.conclude(held, next).await?;
                    return Ok(without_steps(since(renewal, old.tokens), broken.error));
                }
                Ok(Renewal::Renewed {
                    record: held.record,
                    old: old.tokens,
                    incomplete: Some(broken.error),
                })
            }
        }
    }
}

/// A renewal in two writes is told as one.
fn since(renewal: Renewal, before: crate::token::TokenSet) -> Renewal {
    match renewal {
        Renewal::Renewed {
            record, incomplete, ..
        } => Renewal::Renewed {
            record,
            old: before,
            incomplete,
        },
        other => other,
    }
}

fn without_steps(renewal: Renewal, error: Error) -> Renewal {
    match renewal {
        Renewal::Renewed { record, old, .. } => Renewal::Renewed {
            record,
            old,
            incomplete: Some(error),
        },
        other => other,
    }
}
