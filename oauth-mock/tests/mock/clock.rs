//! The clocks: what moves which, and who wakes.

use std::task::{Context, Poll, Waker};
use std::time::Duration;

use oauth_mock::MockClock;
use oauth_runtime::clock::Clock;

const HOUR: Duration = Duration::from_secs(3600);

/// How far the wall clock and the monotonic clock moved, in seconds.
fn moved(by: impl FnOnce(&MockClock)) -> (i64, i64) {
    let clock = MockClock::new();
    let (wall, monotonic) = (clock.now(), clock.monotonic());
    by(&clock);
    let wall = match clock.now().duration_since(wall) {
        Ok(forward) => forward.as_secs().cast_signed(),
        Err(back) => -back.duration().as_secs().cast_signed(),
    };
    let monotonic = clock.monotonic().saturating_sub(monotonic);
    (wall, monotonic.as_secs().cast_signed())
}

#[test]
fn each_kind_of_step_moves_its_clocks() {
    assert_eq!(moved(|clock| clock.advance(HOUR)), (3600, 3600));
    assert_eq!(moved(|clock| clock.turn_back(HOUR)), (-3600, 0));
    assert_eq!(moved(|clock| clock.turn_forward(HOUR)), (3600, 0));
    assert_eq!(moved(|clock| clock.suspend(HOUR)), (3600, 0));
    assert_eq!(moved(|clock| clock.drift(HOUR, 2 * HOUR)), (3600, 7200));
}

#[tokio::test]
async fn sleepers_wake_by_the_monotonic_clock_in_the_order_of_their_ends() {
    let clock = MockClock::new();
    let tasks: Vec<_> = [3, 1, 2]
        .map(|hours| tokio::spawn(clock.sleep(hours * HOUR)))
        .into();
    clock.until_asleep(3).await;
    assert_eq!(clock.sleeping_for(), [HOUR, 2 * HOUR, 3 * HOUR]);
    clock.suspend(10 * HOUR);
    clock.turn_back(HOUR);
    assert_eq!(clock.sleepers(), 3);
    clock.advance(HOUR - Duration::from_nanos(1));
    assert_eq!(clock.sleepers(), 3);
    assert_eq!(clock.advance_to_next_wake(), Some(Duration::from_nanos(1)));
    assert_eq!(clock.next_wake(), Some(HOUR));
    clock.advance(2 * HOUR);
    assert_eq!((clock.sleepers(), clock.advance_to_next_wake()), (0, None));
    for task in tasks {
        assert!(task.await.is_ok());
    }
}

#[tokio::test]
async fn a_task_that_sleeps_again_is_waited_for() {
    let clock = MockClock::new();
    let own = clock.clone();
    let task = tokio::spawn(async move {
        for _ in 0..100 {
            own.sleep(HOUR).await;
        }
    });
    for _ in 0..100 {
        clock.until_asleep(1).await;
        clock.advance(HOUR);
    }
    assert!(task.await.is_ok());
    assert_eq!(clock.monotonic(), 100 * HOUR);
}

#[tokio::test]
async fn a_sleep_counts_from_its_making_and_leaves_when_it_is_dropped() {
    let clock = MockClock::new();
    let mut cx = Context::from_waker(Waker::noop());
    let mut sleep = clock.sleep(HOUR);
    assert_eq!(clock.sleepers(), 0, "it was not polled");
    clock.advance(HOUR / 2);
    assert_eq!(sleep.as_mut().poll(&mut cx), Poll::Pending);
    assert_eq!(sleep.as_mut().poll(&mut cx), Poll::Pending);
    assert_eq!(clock.sleeping_for(), [HOUR / 2]);
    drop(sleep);
    assert_eq!(clock.sleepers(), 0);
    clock.sleep(Duration::ZERO).await;
}

#[tokio::test]
async fn a_running_clock_runs_and_sleeps_really() {
    let clock = MockClock::running();
    let before = clock.monotonic();
    clock.sleep(Duration::from_millis(5)).await;
    assert!(clock.monotonic() >= before + Duration::from_millis(5));
    assert_eq!(clock.sleepers(), 0);
    clock.advance(HOUR);
    assert!(clock.monotonic() >= before + HOUR);
}
