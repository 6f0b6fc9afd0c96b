//! What must hold after every step, whatever happened.

use std::time::Duration;

use oauth_runtime::{Code, Error};

use super::process::Process;
use super::server::{LIFETIME, Name};
use super::sessions::Case;

impl Case {
    /// What a program was given is issued, not over, and of no sign-in that ended.
    pub(super) fn handed_out(&self, process: &Process, access: Name) {
        let now = self.world.now();
        let mut facts = self.world.facts();
        let Some(issued) = facts.server.issued.get(&access).copied() else {
            return facts.wrong(format!("nobody issued {access:?}"));
        };
        if now.saturating_sub(issued) > LIFETIME + Duration::from_secs(1) {
            facts.wrong(format!("{access:?} is handed out and over"));
        }
        if *process.signed_out.lock().unwrap() == Some(access.0) {
            facts.wrong(format!("{access:?} is handed out after its sign-out"));
        }
    }

    /// I5: only a new sign-in helps when the server refused, or somebody signed out.
    pub(super) fn judge(&self, process: &Process, error: &Error) {
        if !error.is_reauth_required() {
            return;
        }
        let own = process.holds();
        let mut facts = self.world.facts();
        let stored = facts.stored.as_ref().map(|stored| stored.refresh_token);
        let families: Vec<usize> = own.into_iter().chain(stored).map(|it| it.0).collect();
        let server = &facts.server;
        let just = match error.code() {
            Code::SignedOut => families.iter().any(|&it| server.families[it].signed_out),
            Code::RefreshRefused | Code::RefreshLost | Code::RefreshReused => {
                server.refused.keys().any(|it| families.contains(&it.0))
            }
            _ => false,
        };
        if !just {
            facts.wrong(format!("I5: {error}"));
        }
    }

    /// What holds after every step.
    pub(super) fn check(&self) {
        let held: Vec<Option<Name>> = self.processes.iter().map(Process::holds).collect();
        let mut facts = self.world.facts();
        if let Some(stored) = facts.stored.clone() {
            let (family, number) = stored.refresh_token;
            match &stored.tombstone {
                Some(code) if code == "E0344" && facts.server.families[family].signed_out => (),
                Some(code) if code == "E0344" => {
                    facts.wrong("I5: a sign-out that nobody asked for");
                }
                Some(code) if !facts.server.explains(code, (family, number)) => {
                    let why = facts.server.refused.get(&(family, number)).copied();
                    let excuse = facts.server.families[family].excuse;
                    facts.wrong(format!("I5: {code} after {why:?} with {excuse:?}"));
                }
                _ => (),
            }
            let known = &facts.server.families[family];
            let settled = known.over || known.signed_out;
            for process in &self.processes {
                let got = *process.delivered.lock().unwrap();
                if let Some((of, newest)) = got
                    && of == family
                    && !settled
                    && number < newest
                    && !held.iter().flatten().any(|it| *it >= (of, newest))
                {
                    facts.wrong(format!("I2: {got:?} was answered, and nobody holds it"));
                }
            }
        }
        assert!(facts.wrong.is_empty(), "{:#?}", facts.wrong);
    }
}
