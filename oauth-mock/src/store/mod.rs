//! What has been granted: codes, families of tokens, device requests.

mod device;
mod refresh;
mod token;
mod value;

pub(crate) use device::{Device, Progress};
pub(crate) use refresh::{RefreshPlan, Spent};
pub(crate) use token::{Access, Issued};
pub use value::MARK;

use std::collections::{HashMap, HashSet};
use std::time::{Duration, SystemTime};

use oauth_runtime::spec::{CallKind, Pkce};

use crate::dpop::Dpop;
use crate::grant::Waiting;
use crate::read::Request;
use refresh::RefreshTokens;
use value::Values;

/// One authorization and everything that descends from it.
#[derive(Clone)]
pub(crate) struct Family {
    /// `None` where the call names no client.
    pub(crate) client: Option<usize>,
    pub(crate) subject: String,
    pub(crate) scope: Option<String>,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) obtained_by: CallKind,
    pub(crate) revoked: bool,
    /// 0, or one more than the index of the second token that this is.
    pub(crate) realm: usize,
}

/// An authorization code (RFC 6749 §4.1.2).
#[derive(Clone)]
pub(crate) struct Code {
    pub(crate) family: Family,
    pub(crate) challenge: Option<(Pkce, String)>,
    pub(crate) state: Option<String>,
    pub(crate) ends: SystemTime,
    /// The family that was made from it.
    pub(crate) used: Option<usize>,
}

/// All grants of a server. It has no `Debug`: its keys are tokens.
pub(crate) struct Store {
    values: Values,
    generation: u64,
    families: Vec<Family>,
    codes: HashMap<String, Code>,
    access: HashMap<String, Access>,
    refresh: RefreshTokens,
    /// The family of generation 1, 2, 3 and so on.
    families_by_generation: Vec<usize>,
    /// How many access tokens there may be before the next sweep.
    sweep_at: usize,
    devices: HashMap<String, Device>,
    /// After how many polls a device request is approved.
    approve_after: Option<usize>,
    /// How often each step may be made, or was made and not used, by its name.
    turns: HashMap<&'static str, u64>,
    /// Authorization requests that wait on a consent page.
    consents: HashMap<String, Request>,
    /// Tokens and assertions of others that are believed, and whom they are about.
    trusted: HashMap<String, String>,
    /// Pushed authorization requests that wait for their browser.
    pushed: HashMap<String, Waiting>,
    /// JWTs that count once.
    spent: HashSet<String>,
    /// What is bound to keys.
    pub(crate) dpop: Dpop,
}

impl Store {
    pub(crate) fn new(seed: [u8; 32]) -> Self {
        Self {
            values: Values::new(seed),
            generation: 0,
            families: Vec::new(),
            codes: HashMap::new(),
            access: HashMap::new(),
            refresh: RefreshTokens::default(),
            families_by_generation: Vec::new(),
            sweep_at: 0,
            devices: HashMap::new(),
            approve_after: None,
            turns: HashMap::new(),
            consents: HashMap::new(),
            trusted: HashMap::new(),
            pushed: HashMap::new(),
            spent: HashSet::new(),
            dpop: Dpop::default(),
        }
    }

    pub(crate) fn trust(&mut self, statement: String, subject: String) {
        self.trusted.insert(statement, subject);
    }

    /// Whom a token or an assertion of somebody else is about.
    pub(crate) fn trusted(&self, statement: &str) -> Option<&str> {
        self.trusted.get(statement).map(String::as_str)
    }

    /// How many sets of tokens were issued.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// Keeps an authorization and returns its code. A PIN is nine digits.
    pub(crate) fn add_code(&mut self, code: Code, pin: bool) -> String {
        let value = match pin {
            true => self.values.digits(),
            false => self.values.next("ac"),
        };
        self.codes.insert(value.clone(), code);
        value
    }

    pub(crate) fn code(&mut self, value: &str) -> Option<&mut Code> {
        self.codes.get_mut(value)
    }

    pub(crate) fn has_code(&self, value: &str) -> bool {
        self.codes.contains_key(value)
    }

    /// The code of the newest sign-in that waits for its exchange, for calls that do
    /// not name it.
    pub(crate) fn waiting_code(&self, client: Option<usize>) -> Option<String> {
        let theirs = |code: &Code| client.is_none() || code.family.client == client;
        self.codes
            .iter()
            .filter(|(_, code)| code.used.is_none() && theirs(code))
            .max_by_key(|(_, code)| code.ends)
            .map(|(value, _)| value.clone())
    }

    pub(crate) fn add_family(&mut self, family: Family) -> usize {
        self.families.push(family);
        self.families.len() - 1
    }

    pub(crate) fn family(&self, at: usize) -> Option<&Family> {
        self.families.get(at)
    }

    fn is_revoked(&self, at: usize) -> bool {
        self.families.get(at).is_none_or(|family| family.revoked)
    }

    /// Ends an authorization: every token that descends from it is dead.
    pub(crate) fn revoke_family(&mut self, at: usize) {
        if let Some(family) = self.families.get_mut(at) {
            family.revoked = true;
        }
    }

    /// Ends every authorization of a client.
    pub(crate) fn revoke_client(&mut self, client: usize) {
        let theirs = self.families.iter_mut();
        for family in theirs.filter(|family| family.client == Some(client)) {
            family.revoked = true;
        }
    }

    /// The id, the secret and the registration access token of a new client.
    pub(crate) fn new_client(&mut self) -> (String, String, String) {
        let id = format!("client-{}", self.values.hex());
        (id, self.values.next("cs"), self.values.next("rat"))
    }

    /// The family that was added last.
    pub(crate) fn newest_family(&self) -> Option<usize> {
        self.families.len().checked_sub(1)
    }

    /// The newest authorization of a client that has tokens, for renewals that name none.
    pub(crate) fn newest_family_of(&self, client: Option<usize>) -> Option<usize> {
        let theirs = |family: &Family| client.is_none() || family.client == client;
        self.families
            .iter()
            .rposition(|family| theirs(family) && !family.revoked)
    }

    pub(crate) fn has_turn(&self, step: &str) -> bool {
        self.turns.get(step).is_some_and(|count| *count > 0)
    }

    pub(crate) fn give_turn(&mut self, step: &'static str) {
        *self.turns.entry(step).or_default() += 1;
    }

    pub(crate) fn use_turn(&mut self, step: &'static str) {
        if let Some(count) = self.turns.get_mut(step) {
            *count = count.saturating_sub(1);
        }
    }

    /// Keeps an authorization request that waits for consent; returns its ticket.
    pub(crate) fn add_consent(&mut self, request: Request) -> String {
        let ticket = self.values.hex();
        self.consents.insert(ticket.clone(), request);
        ticket
    }

    /// Keeps a pushed authorization request; returns its `request_uri` (RFC 9126 §2.2).
    pub(crate) fn add_pushed(&mut self, waiting: Waiting) -> String {
        let uri = format!("urn:ietf:params:oauth:request_uri:{}", self.values.hex());
        self.pushed.insert(uri.clone(), waiting);
        uri
    }

    pub(crate) fn take_pushed(&mut self, uri: &str) -> Option<Waiting> {
        self.pushed.remove(uri)
    }

    /// Remembers what counts once; `false` when it was seen before.
    pub(crate) fn count_once(&mut self, value: String) -> bool {
        self.spent.insert(value)
    }

    pub(crate) fn take_consent(&mut self, ticket: &str) -> Option<Request> {
        self.consents.remove(ticket)
    }
}

pub(crate) fn end(now: SystemTime, lifetime: Option<Duration>) -> Option<SystemTime> {
    now.checked_add(lifetime?)
}
