//! Races: many tasks, over both handles.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use oauth_runtime::store::{Leased, Swap};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use super::Subject;
use super::handle::{Handle, LONG, owner};

const TASKS: usize = 64;

/// Runs one task for each place at a barrier, and gathers what they answer.
async fn at_once<T, F>(subject: &Subject, task: impl Fn(usize, Handle) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let barrier = Arc::new(Barrier::new(TASKS));
    let mut tasks = JoinSet::new();
    for index in 0..TASKS {
        let (barrier, task) = (barrier.clone(), task(index, subject.handle(index).clone()));
        tasks.spawn(async move {
            barrier.wait().await;
            task.await
        });
    }
    tasks.join_all().await
}

/// Of 64 tasks that ask at once, one gets the lease.
pub async fn one_of_many_gets_the_lease(subject: Subject) {
    let key = subject.key("ada");
    let answers = at_once(&subject, |index, store| {
        let (key, owner) = (key.clone(), owner(&format!("task-{index}")));
        async move { matches!(store.lease(&key, &owner, LONG).await, Leased::Granted(_)) }
    });
    let granted = answers.await.into_iter().filter(|granted| *granted).count();
    assert_eq!(granted, 1, "so many of {TASKS} got the lease");
}

/// Of 64 tasks that create the record at once, one does.
pub async fn one_of_many_creates_the_record(subject: Subject) {
    let key = subject.key("ada");
    let answers = at_once(&subject, |index, store| {
        let key = key.clone();
        async move {
            (
                index,
                store
                    .swap(&key, None, index.to_string().as_bytes(), None)
                    .await,
            )
        }
    });
    let answers = answers.await;
    let mut winners = Vec::new();
    for (index, swap) in answers {
        match swap {
            Swap::Done(revision) => winners.push((index.to_string(), revision)),
            other => assert_eq!(other, Swap::Conflict),
        }
    }
    assert_eq!(winners.len(), 1, "so many of {TASKS} created the record");
    let entry = subject
        .first()
        .read(&key)
        .await
        .expect("the record of the winner");
    let value = String::from_utf8_lossy(&entry.value).into_owned();
    assert_eq!(winners, [(value, entry.revision)]);
}

/// 64 tasks count one up, each tries again after a conflict: nothing is lost.
pub async fn many_writers_lose_no_write(subject: Subject) {
    let key = subject.key("ada");
    subject.first().create(&key, b"0").await;
    let answers = at_once(&subject, |_, store| {
        let key = key.clone();
        async move {
            loop {
                let entry = store.read(&key).await.expect("the counter");
                let count: usize = String::from_utf8_lossy(&entry.value)
                    .parse()
                    .expect("a count");
                let next = (count + 1).to_string();
                match store
                    .swap(&key, Some(entry.revision), next.as_bytes(), None)
                    .await
                {
                    Swap::Done(revision) => return revision,
                    other => assert_eq!(other, Swap::Conflict),
                }
                tokio::task::yield_now().await;
            }
        }
    });
    let mut revisions = answers.await;
    let count = subject.first().value(&key).await.expect("the counter");
    assert_eq!(
        String::from_utf8_lossy(&count),
        TASKS.to_string(),
        "writes were lost"
    );
    revisions.sort_unstable();
    revisions.dedup();
    assert_eq!(revisions.len(), TASKS, "two writes have one revision");
}

/// Readers beside a writer see one state or the other, never a mix, and a
/// revision always stands for the same state.
pub async fn readers_see_whole_records(subject: Subject) {
    const WRITES: usize = 100;
    let key = subject.key("ada");
    let patterns = [vec![b'a'; 32 * 1024], vec![b'b'; 48 * 1024]];
    let [first, _] = &patterns;
    let mut revision = subject.first().create(&key, first).await;
    let ended = Arc::new(AtomicBool::new(false));
    let mut readers = JoinSet::new();
    for index in 0..4 {
        let (store, key, ended) = (subject.handle(index).clone(), key.clone(), ended.clone());
        let patterns = patterns.clone();
        readers.spawn(async move {
            let mut seen = HashMap::new();
            while !ended.load(Ordering::Acquire) {
                let entry = store
                    .read(&key)
                    .await
                    .expect("a record that is never deleted");
                let state = patterns.iter().position(|pattern| *pattern == *entry.value);
                let state = state.expect("one of the two values that were written");
                let before = *seen.entry(entry.revision).or_insert(state);
                assert_eq!(before, state, "{:?} stands for two states", entry.revision);
                tokio::task::yield_now().await;
            }
        });
    }
    for pattern in patterns.iter().cycle().skip(1).take(WRITES) {
        revision = subject.first().replace(&key, revision, pattern).await;
        tokio::task::yield_now().await;
    }
    ended.store(true, Ordering::Release);
    readers.join_all().await;
}
