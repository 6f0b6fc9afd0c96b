//! The kit that holds a store to the contract of
//! [`Store`](oauth_runtime::store::Store).
//!
//! [`store_conformance!`](crate::store_conformance) writes one test for each case:
//!
//! ```
//! # use oauth_runtime::store::MemoryStore as MyStore;
//! # use std::sync::Arc;
//! oauth_stores::store_conformance! {
//!     mod my_store;
//!     async { Arc::new(MyStore::new()) }
//! }
//! # fn main() {}
//! ```
//!
//! It needs this crate with the feature `conformance`, and `tokio` with `macros`
//! and `rt-multi-thread`, as dev-dependencies. The block opens a store for each
//! test; see [`Opened`] for what it can yield:
//!
//! - `Arc<MyStore>`, or a pair `(Arc<MyStore>, guard)` whose guard lives as long
//!   as the test, such as a temporary directory in an `Arc`;
//! - an `Option` of either: with `None` each test prints
//!   `skipped: <case>: <module> is not running` and passes.
//!
//! The store need not be empty: the keys of each case have a random part, and
//! their records are removed when the case holds.
//!
//! A store that several processes share says how another process opens it; the
//! closure gets what `open` yielded:
//!
//! ```
//! # use oauth_runtime::store::MemoryStore;
//! # use std::sync::Arc;
//! # struct Directory; impl Directory { fn new() -> Self { Directory } }
//! # fn open_in(_: &Directory) -> Arc<MemoryStore> { Arc::new(MemoryStore::new()) }
//! oauth_stores::store_conformance! {
//!     mod shared_store;
//!     open: async {
//!         let directory = Arc::new(Directory::new());
//!         Some((open_in(&directory), directory))
//!     },
//!     reopen: |(_, directory)| async move { open_in(&directory) },
//! }
//! # fn main() {}
//! ```
//!
//! Each case is a plain function too, which panics when the store does not hold
//! to the contract: `conformance::creating_twice_conflicts(Subject::new(store)).await`.
//! A few wait for up to two seconds for the store's own clock.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a case fails as a test does"
)]

mod dropped;
mod fencing;
mod handle;
mod handles;
mod keys;
mod leases;
mod listing;
mod races;
mod records;
mod secrecy;
mod subject;
mod values;

pub use dropped::*;
pub use fencing::*;
pub use handles::*;
pub use keys::*;
pub use leases::*;
pub use listing::*;
pub use races::*;
pub use records::*;
pub use secrecy::*;
pub use subject::{Opened, Shared, Subject, run};
pub use values::*;

macro_rules! names {
    ($($case:ident)+) => {
        /// The names of all cases.
        pub const CASES: &[&str] = &[$(stringify!($case)),+];
    };
}

crate::__store_cases! { names {} }

/// Writes a module with one test for each case of [`conformance`](crate::conformance).
///
/// `store_conformance! { mod name; async { ... } }`, or with a second handle onto
/// the same data:
/// `store_conformance! { mod name; open: async { ... }, reopen: |store| async { ... } }`.
#[macro_export]
macro_rules! store_conformance {
    (mod $name:ident; open: $open:expr, reopen: $reopen:expr $(,)?) => {
        $crate::__store_conformance! {
            mod $name; $crate::conformance::Subject::open_twice($open, $reopen)
        }
    };
    (mod $name:ident; $(open:)? $open:expr $(,)?) => {
        $crate::__store_conformance! {
            mod $name; $crate::conformance::Subject::open($open)
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __store_conformance {
    (mod $name:ident; $subject:expr) => {
        mod $name {
            #[allow(unused_imports, reason = "the block may name nothing from around it")]
            use super::*;

            async fn __subject() -> ::core::option::Option<$crate::conformance::Subject> {
                $subject.await
            }

            $crate::__store_cases! { $crate::__store_tests { $name } }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __store_tests {
    ($name:ident $($case:ident)+) => {$(
        #[::tokio::test(flavor = "multi_thread")]
        async fn $case() {
            $crate::conformance::run(
                ::core::stringify!($name),
                ::core::stringify!($case),
                __subject().await,
                $crate::conformance::$case,
            )
            .await;
        }
    )+};
}

/// The one list of cases. Hands it to another macro, after the given tokens.
#[doc(hidden)]
#[macro_export]
macro_rules! __store_cases {
    ($then:ident { $($given:tt)* }) => { $crate::__store_cases! { @ ($then) $($given)* } };
    ($root:tt :: $then:ident { $($given:tt)* }) => { $crate::__store_cases! { @ ($root::$then) $($given)* } };
    (@ ($($then:tt)+) $($given:tt)*) => {
        $($then)+! {
            $($given)*
            reading_nothing_finds_nothing
            a_created_record_reads_back
            a_write_over_a_record_reads_back
            creating_twice_conflicts
            writing_over_nothing_conflicts
            a_write_needs_the_expected_revision
            a_conflict_changes_nothing
            every_write_has_a_new_revision
            revisions_do_not_come_back_after_a_deletion
            a_writer_from_before_a_deletion_conflicts
            a_deletion_removes_the_record
            a_deletion_needs_the_expected_revision
            deleting_nothing_conflicts
            migrating_again_keeps_records
            setting_a_record_aside_leaves_others_alone
            an_empty_value_is_a_record
            every_byte_is_kept
            sizes_around_powers_of_two_are_kept
            a_value_of_64_kib_is_kept
            a_value_of_1_mib_is_kept_or_refused
            a_shorter_value_replaces_a_longer_one
            keys_that_differ_in_one_part_do_not_mix
            parts_do_not_run_together
            odd_characters_in_accounts_do_not_mix
            odd_characters_in_other_parts_do_not_mix
            letter_case_in_keys_counts
            unicode_forms_in_keys_count
            long_accounts_do_not_mix
            an_empty_list_is_empty
            a_list_is_in_the_order_of_keys
            providers_are_listed_in_order
            pages_visit_each_key_once
            a_page_goes_on_after_a_key_that_is_gone
            each_filter_lets_its_own_through
            a_deleted_record_is_not_listed
            a_lease_without_a_record_is_not_listed
            a_list_during_writes_visits_each_key_once
            a_free_lease_is_granted
            a_held_lease_names_its_holder
            owners_of_one_name_exclude_each_other
            a_holder_gets_its_lease_again
            a_lease_that_is_asked_for_again_lasts_longer
            a_released_lease_is_free
            a_release_by_another_owner_does_nothing
            a_release_of_an_older_lease_does_nothing
            a_lease_ends_by_its_time_and_not_before
            fences_grow_with_each_new_owner
            a_lease_needs_no_record
            a_lease_outlives_its_record
            leases_of_different_keys_are_independent
            a_write_with_an_older_fence_is_fenced
            a_creation_with_an_older_fence_is_fenced
            a_write_with_the_current_fence_is_done
            a_current_fence_does_not_excuse_a_conflict
            a_fence_is_good_until_a_later_lease
            a_write_without_a_fence_passes_by_leases
            a_fence_outlives_lease_and_record
            one_of_many_gets_the_lease
            one_of_many_creates_the_record
            many_writers_lose_no_write
            readers_see_whole_records
            two_handles_see_each_others_writes
            two_handles_exclude_each_other
            two_handles_fence_each_other
            a_dropped_write_leaves_old_or_new
            a_dropped_deletion_is_done_or_not
            a_dropped_lease_ends_by_its_time
            a_dropped_release_is_done_or_not
            a_description_holds_no_record
            errors_hold_no_record
            an_entry_prints_no_value
        }
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_of_cases_is_complete() {
        let sources = [
            include_str!("conformance/dropped.rs"),
            include_str!("conformance/fencing.rs"),
            include_str!("conformance/handles.rs"),
            include_str!("conformance/keys.rs"),
            include_str!("conformance/leases.rs"),
            include_str!("conformance/listing.rs"),
            include_str!("conformance/races.rs"),
            include_str!("conformance/records.rs"),
            include_str!("conformance/secrecy.rs"),
            include_str!("conformance/values.rs"),
        ];
        let mut written: Vec<&str> = sources
            .iter()
            .flat_map(|source| source.lines())
            .filter_map(|line| line.strip_prefix("pub async fn ")?.split('(').next())
            .collect();
        let mut listed = super::CASES.to_vec();
        written.sort_unstable();
        listed.sort_unstable();
        assert_eq!(written, listed);
    }
}
