//! The long run: many processes, very many expiries, and kills at random.
//!
//! `tests/soak/run.sh` starts it; it is no part of the ordinary run.

use std::time::SystemTime;

use oauth_mock::MockServer;
use oauth_runtime::spec::CallKind;

use super::world::{GRACE, STRICT, Scratch, World};
use crate::process::parent::Child;

/// What a run is asked for: `processes expiries kills seed store`.
const VARIABLE: &str = "OAUTH_SOAK";

struct Wanted {
    processes: usize,
    expiries: u64,
    /// In so many of a thousand expiries one process is killed.
    kills: u64,
    seed: u64,
    /// Empty: a SQLite file of its own.
    store: String,
}

fn wanted() -> Option<Wanted> {
    let text = std::env::var_os(VARIABLE)?.into_string().unwrap();
    let mut words = text.split(' ');
    let mut number = || words.next().unwrap().parse().unwrap();
    Some(Wanted {
        processes: number() as usize,
        expiries: number(),
        kills: number(),
        seed: number(),
        store: words.next().unwrap_or_default().to_owned(),
    })
}

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// Runs for minutes, so it has to be asked for: `tests/soak/run.sh`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn soak() {
    let Some(wanted) = wanted() else {
        eprintln!("skipped: fleet::soak::soak takes minutes; tests/soak/run.sh runs it");
        return;
    };
    let scratch = Scratch::new();
    let store = match wanted.store.is_empty() {
        true => format!("sqlite:{}/tokens.db", scratch.path().display()),
        false => wanted.store.clone(),
    };
    let rotation = if wanted.kills > 0 { GRACE } else { STRICT };
    let mut world = World::over(store, scratch, "acme", |server| {
        server.rotation(rotation).ledger_limit(1000)
    })
    .await;
    if wanted.kills > 0 {
        // The lease of a killed process ends after ten seconds, not after eighty.
        world.setting.request_deadline = Some(3000);
        world.setting.store_deadline = Some(2000);
    }
    world.sign_in().await;
    let mut fleet = world.fleet(wanted.processes);
    let mut numbers = Numbers(wanted.seed);
    let (mut killed, mut failed) = (0, 0_u64);
    let began = SystemTime::now();
    for round in 1..=wanted.expiries {
        let refreshes = world.server.count(CallKind::Refresh);
        world.server.invalidate_access_tokens();
        for child in &mut fleet {
            child.send("call");
        }
        if numbers.below(1000) < wanted.kills {
            let victim = usize::try_from(numbers.below(fleet.len() as u64)).unwrap();
            meet(&world.server, refreshes, numbers.below(2) == 0).await;
            fleet[victim].kill();
            fleet[victim] = world.child();
            fleet[victim].send("call");
            killed += 1;
        }
        failed += fleet
            .iter_mut()
            .map(|child| answered(child, round))
            .sum::<u64>();
    }
    report(
        &wanted,
        &world,
        killed,
        failed,
        began.elapsed().unwrap().as_secs_f64(),
    );
    world.stored_number().await;
    world.clean_up().await;
}

/// Half of the kills come at once, and half when the provider has just rotated
/// the token, so that some of them hit the process that waits for it.
async fn meet(server: &MockServer, refreshes: usize, late: bool) {
    while late && server.count(CallKind::Refresh) == refreshes {
        tokio::task::yield_now().await;
    }
}

/// Whether the process got no token; it says why.
fn answered(child: &mut Child, round: u64) -> u64 {
    let answer = child.result();
    let failed = answer["ok"].is_null();
    if failed {
        eprintln!("expiry {round}: {answer}");
    }
    u64::from(failed)
}

fn report(wanted: &Wanted, world: &World, killed: u64, failed: u64, seconds: f64) {
    let server = &world.server;
    let (granted, refused) = (server.refreshes(), server.refused_refreshes());
    let scheme = world.setting.store.split(':').next().unwrap_or_default();
    eprintln!(
        "| store | processes | expiries | killed | seed | refreshes granted | refused | sign-ins | failed answers | seconds | per expiry |\n\
         |---|---|---|---|---|---|---|---|---|---|---|\n\
         | {scheme} | {} | {} | {killed} | {} | {granted} | {refused} | {} | {failed} | {seconds:.1} | {:.1} ms |",
        wanted.processes,
        wanted.expiries,
        wanted.seed,
        server.sign_ins() - 1,
        seconds * 1000.0 / wanted.expiries as f64,
    );
    assert_eq!((refused, server.sign_ins(), failed), (0, 1, 0));
    let expiries = usize::try_from(wanted.expiries).unwrap();
    let most = expiries + usize::try_from(killed).unwrap();
    assert!((expiries..=most).contains(&granted), "{granted}");
}
