//! A process that is killed at every place of a renewal, and the one that comes
//! after it (N1, F-36).
//!
//! Each case kills a process at one failpoint, starts another one, and looks at
//! what that one gets, what the provider saw, and what the store holds. The
//! places are not listed here: a renewal that is traced tells which there are,
//! and [`table`] must have an outcome for each.

mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use oauth_runtime::spec::CallKind;
use oauth_runtime::{Error, failpoint};
use rustix::process::Signal;
use serde_json::Value;
use tokio::runtime::Handle;

use super::world::{GRACE, Kind, STRICT, World, ask, short_lease};
use crate::process::parent::Child;
use table::Outcome;

/// How many cases run at the same time. Half of them wait for something.
const AT_ONCE: usize = 8;

/// Where a process dies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// At a failpoint, when it is passed for the time of this number.
    Failpoint {
        /// The place of `REFRESH` that was passed before.
        after: String,
        name: String,
        time: usize,
    },
    /// The provider has the request, and has done nothing.
    RequestHeld,
    /// The provider has rotated the token, and the answer is on its way.
    AnswerHeld,
}

/// The places of one renewal, in their order.
fn places(traced: &Value) -> Vec<Place> {
    let mut times = BTreeMap::<String, usize>::new();
    let mut after = String::new();
    let mut places = vec![Place::RequestHeld, Place::AnswerHeld];
    for name in traced.as_array().unwrap() {
        let name = name.as_str().unwrap().to_owned();
        let time = times.entry(name.clone()).or_default();
        *time += 1;
        if failpoint::REFRESH.contains(&&*name) {
            after.clone_from(&name);
        }
        places.push(Place::Failpoint {
            after: after.clone(),
            name,
            time: *time,
        });
    }
    places
}

async fn trace(kind: Kind) -> Option<Vec<Place>> {
    let world = World::signed_in(kind, STRICT).await?;
    let mut child = world.child();
    child.send("trace");
    assert_eq!(ask(&mut child, "renew")["ok"], 2);
    let traced = ask(&mut child, "traced");
    world.clean_up().await;
    Some(places(&traced))
}

/// What became of one case.
struct Row {
    place: Place,
    grace: bool,
    outcome: Outcome,
}

async fn die(world: &World, place: &Place) {
    let mut child = world.child_with(short_lease);
    world.server.invalidate_access_tokens();
    match place {
        Place::Failpoint { name, time, .. } => {
            child.send(&format!("arm {name} kill {time}"));
            child.send("call");
            let ended = child.wait();
            assert!(
                ended.by(Signal::KILL),
                "{place:?} was not reached: {}",
                ended.stderr
            );
        }
        Place::RequestHeld => die_held(child, world.server.hold_requests(CallKind::Refresh)).await,
        Place::AnswerHeld => die_held(child, world.server.hold_answers(CallKind::Refresh)).await,
    }
}

async fn die_held(mut child: Child, hold: oauth_mock::Hold) {
    child.send("call");
    hold.arrived(1).await;
    assert!(child.kill().by(Signal::KILL));
    hold.at_most_held(0).await;
}

/// A process that died, and the world it left.
struct Death {
    place: Place,
    grace: bool,
    world: World,
}

async fn death(kind: Kind, (place, grace): (Place, bool)) -> Death {
    let rotation = if grace { GRACE } else { STRICT };
    let world = World::signed_in(kind, rotation).await.unwrap();
    die(&world, &place).await;
    Death {
        place,
        grace,
        world,
    }
}

/// Another process comes.
async fn inherit(death: Death) -> Row {
    let Death {
        place,
        grace,
        world,
    } = death;
    let case = format!("{place:?}, grace {grace}");

    let between: Result<_, Error> = world.stored().await;
    let between = between.unwrap_or_else(|error| panic!("{case}: torn: {error}"));
    let left = world
        .server
        .generation_of(between.refresh_token.unwrap().expose());
    let granted_to_the_dead = world.server.refreshes();

    let mut heir = world.child();
    let answer = ask(&mut heir, "call");
    let outcome = match (&answer["ok"], answer["error"].as_str()) {
        (_, Some("E0342")) => Outcome::Lost,
        (_, Some(_)) => panic!("{case}: {answer}"),
        _ if world.server.refreshes() == granted_to_the_dead => Outcome::Adopts,
        _ if granted_to_the_dead == 0 => Outcome::Renews,
        _ => Outcome::Heals,
    };
    assert_eq!(outcome, table::expected(&place, grace), "{case}: {answer}");
    assert_eq!(
        left,
        Some(if outcome == Outcome::Adopts { 2 } else { 1 }),
        "{case}"
    );
    if outcome == Outcome::Lost {
        assert_eq!(world.server.refused_refreshes(), 1, "{case}");
        assert_eq!(world.server.live_generation(), None, "{case}");
    } else {
        assert_eq!(answer["ok"], 2, "{case}: {answer}");
        goes_on(&world, &mut heir, &answer, &case).await;
    }
    no_leftovers(&world, &case);
    world.clean_up().await;
    Row {
        place,
        grace,
        outcome,
    }
}

/// The store holds what was answered, and it can be renewed.
async fn goes_on(world: &World, heir: &mut Child, answer: &Value, case: &str) {
    let stored = world.stored().await.unwrap();
    assert_eq!(answer["token"], stored.access_token.expose(), "{case}");
    // The newest that the server issued, and nothing older.
    assert_eq!(
        world.stored_number().await,
        world.server.generation(),
        "{case}"
    );
    let before = world.server.refreshes();
    world.server.invalidate_access_tokens();
    let next = ask(heir, "call");
    assert_eq!(next["ok"], 3, "{case}: {next}");
    assert_eq!(world.server.refreshes(), before + 1, "{case}");
    assert_eq!(world.server.refused_refreshes(), 0, "{case}");
    assert_eq!(
        world.server.live_generation(),
        Some(world.stored_number().await),
        "{case}"
    );
}

/// What the dead process was writing is cleared away.
fn no_leftovers(world: &World, case: &str) {
    let Ok(files) = std::fs::read_dir(world.scratch.path().join("tokens")) else {
        return;
    };
    for file in files {
        let name = file.unwrap().file_name();
        assert!(
            !name.to_string_lossy().ends_with(".tmp"),
            "{case}: {name:?}"
        );
    }
}

/// Does some work for each, several at the same time.
fn side_by_side<T: Send, U: Send>(all: Vec<T>, work: impl Fn(T) -> U + Sync) -> Vec<U> {
    let (left, done) = (Mutex::new(all.into_iter()), Mutex::new(Vec::new()));
    std::thread::scope(|threads| {
        for _ in 0..AT_ONCE {
            threads.spawn(|| {
                loop {
                    let next = left.lock().unwrap().next();
                    let Some(next) = next else { break };
                    let outcome = work(next);
                    done.lock().unwrap().push(outcome);
                }
            });
        }
    });
    done.into_inner().unwrap()
}

/// Kills at every place; answers the failpoints that were hit.
async fn at_every_place(kind: Kind) -> Option<BTreeSet<String>> {
    let places = trace(kind).await?;
    let both = |place: &Place| [true, false].map(|grace| (place.clone(), grace));
    let cases = places.iter().flat_map(both).collect();
    let runtime = Handle::current();
    // First all deaths: the leases that they leave end meanwhile.
    let deaths = side_by_side(cases, |case| runtime.block_on(death(kind, case)));
    let rows = side_by_side(deaths, |death| runtime.block_on(inherit(death)));
    assert_eq!(rows.len(), places.len() * 2);
    eprintln!("{}", table::shown(kind, &places, &rows));
    let lost = |grace| {
        let lost = |row: &&Row| row.grace == grace && row.outcome == Outcome::Lost;
        rows.iter().filter(lost).count()
    };
    eprintln!(
        "N1 {kind:?}: lost tokens in {} injected crashes: {} with grace, {} without, each told as E0342",
        rows.len(),
        lost(true),
        lost(false),
    );
    assert_eq!(lost(true), 0);
    let names = places.into_iter().filter_map(|place| match place {
        Place::Failpoint { name, .. } => Some(name),
        _ => None,
    });
    let hit: BTreeSet<String> = names.collect();
    for name in failpoint::REFRESH {
        assert!(hit.contains(*name), "`{name}` was never passed");
    }
    Some(hit)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_files_every_death_has_its_outcome() {
    let hit = at_every_place(Kind::File).await.unwrap();
    for name in oauth_stores::FILE_FAILPOINTS {
        assert!(hit.contains(*name), "`{name}` was never passed");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_every_death_has_its_outcome() {
    at_every_place(Kind::Sqlite).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_every_death_has_its_outcome() {
    at_every_place(Kind::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_redis_every_death_has_its_outcome() {
    at_every_place(Kind::Redis).await;
}
