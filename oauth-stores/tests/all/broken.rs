//! The kit is held to its purpose: each defect is caught by the case for it, and
//! the same case lets the same store without the defect through.

mod store;

use std::sync::Arc;

use oauth_runtime::store::MemoryStore;
use oauth_stores::conformance::{self as kit, Subject};

use self::store::{Broken, Defect};

async fn caught<F: Future<Output = ()> + Send + 'static>(
    defect: Defect,
    case: impl Fn(Subject) -> F,
) {
    let sound = Subject::new(Arc::new(Broken::new(Defect::None)));
    let held = tokio::spawn(case(sound)).await;
    assert!(held.is_ok(), "without {defect:?} the case fails: {held:?}");
    let broken = Subject::new(Arc::new(Broken::new(defect)));
    let failed = tokio::spawn(case(broken)).await;
    assert!(
        failed.is_err_and(|error| error.is_panic()),
        "{defect:?} was not caught"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn defects_of_writing_are_caught() {
    caught(
        Defect::IgnoresExpected,
        kit::a_write_needs_the_expected_revision,
    )
    .await;
    caught(Defect::IgnoresExpected, kit::creating_twice_conflicts).await;
    caught(
        Defect::CreatesOverNothing,
        kit::writing_over_nothing_conflicts,
    )
    .await;
    caught(Defect::WritesOnConflict, kit::a_conflict_changes_nothing).await;
    caught(
        Defect::AnswersOldRevision,
        kit::a_write_over_a_record_reads_back,
    )
    .await;
    caught(
        Defect::KeepsRevisionOfSameBytes,
        kit::every_write_has_a_new_revision,
    )
    .await;
    caught(Defect::MigratesAway, kit::migrating_again_keeps_records).await;
    caught(
        Defect::SetsAllAside,
        kit::setting_a_record_aside_leaves_others_alone,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn defects_of_deleting_are_caught() {
    caught(
        Defect::RepeatsRevisions,
        kit::revisions_do_not_come_back_after_a_deletion,
    )
    .await;
    caught(
        Defect::RepeatsRevisions,
        kit::a_writer_from_before_a_deletion_conflicts,
    )
    .await;
    caught(
        Defect::DeletesAnyRevision,
        kit::a_deletion_needs_the_expected_revision,
    )
    .await;
    caught(Defect::DeletesNothing, kit::deleting_nothing_conflicts).await;
    caught(Defect::KeepsDeleted, kit::a_deletion_removes_the_record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn defects_of_values_are_caught() {
    caught(Defect::Truncates, kit::a_value_of_64_kib_is_kept).await;
    caught(Defect::Truncates, kit::a_value_of_1_mib_is_kept_or_refused).await;
    caught(Defect::KeepsText, kit::every_byte_is_kept).await;
    caught(Defect::EmptyIsNothing, kit::an_empty_value_is_a_record).await;
    caught(
        Defect::LeavesTail,
        kit::a_shorter_value_replaces_a_longer_one,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn defects_of_keys_are_caught() {
    caught(Defect::FoldsCase, kit::letter_case_in_keys_counts).await;
    caught(
        Defect::IgnoresTenant,
        kit::keys_that_differ_in_one_part_do_not_mix,
    )
    .await;
    caught(Defect::JoinsParts, kit::parts_do_not_run_together).await;
    caught(
        Defect::TrimsAccount,
        kit::odd_characters_in_accounts_do_not_mix,
    )
    .await;
    caught(
        Defect::EndsAtNul,
        kit::odd_characters_in_other_parts_do_not_mix,
    )
    .await;
    caught(Defect::Composes, kit::unicode_forms_in_keys_count).await;
    caught(Defect::CutsAccount, kit::long_accounts_do_not_mix).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn defects_of_listing_are_caught() {
    caught(Defect::ListsBackwards, kit::a_list_is_in_the_order_of_keys).await;
    caught(Defect::ListsByText, kit::a_list_is_in_the_order_of_keys).await;
    caught(Defect::ListsByText, kit::providers_are_listed_in_order).await;
    caught(Defect::DropsAtPageBorder, kit::pages_visit_each_key_once).await;
    caught(Defect::RepeatsAtPageBorder, kit::pages_visit_each_key_once).await;
    caught(
        Defect::RepeatsAtPageBorder,
        kit::a_list_during_writes_visits_each_key_once,
    )
    .await;
    caught(
        Defect::StartsOver,
        kit::a_page_goes_on_after_a_key_that_is_gone,
    )
    .await;
    caught(
        Defect::FiltersTenantByPrefix,
        kit::each_filter_lets_its_own_through,
    )
    .await;
    caught(
        Defect::ListsLeases,
        kit::a_lease_without_a_record_is_not_listed,
    )
    .await;
    caught(Defect::ListsDeleted, kit::a_deleted_record_is_not_listed).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn defects_of_leases_are_caught() {
    caught(Defect::NeverGrants, kit::a_free_lease_is_granted).await;
    caught(Defect::GrantsTwice, kit::one_of_many_gets_the_lease).await;
    caught(Defect::GrantsTwice, kit::a_lease_outlives_its_record).await;
    caught(
        Defect::LeasesByName,
        kit::owners_of_one_name_exclude_each_other,
    )
    .await;
    caught(Defect::NamesTheAsker, kit::a_held_lease_names_its_holder).await;
    caught(
        Defect::NewFenceForHolder,
        kit::a_holder_gets_its_lease_again,
    )
    .await;
    caught(
        Defect::KeepsFirstTime,
        kit::a_lease_that_is_asked_for_again_lasts_longer,
    )
    .await;
    caught(
        Defect::OneLeaseForAll,
        kit::leases_of_different_keys_are_independent,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn defects_of_giving_back_are_caught() {
    caught(Defect::NeverReleases, kit::a_released_lease_is_free).await;
    caught(
        Defect::ReleasesForAnybody,
        kit::a_release_by_another_owner_does_nothing,
    )
    .await;
    caught(
        Defect::ReleasesAnyFence,
        kit::a_release_of_an_older_lease_does_nothing,
    )
    .await;
    caught(
        Defect::NeverExpires,
        kit::a_lease_ends_by_its_time_and_not_before,
    )
    .await;
    caught(
        Defect::ExpiresEarly,
        kit::a_lease_ends_by_its_time_and_not_before,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn defects_of_fences_are_caught() {
    caught(Defect::ForgetsFence, kit::fences_grow_with_each_new_owner).await;
    caught(
        Defect::FencedWritesPass,
        kit::a_write_with_an_older_fence_is_fenced,
    )
    .await;
    caught(
        Defect::FencedWritesPass,
        kit::a_creation_with_an_older_fence_is_fenced,
    )
    .await;
    caught(
        Defect::FencedWritesPass,
        kit::a_fence_outlives_lease_and_record,
    )
    .await;
    caught(
        Defect::FencesTheCurrent,
        kit::a_write_with_the_current_fence_is_done,
    )
    .await;
    caught(
        Defect::FencesTheCurrent,
        kit::a_fence_is_good_until_a_later_lease,
    )
    .await;
    caught(
        Defect::FencesTheUnfenced,
        kit::a_write_without_a_fence_passes_by_leases,
    )
    .await;
    caught(
        Defect::FenceExcusesConflict,
        kit::a_current_fence_does_not_excuse_a_conflict,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn defects_of_atomicity_are_caught() {
    caught(Defect::ChecksThenWrites, kit::many_writers_lose_no_write).await;
    caught(
        Defect::ChecksThenWrites,
        kit::one_of_many_creates_the_record,
    )
    .await;
    caught(Defect::WritesInTwoSteps, kit::readers_see_whole_records).await;
    caught(
        Defect::WritesInTwoSteps,
        kit::a_dropped_write_leaves_old_or_new,
    )
    .await;
    caught(
        Defect::DeletesInTwoSteps,
        kit::a_dropped_deletion_is_done_or_not,
    )
    .await;
    caught(
        Defect::LeasesInTwoSteps,
        kit::a_dropped_lease_ends_by_its_time,
    )
    .await;
    caught(Defect::NeverExpires, kit::a_dropped_release_is_done_or_not).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn talkative_stores_are_caught() {
    caught(Defect::DescribesRecord, kit::a_description_holds_no_record).await;
    caught(Defect::ErrorHoldsRecord, kit::errors_hold_no_record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_handles_onto_different_data_are_caught() {
    let apart = || {
        let [first, second] = [(); 2].map(|()| Arc::new(MemoryStore::new()));
        Subject::new(first).and_second(second)
    };
    let failed = [
        tokio::spawn(kit::two_handles_see_each_others_writes(apart())).await,
        tokio::spawn(kit::two_handles_exclude_each_other(apart())).await,
        tokio::spawn(kit::two_handles_fence_each_other(apart())).await,
        tokio::spawn(kit::one_of_many_gets_the_lease(apart())).await,
    ];
    for (index, failed) in failed.into_iter().enumerate() {
        assert!(
            failed.is_err_and(|error| error.is_panic()),
            "{index} was not caught"
        );
    }
}
