//! A strict provider in this process, and a store that its children share.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use oauth_mock::{MockBuilder, MockClock, MockServer};
use oauth_runtime::spec::{ProviderSpec, Rotation};
use oauth_runtime::store::StoreErrorKind;
use oauth_runtime::{Error, Provider as _, TokenSet, oauth_provider};
use serde_json::{Value, json};

use super::session::Setting;
use crate::process::parent::Child;

/// A provider as the RFCs have it.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    revoke = "https://acme.example/revoke",
    api = "https://api.acme.example/"
)]
pub struct Acme;

/// Another one, for stores that serve both.
#[oauth_provider(
    authorize = "https://beta.example/authorize",
    token = "https://beta.example/token",
    api = "https://api.beta.example/"
)]
pub struct Beta;

pub fn spec_of(name: &str) -> &'static ProviderSpec {
    match name {
        "beta" => Beta::SPEC,
        _ => Acme::SPEC,
    }
}

pub const CALLBACK: &str = "http://127.0.0.1:8080/callback";

/// Refresh tokens work once, and the last one for a minute more.
pub const GRACE: Rotation = Rotation::SingleUse {
    grace: Some(Duration::from_secs(60)),
};
/// Refresh tokens work once, and never again.
pub const STRICT: Rotation = Rotation::SingleUse { grace: None };

/// Where the tokens are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    Sqlite,
    Postgres,
    Redis,
}

/// A directory that is removed at the end.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("oauth-fleet-{}-{count}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        private(&path, 0o700);
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn private(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(path, mode).unwrap();
}

/// The URL of a test server; `variable` says where a person has another.
fn server_url(variable: &str, usual: &str, parameter: &str) -> String {
    let url = std::env::var_os(variable)
        .map_or_else(|| usual.to_owned(), |url| url.into_string().unwrap());
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{parameter}")
}

impl Kind {
    fn url(self, scratch: &Path) -> String {
        let at = scratch.display();
        match self {
            Self::File => {
                let key = scratch.join("key");
                std::fs::write(&key, "07".repeat(32)).unwrap();
                private(&key, 0o600);
                format!("file:{at}/tokens?key=file:{at}/key")
            }
            Self::Sqlite => format!("sqlite:{at}/tokens.db"),
            Self::Postgres => server_url(
                "OAUTH_TEST_POSTGRES",
                "postgres://postgres@127.0.0.1:5432/test",
                "schema=oauth_tests_fleet",
            ),
            Self::Redis => server_url(
                "OAUTH_TEST_REDIS",
                "redis://127.0.0.1:6379/0",
                "prefix=oauth-tests-fleet:",
            ),
        }
    }
}

/// Whether a store's server runs. When it does not, the test is skipped by name,
/// unless the environment says that all servers have to be there.
async fn is_running(kind: Kind, url: &str) -> bool {
    match oauth_stores::open_migrated(url).await {
        Ok(_) => true,
        Err(error) if error.kind() == StoreErrorKind::Unavailable => {
            let required = std::env::var_os("OAUTH_STORES").is_some_and(|all| all == "required");
            assert!(!required, "{kind:?} is not running: {error}");
            eprintln!("skipped: {kind:?} is not running: {error}");
            false
        }
        Err(error) => panic!("{kind:?}: {error}"),
    }
}

/// The provider and the store.
pub struct World {
    pub server: MockServer,
    pub setting: Setting,
    pub scratch: Scratch,
}

impl World {
    /// A person is signed in. `None` when the store's server is not running.
    pub async fn signed_in(kind: Kind, rotation: Rotation) -> Option<Self> {
        Self::with(kind, |server| server.rotation(rotation)).await
    }

    pub async fn with(kind: Kind, set: impl FnOnce(MockBuilder) -> MockBuilder) -> Option<Self> {
        let scratch = Scratch::new();
        let store = kind.url(scratch.path());
        if !is_running(kind, &store).await {
            return None;
        }
        let world = Self::over(store, scratch, "acme", set).await;
        world.sign_in().await;
        Some(world)
    }

    /// Over a store that is there. Nobody is signed in.
    pub async fn over(
        store: String,
        scratch: Scratch,
        provider: &str,
        set: impl FnOnce(MockBuilder) -> MockBuilder,
    ) -> Self {
        let builder = MockServer::builder(spec_of(provider)).clock(MockClock::running());
        let server = set(builder).start().await.unwrap();
        // Nobody else's account, also in a store that outlives the tests.
        let name = scratch.path().file_name().unwrap().to_string_lossy();
        let port = server.origin().rsplit(':').next().unwrap();
        let setting = Setting {
            store,
            origin: server.origin().to_owned(),
            provider: provider.to_owned(),
            account: format!("ada-{name}-{port}"),
            ..Setting::default()
        };
        Self {
            server,
            setting,
            scratch,
        }
    }

    pub async fn sign_in(&self) {
        let client = self.setting.client(None).await;
        let login = client.authorize(CALLBACK, "").begin().unwrap();
        let callback = self.server.authorize(login.url()).await.unwrap();
        let session = login.finish(&callback).await.unwrap();
        assert!(session.is_stored());
    }

    /// What the store holds, read by a client of its own.
    pub async fn stored(&self) -> Result<TokenSet, Error> {
        let client = self.setting.client(None).await;
        let session = client.stored_session().await?;
        Ok(session.expect("the record is there").tokens())
    }

    /// The number that the server gave to the stored tokens, which must be alive.
    pub async fn stored_number(&self) -> u64 {
        let tokens = self.stored().await.unwrap();
        let refresh = tokens.refresh_token.unwrap();
        assert!(
            self.server.is_live(refresh.expose()),
            "a dead token is stored"
        );
        self.server.generation_of(refresh.expose()).unwrap()
    }

    /// A process of the fleet.
    pub fn child(&self) -> Child {
        self.child_with(|_| ())
    }

    pub fn child_with(&self, change: impl FnOnce(&mut Setting)) -> Child {
        let mut child = self.begin(change);
        child.wait_line("ready");
        child
    }

    /// A process that may not be ready yet.
    pub fn begin(&self, change: impl FnOnce(&mut Setting)) -> Child {
        let mut setting = self.setting.clone();
        change(&mut setting);
        Child::spawn("session", json!(setting))
    }

    /// So many processes.
    pub fn fleet(&self, count: usize) -> Vec<Child> {
        self.fleet_with(count, |_| ())
    }

    pub fn fleet_with(&self, count: usize, change: impl Fn(&mut Setting)) -> Vec<Child> {
        let mut fleet: Vec<_> = (0..count).map(|_| self.begin(&change)).collect();
        for child in &mut fleet {
            child.wait_line("ready");
        }
        fleet
    }

    /// Removes what this test wrote to a store that outlives it.
    pub async fn clean_up(&self) {
        let client = self.setting.client(None).await;
        let Ok(Some(session)) = client.stored_session().await else {
            return;
        };
        let store = oauth_stores::open(&self.setting.store).await.unwrap();
        if let Ok(Some(entry)) = store.read(session.connection()).await {
            let _ = store.delete(session.connection(), entry.revision).await;
        }
    }
}

/// Leases end after three seconds, so that a test can wait for it.
pub fn short_lease(setting: &mut Setting) {
    setting.request_deadline = Some(1000);
    setting.store_deadline = Some(500);
}

/// Gives an order, and waits for what comes out.
pub fn ask(child: &mut Child, order: &str) -> Value {
    child.send(order);
    child.result()
}

/// Gives all of them the same order at once, and waits for what comes out.
pub fn ask_all(fleet: &mut [Child], order: &str) -> Vec<Value> {
    for child in &mut *fleet {
        child.send(order);
    }
    fleet.iter_mut().map(Child::result).collect()
}
