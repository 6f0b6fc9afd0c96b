//! Stores with one defect each: the same stories must find every one of them.

use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

use super::act::story;
use super::sessions::run;
use super::store::Defect;

fn is_caught(defect: Defect) -> bool {
    let mut runner = TestRunner::new_with_rng(
        Config {
            cases: 256,
            failure_persistence: None,
            max_shrink_iters: 0,
            ..Config::default()
        },
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let found = runner.run(&story(), |(grace, steps)| {
        run(grace, &steps, defect);
        Ok(())
    });
    matches!(found, Err(TestError::Fail(..)))
}

#[test]
fn a_store_that_ignores_revisions_is_caught() {
    assert!(is_caught(Defect::IgnoresRevision));
}

#[test]
fn a_store_that_leases_twice_is_caught() {
    assert!(is_caught(Defect::LeasesTwice));
}

#[test]
fn a_store_that_loses_intents_is_caught() {
    assert!(is_caught(Defect::LosesIntent));
}

#[test]
fn a_store_that_loses_writes_is_caught() {
    assert!(is_caught(Defect::LosesWrites));
}
