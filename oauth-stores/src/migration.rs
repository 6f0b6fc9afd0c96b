//! Which steps bring a schema up to date.

use oauth_runtime::store::{StoreError, StoreErrorKind};

/// The steps that a schema of this version lacks, each with the version it leads
/// to. A schema newer than all steps is refused.
pub(crate) fn pending<'a>(
    steps: &'a [&'a str],
    found: u32,
    place: &str,
) -> Result<impl Iterator<Item = (u32, &'a str)> + use<'a>, StoreError> {
    known(steps.len(), found, place)?;
    Ok((1..)
        .zip(steps.iter().copied())
        .skip(usize::try_from(found).unwrap_or(usize::MAX)))
}

/// Refuses a schema that is older or newer than the one this version works with.
pub(crate) fn check(current: usize, found: u32, place: &str) -> Result<(), StoreError> {
    known(current, found, place)?;
    match usize::try_from(found) == Ok(current) {
        true => Ok(()),
        false => Err(StoreError::new(
            StoreErrorKind::NotMigrated,
            format!(
                "{place} has schema version {found}, this version needs {current}: call `migrate()` once"
            ),
        )),
    }
}

fn known(current: usize, found: u32, place: &str) -> Result<(), StoreError> {
    match usize::try_from(found).is_ok_and(|found| found <= current) {
        true => Ok(()),
        false => Err(StoreError::new(
            StoreErrorKind::Newer,
            format!(
                "{place} has schema version {found}, this version knows {current} at most: \
                 it was left untouched; use a newer version of the program"
            ),
        )),
    }
}

/// The longest lease, 10 years in milliseconds: above it databases overflow.
pub(crate) const LONGEST_LEASE: i64 = 315_360_000_000;

/// A lease's time in whole milliseconds, never less than was asked for.
pub(crate) fn lease_millis(ttl: std::time::Duration) -> i64 {
    let millis = ttl.as_nanos().div_ceil(1_000_000);
    i64::try_from(millis)
        .unwrap_or(LONGEST_LEASE)
        .min(LONGEST_LEASE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_run_from_the_version_that_was_found() {
        let steps = ["one", "two", "three"];
        let from = |found| pending(&steps, found, "x").map(|steps| steps.collect::<Vec<_>>());
        assert_eq!(from(1), Ok(vec![(2, "two"), (3, "three")]));
        assert_eq!(from(3), Ok(vec![]));
        assert_eq!(from(4).unwrap_err().kind(), StoreErrorKind::Newer);
        assert_eq!(
            check(3, 2, "x").unwrap_err().kind(),
            StoreErrorKind::NotMigrated
        );
        assert_eq!(check(3, 4, "x").unwrap_err().kind(), StoreErrorKind::Newer);
        assert_eq!(check(3, 3, "x"), Ok(()));
    }
}
