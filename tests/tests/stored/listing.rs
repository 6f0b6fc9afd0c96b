//! The connections of a client, and what is told about them.

use std::sync::{Arc, Mutex};

use oauth_mock::MockServer;
use oauth_runtime::spec::CallKind;
use oauth_runtime::store::{
    BoxFuture, ConnectionKey, Entry, Filter, Lease, Leased, MemoryStore, Owner, Revision, Store,
    StoreError, Swap,
};
use oauth_runtime::{Code, DynClient, EventKind, Events, Provider as _, oauth_provider};

use super::world::{CALLBACK, HOUR, World, name, record, seconds, told};

/// A provider with a server for each tenant.
#[oauth_provider(
    authorize = "https://{site}.tenants.example/authorize",
    token = "https://{site}.tenants.example/token",
    revoke = "https://{site}.tenants.example/revoke",
    vars(site: DnsLabel)
)]
pub struct Tenants;

struct Tenant {
    server: MockServer,
    client: DynClient,
}

impl Tenant {
    async fn new(site: &str, store: &Arc<MemoryStore>) -> Self {
        let server = MockServer::builder(Tenants::SPEC)
            .var("site", site)
            .start()
            .await
            .unwrap();
        let client = server.client().store(store.clone()).build().unwrap();
        Self { server, client }
    }

    async fn sign_in(&self, account: &str) {
        let login = self
            .client
            .account(account)
            .authorize(CALLBACK, "")
            .begin()
            .unwrap();
        let callback = self.server.authorize(login.url()).await.unwrap();
        login.finish(&callback).await.unwrap();
    }

    async fn accounts(&self) -> Vec<(String, bool)> {
        let listed = self.client.connections().list().await.unwrap();
        let row = |one: &oauth_runtime::Connection| {
            (one.key.account().to_owned(), one.needs_sign_in.is_some())
        };
        listed.iter().map(row).collect()
    }
}

fn rows(rows: &[(&str, bool)]) -> Vec<(String, bool)> {
    rows.iter()
        .map(|(account, over)| ((*account).to_owned(), *over))
        .collect()
}

/// Three accounts at two tenants: each client lists, labels, signs out and
/// forgets its own tenant's, and nothing else.
#[tokio::test]
async fn connections_are_listed_labelled_signed_out_and_forgotten_by_tenant() {
    let store = Arc::new(MemoryStore::new());
    let north = Tenant::new("north", &store).await;
    let south = Tenant::new("south", &store).await;
    for account in ["ada", "bob", "eve"] {
        north.sign_in(account).await;
        south.sign_in(account).await;
    }
    let all = rows(&[("ada", false), ("bob", false), ("eve", false)]);
    assert_eq!(north.accounts().await, all);
    let connections = north.client.connections();
    let page = connections.page(None, 2).await.unwrap();
    assert_eq!(page.len(), 2);
    let rest = connections.page(page.last(), 2).await.unwrap();
    assert_eq!(rest[0].account(), "eve");

    connections
        .label("bob", "Bob's \u{1f4bb} \"work\"")
        .await
        .unwrap();
    let labels = async |tenant: &Tenant| -> Vec<Option<String>> {
        let listed = tenant.client.connections().list().await.unwrap();
        listed.into_iter().map(|one| one.label).collect()
    };
    let label = Some("Bob's \u{1f4bb} \"work\"".to_owned());
    assert_eq!(labels(&north).await, [None, label.clone(), None]);
    assert_eq!(labels(&south).await, [None, None, None]);
    north.sign_in("bob").await;
    assert_eq!(
        labels(&north).await,
        [None, label, None],
        "a new sign-in keeps the name"
    );
    connections.label("bob", "").await.unwrap();
    assert_eq!(labels(&north).await, [None, None, None]);
    let error = connections.label("nobody", "x").await.unwrap_err();
    assert_eq!(error.code(), Code::SignedOut);

    assert!(connections.sign_out("ada").await.unwrap());
    assert!(!connections.sign_out("nobody").await.unwrap());
    connections.retry("ada").await.unwrap();
    let after = rows(&[("ada", true), ("bob", false), ("eve", false)]);
    assert_eq!(north.accounts().await, after, "a retry undoes no sign-out");
    assert!(connections.forget("ada").await.unwrap());
    assert!(!connections.forget("ada").await.unwrap());
    assert_eq!(
        north.accounts().await,
        rows(&[("bob", false), ("eve", false)])
    );

    let (done, failed) = connections.sign_out_all().await.unwrap();
    assert_eq!((done, failed.len()), (2, 0));
    assert_eq!(
        north.accounts().await,
        rows(&[("bob", true), ("eve", true)])
    );
    let replaced = "the one that bob's second sign-in replaced";
    assert_eq!(north.server.live_generation(), Some(2), "{replaced}");
    assert_eq!(south.accounts().await, all);
    assert!(south.server.live_generation().is_some());
    assert_eq!(south.server.count(CallKind::Revoke), 0);
}

/// A program that acts for itself and for a person keeps both apart.
#[tokio::test]
async fn a_client_credentials_session_is_stored_apart_from_the_persons() {
    let world = World::new().await;
    let (client, person) = world.signed_in().await;
    let own = client.client_credentials("").await.unwrap();
    assert_eq!(person.connection().account(), "default");
    assert_eq!(own.connection().account(), "client");
    assert!(own.is_stored());
    world.expire();
    own.token().await.unwrap();
    person.token().await.unwrap();
    assert_eq!(world.server.count(CallKind::ClientCredentials), 2);
    assert_eq!(world.posts(), 1);
    let other = world
        .client()
        .account("client")
        .stored_session()
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        other.token().await.unwrap().expose(),
        own.token().await.unwrap().expose()
    );
}

/// Looks at the events at the very moment at which a write is done below it:
/// none may be there that tells of this write.
struct Early {
    below: MemoryStore,
    events: Mutex<Option<Events>>,
    told: Mutex<Vec<String>>,
}

impl Early {
    fn drain(&self) {
        if let Some(events) = &mut *self.events.lock().unwrap() {
            self.told.lock().unwrap().extend(told(events));
        }
    }
}

#[derive(Clone)]
struct Watched(Arc<Early>);

impl Store for Watched {
    fn describe(&self) -> String {
        "watched".to_owned()
    }

    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        self.0.below.read(key)
    }

    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        Box::pin(async move {
            self.0.drain();
            self.0.told.lock().unwrap().push("write".to_owned());
            tokio::task::yield_now().await;
            let done = self
                .0
                .below
                .compare_and_swap(key, expected, value, fence)
                .await;
            self.0.drain();
            self.0.told.lock().unwrap().push("written".to_owned());
            done
        })
    }

    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: std::time::Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>> {
        self.0.below.lease(key, owner, ttl)
    }

    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.0.below.release(key, lease)
    }

    fn list<'a>(
        &'a self,
        filter: &'a Filter,
        after: Option<&'a ConnectionKey>,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<ConnectionKey>, StoreError>> {
        self.0.below.list(filter, after, limit)
    }

    fn delete<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Revision,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        self.0.below.delete(key, expected)
    }
}

/// Events are told after the write they tell of, never before.
#[tokio::test]
async fn events_come_after_the_commit() {
    let world = World::new().await;
    let early = Arc::new(Early {
        below: MemoryStore::with_clock(world.clock.clone()),
        events: Mutex::default(),
        told: Mutex::default(),
    });
    let client = world.over(Watched(early.clone()));
    *early.events.lock().unwrap() = Some(client.events());
    let mut seen = client.events();
    let session = world.sign_in(&client).await;
    world.expire();
    session.token().await.unwrap();
    session.sign_out().await.unwrap();
    early.drain();
    let order = early.told.lock().unwrap().join(" ");
    let expected = "write written SignedIn \
                    write written write written Refreshed Rotated \
                    write written SignedOut";
    assert_eq!(order, expected);

    // At the moment of the event the store holds what it tells of.
    let store = Watched(early);
    let key = session.connection().clone();
    let mut generations = Vec::new();
    while let Some(event) = seen.try_next() {
        assert_eq!(event.connection, key);
        if let EventKind::Refreshed { generation } = event.kind {
            generations.push(generation);
        } else {
            assert!(["SignedIn", "Rotated", "SignedOut"].contains(&&*name(&event.kind)));
        }
    }
    assert_eq!(generations, [2]);
    assert_eq!(record(&store, &key).await["generation"], 2);
}

/// All callers in a process share one session, whichever way they came by it.
#[tokio::test]
async fn callers_in_one_process_share_one_session() {
    let world = World::new().await;
    let (client, session) = world.signed_in().await;
    let again = client.stored_session().await.unwrap().unwrap();
    let same = client
        .account("default")
        .stored_session()
        .await
        .unwrap()
        .unwrap();
    world.clock.advance(HOUR + seconds(1));
    session.token().await.unwrap();
    for other in [&again, &same] {
        assert_eq!(other.fresh_token().unwrap().generation(), 2);
    }
    assert_eq!(world.posts(), 1);
}
