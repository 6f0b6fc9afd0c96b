//! Keyrings that fail, forget, or were tampered with.

use oauth_runtime::store::{Filter, Store, StoreErrorKind, Swap};

use super::fake::{Fake, Fault, Place};
use super::{key, read, value, write};

/// A keyring in which `ada` has `old` and may get `new`, broken by a fault in between.
async fn broken(fault: Fault) -> (Fake, Place, bool) {
    let (fake, place) = (Fake::default(), Place::new());
    let (store, ada) = (place.store(&fake), key("ada"));
    let known = write(&store, &ada, None, &value(3000, 1)).await;
    fake.arm(fault);
    let swap = store
        .compare_and_swap(&ada, Some(known), &value(2000, 2), None)
        .await;
    let struck = fake.struck();
    fake.arm(Fault::None);
    let entry = read(&store, &ada).await;
    match swap {
        Ok(Swap::Done(revision)) => {
            assert_eq!(
                (entry.revision, &entry.value[..]),
                (revision, &value(2000, 2)[..])
            );
        }
        Ok(other) => panic!("{other:?}"),
        Err(error) => {
            let (old, new) = (value(3000, 1), value(2000, 2));
            assert!(entry.value[..] == old || entry.value[..] == new, "{error}");
            assert!(matches!(
                error.kind(),
                StoreErrorKind::Unavailable | StoreErrorKind::NotWritable
            ));
        }
    }
    (fake, place, struck)
}

#[tokio::test]
async fn a_write_that_fails_or_dies_at_any_step_leaves_the_old_value_or_the_new_one() {
    for fault in [Fault::Once, Fault::From, Fault::LosesWrite] {
        let mut step = 0;
        loop {
            let (fake, place, struck) = broken(fault(step)).await;
            if !struck {
                break;
            }
            let (store, ada) = (place.store(&fake), key("ada"));
            let entry = read(&store, &ada).await;
            let known = write(&store, &ada, Some(entry.revision), b"next").await;
            assert_eq!(&read(&store, &ada).await.value[..], b"next");
            store.delete(&ada, known).await.unwrap();
            assert_eq!(fake.names(), Vec::<String>::new(), "step {step}");
            step += 1;
        }
        assert!(step >= 4, "only {step} steps were broken");
    }
}

#[tokio::test]
async fn a_write_that_the_keyring_forgets_is_noticed() {
    let (fake, place) = (Fake::default(), Place::new());
    let (store, ada) = (place.store(&fake), key("ada"));
    let known = write(&store, &ada, None, b"old").await;
    for step in 0..2 {
        fake.arm(Fault::LosesWrite(step));
        let swap = store
            .compare_and_swap(&ada, Some(known), b"canary", None)
            .await;
        let error = swap.unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::NotWritable);
        assert!(
            error
                .to_string()
                .contains("service `acme`: entry `acme/my%2Fclient//ada"),
            "{error}"
        );
        assert!(!error.to_string().contains("canary"));
        assert_eq!(&read(&store, &ada).await.value[..], b"old");
    }
}

#[tokio::test]
async fn a_deletion_that_fails_or_dies_at_any_step_is_finished_by_the_next_call() {
    for fault in [Fault::Once, Fault::From] {
        for step in 0.. {
            let (fake, place) = (Fake::default(), Place::new());
            let (store, ada) = (place.store(&fake), key("ada"));
            let known = write(&store, &ada, None, &value(3000, 1)).await;
            fake.arm(fault(step));
            let deleted = store.delete(&ada, known).await;
            let struck = fake.struck();
            fake.arm(Fault::None);
            match store.read(&ada).await.unwrap() {
                Some(entry) => {
                    deleted.unwrap_err();
                    assert_eq!(&entry.value[..], value(3000, 1));
                    store.delete(&ada, known).await.unwrap();
                }
                None => assert_eq!(store.delete(&ada, known).await.unwrap(), Swap::Conflict),
            }
            assert_eq!(store.list(&Filter::default(), None, 9).await.unwrap(), []);
            let again = write(&store, &ada, None, b"again").await;
            store.delete(&ada, again).await.unwrap();
            assert_eq!(fake.names(), Vec::<String>::new(), "step {step}");
            if !struck {
                break;
            }
        }
    }
}

#[tokio::test]
async fn damage_to_any_entry_is_named_and_touches_nobody_else() {
    let pristine = Fake::default();
    let place = Place::new();
    let (ada, bob) = (key("ada"), key("bob"));
    write(&place.store(&pristine), &ada, None, &value(2000, 1)).await;
    write(&place.store(&pristine), &bob, None, b"bob's").await;
    let entries: Vec<_> = pristine
        .names()
        .into_iter()
        .filter(|name| name.contains("//ada"))
        .collect();
    assert_eq!(entries.len(), 4);
    for name in entries {
        let text = pristine.get(&name).unwrap();
        let mut flipped = text.clone().into_bytes();
        let middle = flipped.len() / 2;
        flipped[middle] = if flipped[middle] == b'A' { b'B' } else { b'A' };
        let flipped = String::from_utf8(flipped).unwrap();
        let half = text[..middle].to_owned();
        for damage in [Some(flipped), Some(half), Some(String::new()), None] {
            if damage.is_none() && !name.contains('#') {
                // Without its manifest there is no record.
                continue;
            }
            let fake = Fake::default();
            for name in pristine.names() {
                fake.set(&name, pristine.get(&name));
            }
            fake.set(&name, damage);
            let store = place.store(&fake);
            let error = store.read(&ada).await.unwrap_err();
            assert_eq!(error.kind(), StoreErrorKind::Corrupt, "{name}");
            assert!(
                error
                    .to_string()
                    .contains("service `acme`: entry `acme/my%2Fclient//ada"),
                "{error}"
            );
            assert_eq!(&read(&store, &bob).await.value[..], b"bob's");
            assert_eq!(
                store.list(&Filter::default(), None, 9).await.unwrap(),
                [ada.clone(), bob.clone()]
            );

            let count = fake.names().len();
            let aside = store.set_aside(&ada).await.unwrap().unwrap();
            assert!(aside.contains("#aside-"), "{aside}");
            assert_eq!(fake.names().len(), count, "nothing is destroyed");
            assert!(store.read(&ada).await.unwrap().is_none());
            assert_eq!(store.set_aside(&ada).await.unwrap(), None);
            write(&store, &ada, None, b"signed in again").await;
            assert_eq!(&read(&store, &ada).await.value[..], b"signed in again");
        }
    }
}

#[tokio::test]
async fn a_newer_format_is_left_alone() {
    let (fake, place) = (Fake::default(), Place::new());
    let (store, ada) = (place.store(&fake), key("ada"));
    let known = write(&store, &ada, None, b"v").await;
    let newer = r#"{"format":2,"shape":"unknown"}"#.to_owned();
    fake.set(&ada.to_string(), Some(newer.clone()));
    for error in [
        store.read(&ada).await.unwrap_err(),
        store
            .compare_and_swap(&ada, Some(known), b"w", None)
            .await
            .unwrap_err(),
        store
            .compare_and_swap(&ada, None, b"w", None)
            .await
            .unwrap_err(),
        store.delete(&ada, known).await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), StoreErrorKind::Newer);
    }
    assert_eq!(fake.get(&ada.to_string()), Some(newer));
}

#[tokio::test]
async fn an_index_that_was_lost_fills_again() {
    let (fake, place) = (Fake::default(), Place::new());
    let (store, ada) = (place.store(&fake), key("ada"));
    let known = write(&store, &ada, None, b"1").await;
    for damage in [None, Some("foreign".to_owned())] {
        fake.set("#index", damage);
        let entry = read(&store, &ada).await;
        assert!(entry.revision >= known);
        write(&store, &ada, Some(entry.revision), b"2").await;
        assert_eq!(
            store.list(&Filter::default(), None, 9).await.unwrap(),
            std::slice::from_ref(&ada)
        );
    }
}

#[tokio::test]
async fn a_locked_keyring_is_unavailable_with_two_ways_out() {
    let (fake, place) = (Fake::default(), Place::new());
    fake.arm(Fault::From(0));
    let error = place.store(&fake).read(&key("ada")).await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::Unavailable);
    let text = error.to_string();
    for part in [
        "fake",
        "the collection is locked",
        "passphrase=env:NAME",
        "E0702",
    ] {
        assert!(text.contains(part), "{text}");
    }
}
