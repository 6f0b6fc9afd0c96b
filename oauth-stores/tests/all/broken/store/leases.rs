//! Defects of leases.

use std::time::Duration;

use oauth_runtime::store::{ConnectionKey, Lease, Leased, Owner, Store};

use super::{Broken, Defect};

const DAY: Duration = Duration::from_secs(86400);

impl Broken {
    pub(super) async fn take(&self, key: &ConnectionKey, owner: &Owner, ttl: Duration) -> Leased {
        let held = || Leased::Held {
            by: None,
            remaining: None,
        };
        let before = self.notes().leased.get(key).cloned();
        let asked = match self.defect {
            Defect::LeasesByName => Owner::new(owner.name(), owner.name()),
            _ => owner.clone(),
        };
        let ttl = match self.defect {
            Defect::NeverExpires => DAY,
            Defect::ExpiresEarly => ttl / 4,
            _ => ttl,
        };
        match (self.defect, &before) {
            (Defect::NeverGrants, _) => return held(),
            (Defect::NewFenceForHolder, Some(lease)) if lease.owner == *owner => {
                self.inner.release(key, lease).await.unwrap();
            }
            (Defect::KeepsFirstTime, Some(lease)) if lease.owner == *owner => {
                return Leased::Granted(lease.clone());
            }
            (Defect::LeasesInTwoSteps, _) => {
                self.inner.lease(key, &asked, DAY).await.unwrap();
                tokio::task::yield_now().await;
            }
            _ => (),
        }
        match self.inner.lease(key, &asked, ttl).await.unwrap() {
            Leased::Granted(mut lease) => {
                lease.owner = owner.clone();
                if self.is(Defect::ForgetsFence) {
                    lease.fence = 1;
                }
                self.notes().leased.insert(key.clone(), lease.clone());
                Leased::Granted(lease)
            }
            Leased::Held { .. } if self.is(Defect::GrantsTwice) => Leased::Granted(Lease {
                owner: owner.clone(),
                fence: before.map_or(1, |lease| lease.fence),
            }),
            Leased::Held { remaining, .. } if self.is(Defect::NamesTheAsker) => Leased::Held {
                by: Some(owner.name().to_owned()),
                remaining,
            },
            other => other,
        }
    }

    pub(super) async fn give_back(&self, key: &ConnectionKey, lease: &Lease) {
        let last = self.notes().leased.get(key).cloned();
        let lease = match (self.defect, last) {
            (Defect::NeverReleases, _) => return,
            (Defect::ReleasesForAnybody, Some(last)) => last,
            (Defect::ReleasesAnyFence, Some(last)) if last.owner == lease.owner => last,
            (Defect::ForgetsFence, _) => {
                let Leased::Granted(real) = self.inner.lease(key, &lease.owner, DAY).await.unwrap()
                else {
                    return;
                };
                real
            }
            _ => lease.clone(),
        };
        self.inner.release(key, &lease).await.unwrap();
    }
}
