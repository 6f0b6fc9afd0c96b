//! Stores that cannot be used, or not now. The texts name the file, the server
//! or the holder.

use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::store::{Owner, Store, StoreErrorKind};
use oauth_runtime::transport::Limits;
use oauth_runtime::{Code, DynClient, Error};

use super::lost::tokens;
use super::{Case, REFRESH, builder};
use crate::stored::double::{Act, Double, Op};
use crate::stored::world::{HOUR, World};

/// A directory that is removed at the end.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let name = format!("catalogue-{}-{name}", std::process::id());
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn url(&self, scheme: &str, rest: &str) -> String {
        format!("{scheme}:{}/{rest}", self.0.display())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn over(store: Arc<dyn Store>) -> DynClient {
    builder().store(store).build().unwrap()
}

/// A client over a file store with a record in it, and the file of that record.
async fn file_store(scratch: &Scratch) -> (DynClient, std::path::PathBuf) {
    let store = oauth_stores::open_migrated(&scratch.url("file", "tokens?key=none")).await;
    let client = over(store.unwrap());
    client.adopt(tokens(Some(REFRESH))).await.unwrap();
    let files = std::fs::read_dir(scratch.0.join("tokens")).unwrap();
    let mut paths = files.map(|file| file.unwrap().path());
    let record = paths.find(|path| path.extension().is_some_and(|end| end == "cred"));
    (client, record.unwrap())
}

async fn held() -> Error {
    let world = World::running().await;
    let limits = Limits {
        deadline: Duration::from_millis(20),
        ..Limits::CREDENTIALS
    };
    let client = world
        .builder()
        .credential_limits(limits)
        .store_deadline(Duration::from_millis(50))
        .build()
        .unwrap();
    let session = client.adopt(tokens(Some(REFRESH))).await.unwrap();
    let other = Owner::new("1", "worker-7");
    world
        .store
        .lease(session.connection(), &other, HOUR)
        .await
        .unwrap();
    session.token().await.unwrap_err()
}

async fn took_too_long() -> Error {
    let world = World::running().await;
    let double = Double::over(world.store.clone()).named("redis 127.0.0.1:6379/0");
    let client = world.server.client().store(Arc::new(double.clone()));
    let client = client
        .store_deadline(Duration::from_millis(50))
        .build()
        .unwrap();
    double.plan(|op| (op == Op::Read).then_some(Act::Hang));
    client.stored_session().await.unwrap_err()
}

async fn nobody_listens() -> Error {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let url = format!("redis://ada:CANARY@{address}/0");
    match oauth_stores::open_migrated(&url).await {
        Ok(store) => over(store).stored_session().await.unwrap_err(),
        Err(error) => error.into(),
    }
}

async fn damaged_file() -> Error {
    let scratch = Scratch::new("damaged");
    let (client, record) = file_store(&scratch).await;
    let mut bytes = std::fs::read(&record).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&record, bytes).unwrap();
    let reopened = oauth_stores::open(&scratch.url("file", "tokens?key=none")).await;
    drop(client);
    over(reopened.unwrap()).stored_session().await.unwrap_err()
}

async fn other_key() -> Error {
    let scratch = Scratch::new("key");
    for (name, digit) in [("one", "1"), ("two", "2")] {
        let path = scratch.0.join(name);
        std::fs::write(&path, digit.repeat(64)).unwrap();
        #[cfg(unix)]
        chmod(&path, 0o600);
    }
    let url = |key: &str| {
        let key = scratch.0.join(key).display().to_string();
        scratch.url("file", &format!("tokens?key=file:{key}"))
    };
    let first = over(oauth_stores::open_migrated(&url("one")).await.unwrap());
    first.adopt(tokens(Some(REFRESH))).await.unwrap();
    let second = over(oauth_stores::open(&url("two")).await.unwrap());
    second.stored_session().await.unwrap_err()
}

async fn not_migrated() -> Error {
    let scratch = Scratch::new("schema");
    let store = oauth_stores::open(&scratch.url("sqlite", "tokens.db"))
        .await
        .unwrap();
    over(store).stored_session().await.unwrap_err()
}

async fn not_writable() -> Error {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let session = world.sign_in(&world.over(double.clone())).await;
    double.plan(|op| (op == Op::Write).then_some(Act::Fail(StoreErrorKind::NotWritable)));
    session.sign_out().await.unwrap_err()
}

#[cfg(unix)]
async fn others_can_read() -> Error {
    let scratch = Scratch::new("modes");
    let (client, _) = file_store(&scratch).await;
    chmod(&scratch.0.join("tokens"), 0o755);
    client.account("bob").stored_session().await.unwrap_err()
}

async fn wrong_url() -> Error {
    match oauth_stores::open("canary:CANARY").await {
        Ok(store) => panic!("opened {}", store.describe()),
        Err(error) => error.into(),
    }
}

async fn no_store() -> Error {
    builder()
        .build()
        .unwrap()
        .connections()
        .list()
        .await
        .unwrap_err()
}

#[cfg(unix)]
fn chmod(path: &std::path::Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::StoreHeld, || Box::pin(held())).says(&[
        "worker-7 holds the lease of `acme/client//default`",
        "end that process if it hangs",
    ]),
    Case::new(Code::StoreUnavailable, || Box::pin(took_too_long()))
        .says(&["longer than 50ms", "`store_deadline`"]),
    Case::new(Code::StoreUnavailable, || Box::pin(nobody_listens()))
        .of("")
        .says(&["redis 127.0.0.1:", "cannot be reached: start it"]),
    Case::new(Code::StoreCorrupt, || Box::pin(damaged_file())).says(&[
        "tokens",
        ".cred`, the record of `acme/app//default`",
        "put aside as `",
        ".corrupt-",
        "sign in again",
    ]),
    Case::new(Code::StoreKey, || Box::pin(other_key())).says(&["sealed with key"]),
    Case::new(Code::StoreNotMigrated, || Box::pin(not_migrated())).says(&["tokens.db", "migrate"]),
    Case::new(Code::StoreNotWritable, || Box::pin(not_writable())),
    #[cfg(unix)]
    Case::new(Code::StorePermissions, || Box::pin(others_can_read())).says(&["chmod 700 '"]),
    Case::new(Code::StoreConfig, || Box::pin(wrong_url()))
        .of("")
        .says(&["unknown scheme", "`file:`"]),
    Case::new(Code::StoreConfig, || Box::pin(no_store())).says(&["`store(...)`"]),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
