//! Defects of listing.

use oauth_runtime::store::{ConnectionKey, Filter, Store};

use super::{Broken, Defect};

impl Broken {
    pub(super) async fn all(&self) -> Vec<ConnectionKey> {
        let filter = Filter::default();
        let mut all = self.inner.list(&filter, None, usize::MAX).await.unwrap();
        match self.defect {
            Defect::ListsLeases => all.extend(self.notes().leased.keys().cloned()),
            Defect::ListsDeleted => all.extend(self.notes().written.iter().cloned()),
            _ => (),
        }
        all.sort();
        all.dedup();
        all
    }

    pub(super) async fn page(
        &self,
        filter: &Filter,
        after: Option<&ConnectionKey>,
        limit: usize,
    ) -> Vec<ConnectionKey> {
        let mut all = self.all().await;
        if self.is(Defect::ListsByText) {
            all.sort_by_key(ToString::to_string);
        }
        let place = after.map(|after| all.iter().position(|key| key == after));
        let from = match (place, after) {
            (Some(Some(place)), _) if self.is(Defect::DropsAtPageBorder) => place + 2,
            (Some(Some(place)), _) if self.is(Defect::RepeatsAtPageBorder) => place,
            (Some(Some(place)), _) => place + 1,
            (Some(None), _) if self.is(Defect::StartsOver) => 0,
            (Some(None), Some(after)) => all.partition_point(|key| key <= after),
            _ => 0,
        };
        let passes = |key: &&ConnectionKey| match &filter.tenant {
            Some(tenant) if self.is(Defect::FiltersTenantByPrefix) => {
                let others = Filter {
                    tenant: None,
                    ..filter.clone()
                };
                others.matches(key) && key.tenant().starts_with(tenant.as_str())
            }
            _ => filter.matches(key),
        };
        let mut page: Vec<_> = all
            .iter()
            .skip(from)
            .filter(passes)
            .take(limit)
            .cloned()
            .collect();
        if self.is(Defect::ListsBackwards) {
            page.reverse();
        }
        page
    }
}
