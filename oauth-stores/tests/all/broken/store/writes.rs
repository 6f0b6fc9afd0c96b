//! Defects of writing and deleting.

use std::sync::atomic::Ordering;

use oauth_runtime::store::{ConnectionKey, Entry, Revision, Store, StoreError, Swap};

use super::{Broken, Defect};

impl Broken {
    fn value(&self, value: &[u8], before: Option<&Entry>) -> Vec<u8> {
        match (self.defect, before) {
            (Defect::Truncates, _) => value[..value.len().min(50_000)].to_vec(),
            (Defect::KeepsText, _) => String::from_utf8_lossy(value).into_owned().into_bytes(),
            (Defect::LeavesTail, Some(before)) if before.value.len() > value.len() => {
                [value, &before.value[value.len()..]].concat()
            }
            _ => value.to_vec(),
        }
    }

    /// The revision of the store below that a told one stands for.
    fn meant(&self, key: &ConnectionKey, revision: Revision) -> Revision {
        if !self.is(Defect::RepeatsRevisions) {
            return revision;
        }
        match self.notes().told.get(key) {
            Some((told, meant)) if *told == revision.0 => *meant,
            _ => Revision(0),
        }
    }

    pub(super) async fn swap(
        &self,
        key: &ConnectionKey,
        expected: Option<Revision>,
        value: &[u8],
        fence: Option<u64>,
    ) -> Swap {
        let before = self.current(key).await;
        let current = before.as_ref().map(|entry| entry.revision);
        let value = self.value(value, before.as_ref());
        let expected = expected.map(|revision| self.meant(key, revision));
        match self.defect {
            Defect::IgnoresExpected => self.write(key, current, &value, fence).await,
            Defect::CreatesOverNothing if current.is_none() => {
                self.write(key, None, &value, fence).await
            }
            Defect::FenceExcusesConflict if fence.is_some() => {
                self.write(key, current, &value, fence).await
            }
            Defect::WritesOnConflict if expected != current => {
                self.write(key, current, &value, None).await;
                Swap::Conflict
            }
            Defect::AnswersOldRevision => match self.write(key, expected, &value, fence).await {
                Swap::Done(new) => Swap::Done(expected.unwrap_or(new)),
                other => other,
            },
            Defect::KeepsRevisionOfSameBytes
                if expected == current && before.is_some_and(|entry| *entry.value == value) =>
            {
                Swap::Done(current.unwrap())
            }
            Defect::FencedWritesPass => self.write(key, expected, &value, None).await,
            Defect::FencesTheCurrent if fence.is_some() => Swap::Fenced,
            Defect::FencesTheUnfenced => {
                self.write(key, expected, &value, Some(fence.unwrap_or(0)))
                    .await
            }
            Defect::ChecksThenWrites if expected == current => {
                self.beside_another().await;
                let current = self.current(key).await.map(|entry| entry.revision);
                self.write(key, current, &value, fence).await
            }
            Defect::WritesInTwoSteps if expected.is_some() => {
                let half = &value[..value.len() / 2];
                match self.write(key, expected, half, fence).await {
                    Swap::Done(revision) => {
                        tokio::task::yield_now().await;
                        self.write(key, Some(revision), &value, fence).await
                    }
                    other => other,
                }
            }
            Defect::RepeatsRevisions => match self.write(key, expected, &value, fence).await {
                Swap::Done(meant) => {
                    let mut notes = self.notes();
                    let entry = notes.told.entry(key.clone()).or_insert((0, meant));
                    *entry = (entry.0 + 1, meant);
                    Swap::Done(Revision(entry.0))
                }
                other => other,
            },
            _ => self.write(key, expected, &value, fence).await,
        }
    }

    pub(super) async fn remove(
        &self,
        key: &ConnectionKey,
        expected: Revision,
    ) -> Result<Swap, StoreError> {
        let current = self.current(key).await.map(|entry| entry.revision);
        let meant = self.meant(key, expected);
        let meant = match (self.defect, current) {
            (Defect::DeletesNothing, None) => return Ok(Swap::Done(expected)),
            (Defect::KeepsDeleted, Some(current)) if meant == current => {
                return Ok(Swap::Done(expected));
            }
            (Defect::DeletesAnyRevision, Some(current)) => current,
            (Defect::DeletesInTwoSteps, Some(current)) if current == meant => {
                let emptied = self.write(key, Some(current), b"", None).await;
                tokio::task::yield_now().await;
                match emptied {
                    Swap::Done(revision) => revision,
                    other => return Ok(other),
                }
            }
            _ => meant,
        };
        let swap = self.inner.delete(key, meant).await?;
        if let Swap::Done(_) = swap {
            self.notes().told.remove(key);
            return Ok(Swap::Done(expected));
        }
        Ok(swap)
    }

    /// Waits until another task has checked as well, if there is one.
    async fn beside_another(&self) {
        self.checked.fetch_add(1, Ordering::AcqRel);
        for _ in 0..10_000 {
            if self.checked.load(Ordering::Acquire) >= 2 {
                return;
            }
            tokio::task::yield_now().await;
        }
        self.checked.fetch_sub(1, Ordering::AcqRel);
    }
}
