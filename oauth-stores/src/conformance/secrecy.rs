//! What a store says of itself and of its errors holds nothing of a record.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use oauth_runtime::store::Revision;

use super::Subject;
use super::handle::{LONG, owner};

/// Three bytes times four, so that its base64 stands in that of its repetition.
const CANARY: &str = "cAnArY-57o1e";

fn assert_silent(what: &str, text: &str) {
    let bytes = CANARY.as_bytes();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let listed = format!("{bytes:?}");
    let listed = listed.trim_matches(['[', ']']);
    for shown in [CANARY, &STANDARD_NO_PAD.encode(bytes), listed] {
        assert!(!text.contains(shown), "{what} shows what a record holds");
    }
    assert!(
        !text.to_lowercase().contains(&hex),
        "{what} shows what a record holds"
    );
}

/// `describe` says where a store is, not what is in it.
pub async fn a_description_holds_no_record(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let revision = store.create(&key, CANARY.as_bytes()).await;
    store
        .replace(&key, revision, CANARY.repeat(2).as_bytes())
        .await;
    store.granted(&key, &owner("worker-1"), LONG).await;
    for handle in [subject.first(), subject.second()] {
        let text = handle.describe();
        assert!(!text.trim().is_empty(), "the description is empty");
        assert_silent("the description", &text);
    }
}

/// No error holds a piece of the value that was refused.
pub async fn errors_hold_no_record(subject: Subject) {
    let (store, key) = (subject.first().raw(), subject.key("ada"));
    let long = subject.key(&"x".repeat(1 << 20));
    let large = CANARY.repeat((4 << 20) / CANARY.len()).into_bytes();
    let mut texts = Vec::new();
    for key in [&key, &long] {
        for fence in [None, Some(0), Some(u64::MAX)] {
            let created = store.compare_and_swap(key, None, &large, fence).await;
            let written = store
                .compare_and_swap(key, Some(Revision(7)), &large, fence)
                .await;
            let errors = [created, written].into_iter().filter_map(Result::err);
            texts.extend(errors.map(|error| format!("{error} {error:?}")));
        }
        texts.extend(
            store
                .read(key)
                .await
                .err()
                .map(|error| format!("{error} {error:?}")),
        );
        let aside = store.set_aside(key).await;
        texts.extend(
            aside
                .as_ref()
                .err()
                .map(|error| format!("{error} {error:?}")),
        );
        texts.extend(aside.ok().flatten());
    }
    for text in texts {
        assert_silent("an error", &text);
    }
}

/// An entry prints its revision, not its value.
pub async fn an_entry_prints_no_value(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    store.create(&key, CANARY.as_bytes()).await;
    let entry = store.read(&key).await.expect("the record that was created");
    assert_silent("an entry", &format!("{entry:?} {entry:#?}"));
}
