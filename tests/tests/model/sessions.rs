//! Stored sessions of two processes against the reference model: whatever
//! happens, the invariants hold after every step, and in the end whoever can
//! be signed in is.

use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::clock::Clock;
use oauth_runtime::store::{ConnectionKey, Filter, MemoryStore, Store, Swap};
use oauth_runtime::{Code, Expiry, Secret, Session, TokenSet};
use proptest::prelude::*;

use super::act::{Act, Step, story};
use super::process::{Process, Strict};
use super::record::{Seen, name};
use super::server::{Excuse, LIFETIME};
use super::store::{Defect, Shelf};
use super::world::World;

/// No single thing takes longer than a lease and its patience, a few times over.
const LONGEST: Duration = Duration::from_secs(1000);

pub(super) struct Case {
    pub(super) world: World,
    shelf: Arc<Shelf>,
    pub(super) processes: [Process; 2],
    started: u8,
    key: Option<ConnectionKey>,
    backup: Option<Vec<u8>>,
}

impl Case {
    fn new(grace: bool, defect: Defect) -> Self {
        let world = World::new(grace);
        let shelf = Arc::new(Shelf {
            memory: MemoryStore::with_clock(world.clock.clone()),
            world: world.clone(),
            defect,
        });
        Self {
            processes: [0, 1].map(|number| Process::start(&world, &shelf, number)),
            started: 2,
            world,
            shelf,
            key: None,
            backup: None,
        }
    }

    async fn play(&mut self, step: Step) {
        let [zero, one] = &self.processes;
        match step {
            Step::One(process, act) => self.act(&self.processes[process], act).await,
            Step::Both(first, second) => {
                tokio::join!(self.act(zero, first), self.act(one, second));
            }
            Step::Tasks(process, first, second) => {
                let process = &self.processes[process];
                tokio::join!(self.act(process, first), self.act(process, second));
                if first == Act::SignIn || second == Act::SignIn {
                    // Either may have been the last.
                    *process.signed_out.lock().unwrap() = None;
                }
            }
            Step::Faulty(process, fuse, act) => {
                let process = &self.processes[process];
                *process.life.fuse.lock().unwrap() = Some(fuse);
                self.act(process, act).await;
            }
            Step::FaultyBeside(fuse, first, second) => {
                *zero.life.fuse.lock().unwrap() = Some(fuse);
                tokio::join!(self.act(zero, first), self.act(one, second));
            }
            Step::Wait(pause) => self.world.clock.sleep(pause).await,
            Step::Restart(process) => self.processes[process].life.die(),
            Step::Revoke => {
                if let Some(family) = self.world.facts().server.families.last_mut() {
                    family.over = true;
                }
            }
            Step::Kill => {
                let server = &mut self.world.facts().server;
                if let Some(family) = server.families.last() {
                    let newest = (server.families.len() - 1, family.newest);
                    server.killed.insert(newest);
                }
            }
            Step::Outage(on) => {
                let mut facts = self.world.facts();
                facts.outage = on;
                facts.doubt();
            }
            Step::Backup => self.back_up().await,
            Step::Restore => self.restore().await,
        }
        self.world.facts().signing_out = false;
        self.settle();
        self.check();
    }

    /// Fuses that nothing reached are taken out; who died is started again.
    fn settle(&mut self) {
        for process in &mut self.processes {
            *process.life.fuse.lock().unwrap() = None;
            if !process.life.alive.load(std::sync::atomic::Ordering::SeqCst) {
                *process = Process::start(&self.world, &self.shelf, self.started);
                self.started += 1;
            }
        }
    }

    async fn back_up(&mut self) {
        let keys = self.shelf.memory.list(&Filter::default(), None, 1).await;
        self.key = keys.unwrap().pop();
        if let Some(entry) = self.entry().await {
            self.backup = Some(entry.1);
        }
    }

    async fn entry(&self) -> Option<(oauth_runtime::store::Revision, Vec<u8>)> {
        let entry = self.shelf.memory.read(self.key.as_ref()?).await.unwrap()?;
        Some((entry.revision, entry.value.to_vec()))
    }

    async fn restore(&mut self) {
        let (Some(backup), Some(key)) = (&self.backup, &self.key) else {
            return;
        };
        let Some((revision, _)) = self.entry().await else {
            return;
        };
        let memory = &self.shelf.memory;
        let swapped = memory.compare_and_swap(key, Some(revision), backup, None);
        assert!(matches!(swapped.await, Ok(Swap::Done(_))));
        let mut facts = self.world.facts();
        facts.stored = Seen::read(backup);
        for family in 0..facts.server.families.len() {
            facts.excuse(family, Excuse::Backup);
            facts.server.families[family].closed = false;
        }
    }

    /// A program's wish, to its end or to the death of the process.
    async fn act(&self, process: &Process, act: Act) {
        let done = async {
            tokio::select! {
                biased;
                () = process.life.died.notified() => (),
                () = self.ask(process, act) => (),
            }
        };
        if tokio::time::timeout(LONGEST, done).await.is_err() {
            self.world.facts().wrong(format!("{act:?} does not end"));
        }
    }

    async fn ask(&self, process: &Process, act: Act) {
        if act == Act::SignIn {
            return self.sign_in(process).await;
        }
        let open = process.session.lock().unwrap().clone();
        let session = match open {
            Some(session) => session,
            None => match process.client.stored_session().await {
                Ok(Some(session)) => session,
                Ok(None) => return,
                Err(error) => return self.judge(process, &error),
            },
        };
        *process.session.lock().unwrap() = Some(session.clone());
        match act {
            Act::SignIn => (),
            Act::SignOut => self.sign_out(process, &session).await,
            Act::Call => {
                if let Err(error) = session.get("me").send().await {
                    self.judge(process, &error);
                }
            }
            Act::Token | Act::Renew => {
                let token = match act {
                    Act::Token => session.token().await,
                    _ => session.renew().await,
                };
                match token {
                    Ok(token) => self.handed_out(process, name(token.expose()).unwrap()),
                    Err(error) => self.judge(process, &error),
                }
            }
        }
    }

    async fn sign_in(&self, process: &Process) {
        let now = self.world.now();
        let (family, number) = self.world.facts().server.sign_in(now);
        let issued = self.world.clock.now();
        let mut tokens = TokenSet::new(format!("at-{family}-{number}"), issued);
        tokens.refresh_token = Some(Secret::new(format!("rt-{family}-{number}")));
        tokens.expires = Expiry::At(issued + LIFETIME);
        *process.delivered.lock().unwrap() = Some((family, number));
        match process.client.adopt(tokens).await {
            Ok(session) => {
                *process.session.lock().unwrap() = Some(session);
                *process.signed_out.lock().unwrap() = None;
            }
            Err(error) => self.judge(process, &error),
        }
    }

    async fn sign_out(&self, process: &Process, session: &Session<Strict>) {
        let held = || {
            let stored = self.world.facts().stored.clone();
            let stored = stored.map(|stored| stored.refresh_token.0);
            let own = process.holds().map(|(family, _)| family);
            (own, stored)
        };
        let mark = |(own, stored): (Option<usize>, Option<usize>)| {
            for family in own.into_iter().chain(stored) {
                self.world.facts().server.families[family].signed_out = true;
            }
        };
        mark(held());
        self.world.facts().signing_out = true;
        let done = session.sign_out().await;
        let after = held();
        mark(after);
        *process.signed_out.lock().unwrap() = after.0;
        let mut facts = self.world.facts();
        if let Some(stored) = facts.stored.clone()
            && done.is_ok()
            && stored.is_signed_out()
        {
            facts.server.families[stored.refresh_token.0].closed = true;
        }
    }

    /// With nothing in the way any more, whoever can be signed in is.
    async fn recover(&mut self) {
        self.world.facts().outage = false;
        self.world
            .clock
            .sleep(LIFETIME + Duration::from_secs(900))
            .await;
        for process in &self.processes {
            let stored = self.world.facts().stored.clone();
            let Some(stored) = stored else { return };
            let open = process.session.lock().unwrap().clone();
            let session = match open {
                Some(session) => session,
                None => match process.client.stored_session().await.unwrap() {
                    Some(session) => session,
                    None => {
                        assert!(stored.tombstone.is_some(), "nobody is signed in");
                        continue;
                    }
                },
            };
            *process.session.lock().unwrap() = Some(session.clone());
            let own = process
                .holds()
                .filter(|own| own.0 == stored.refresh_token.0);
            let sent = own.max(Some(stored.refresh_token)).unwrap();
            let good = stored.tombstone.is_none()
                && *process.signed_out.lock().unwrap() != Some(sent.0)
                && self.world.facts().server.honours(sent);
            let asked = tokio::time::timeout(LONGEST, session.token()).await;
            match asked {
                Ok(Ok(token)) if good => self.handed_out(process, name(token.expose()).unwrap()),
                // A backup does not bring back who heard of the sign-out while it lived.
                Ok(Err(error))
                    if error.is_reauth_required() && (!good || error.code() == Code::SignedOut) =>
                {
                    self.judge(process, &error);
                }
                other => self.world.facts().wrong(format!(
                    "in the end {other:?}, and the server would answer: {good}"
                )),
            }
            self.check();
        }
    }
}

pub(super) fn run(grace: bool, steps: &[Step], defect: Defect) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut case = Case::new(grace, defect);
        case.play(Step::One(0, Act::SignIn)).await;
        for step in steps {
            case.play(*step).await;
        }
        case.recover().await;
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn stored_sessions_keep_their_invariants_whatever_happens((grace, steps) in story()) {
        run(grace, &steps, Defect::Nothing);
    }
}
