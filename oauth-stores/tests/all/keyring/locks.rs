//! The lock between processes, and where it lies.

use std::fs::{self, File};
use std::time::Duration;

use oauth_runtime::store::{Leased, Owner, Store, StoreErrorKind};

use super::fake::{Fake, Place};
use super::{key, write};

fn lock_file(place: &Place) -> std::path::PathBuf {
    let files = fs::read_dir(&place.0)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut locks = files.filter(|path| path.extension().is_some_and(|end| end == "lock"));
    locks.next().unwrap()
}

#[tokio::test]
async fn a_lock_that_another_process_holds_is_waited_for_and_its_holder_is_named() {
    let (fake, place) = (Fake::default(), Place::new());
    let store = place
        .store(&fake)
        .with_lock_timeout(Duration::from_millis(50));
    let ada = key("ada");
    let known = write(&store, &ada, None, b"v").await;
    let lock = File::open(lock_file(&place)).unwrap();
    lock.lock().unwrap();
    let error = store
        .compare_and_swap(&ada, Some(known), b"w", None)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::Held);
    assert!(
        error.to_string().contains(&std::process::id().to_string()),
        "{error}"
    );
    assert!(
        store.read(&ada).await.unwrap().is_some(),
        "reading needs no lock"
    );
    lock.unlock().unwrap();
    write(&store, &ada, Some(known), b"w").await;
}

#[tokio::test]
async fn fences_and_revisions_grow_also_when_the_files_beside_the_keyring_are_lost() {
    let (fake, place) = (Fake::default(), Place::new());
    let (store, ada) = (place.store(&fake), key("ada"));
    let mut last = 0;
    for _ in 0..5 {
        let leased = store
            .lease(&ada, &Owner::new("1", "1"), Duration::from_secs(60))
            .await;
        let Leased::Granted(lease) = leased.unwrap() else {
            panic!("the lease went with the files");
        };
        assert!(lease.fence > last);
        last = lease.fence;
        fs::remove_dir_all(&place.0).unwrap();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_lock_directory_that_others_could_have_made_is_refused() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let fake = Fake::default();
    let wide = Place::new();
    fs::create_dir(&wide.0).unwrap();
    fs::set_permissions(&wide.0, fs::Permissions::from_mode(0o755)).unwrap();
    let linked = Place::new();
    symlink(std::env::temp_dir(), &linked.0).unwrap();
    for place in [&wide, &linked] {
        let write = place
            .store(&fake)
            .compare_and_swap(&key("ada"), None, b"v", None)
            .await;
        let error = write.unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::Permissions);
        assert!(
            error.to_string().contains(place.0.to_str().unwrap()),
            "{error}"
        );
    }
    fs::remove_file(&linked.0).unwrap();
    assert!(fake.names().is_empty());

    let fresh = Place::new();
    write(&fresh.store(&fake), &key("ada"), None, b"v").await;
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&fresh.0), 0o700);
    assert_eq!(mode(&lock_file(&fresh)), 0o600);
}

#[cfg(target_os = "linux")]
const NO_BUS: &str = "unix:path=/nonexistent/bus";

/// Asks the system keyring in a process of its own; in the suite itself, where
/// the session bus may be there, it has nothing to do.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn child_without_a_session_bus() {
    #[expect(clippy::disallowed_methods, reason = "tells the child from the suite")]
    let bus = std::env::var("DBUS_SESSION_BUS_ADDRESS").unwrap_or_default();
    if bus != NO_BUS {
        return;
    }
    let store = oauth_stores::KeyringStore::system("oauth-stores-test");
    let error = store.read(&key("ada")).await.unwrap_err();
    eprintln!("{error}");
    assert_eq!(error.kind(), StoreErrorKind::Unavailable);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_session_bus_the_system_keyring_is_unavailable() {
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "keyring::locks::child_without_a_session_bus",
            "--nocapture",
        ])
        .env("DBUS_SESSION_BUS_ADDRESS", NO_BUS)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    for part in [
        "Secret Service",
        "start a secret service",
        "passphrase=env:NAME",
        "[E0702]",
    ] {
        assert!(said.contains(part), "{said}");
    }
}
