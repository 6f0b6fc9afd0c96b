//! What is remembered of all requests, and how much of it.

use std::collections::{HashMap, VecDeque};

use oauth_runtime::spec::CallKind;

use crate::ledger::Entry;

/// Refusals that are kept with their text after the ledger has dropped them.
const REFUSALS: usize = 20;

/// The newest requests one by one, and numbers about all of them.
pub(crate) struct Tally {
    entries: VecDeque<Entry>,
    limit: usize,
    by_kind: HashMap<CallKind, usize>,
    sign_ins: usize,
    refreshes: usize,
    refused_refreshes: usize,
    refused: usize,
    refusals: Vec<String>,
}

impl Tally {
    /// A million requests fit into the memory of a small machine as numbers,
    /// not one by one.
    pub(crate) const LIMIT: usize = 100_000;

    pub(crate) fn new(limit: usize) -> Self {
        Self {
            entries: VecDeque::new(),
            limit,
            by_kind: HashMap::new(),
            sign_ins: 0,
            refreshes: 0,
            refused_refreshes: 0,
            refused: 0,
            refusals: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, entry: Entry) {
        if let Some(kind) = entry.kind {
            *self.by_kind.entry(kind).or_default() += 1;
        }
        self.sign_ins += usize::from(entry.is_sign_in());
        self.refreshes += usize::from(entry.is_granted_refresh());
        self.refused_refreshes += usize::from(entry.is_refused_refresh());
        if !entry.accepted {
            self.refused += 1;
            if self.refusals.len() < REFUSALS {
                let why = entry.refused.as_deref().unwrap_or("refused");
                let text = format!("{} {}: {why}", entry.method, entry.path);
                self.refusals.push(text);
            }
        }
        self.entries.push_back(entry);
        while self.entries.len() > self.limit {
            self.entries.pop_front();
        }
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.entries.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::new(self.limit);
    }

    pub(crate) fn count(&self, kind: CallKind) -> usize {
        self.by_kind.get(&kind).copied().unwrap_or(0)
    }

    pub(crate) fn sign_ins(&self) -> usize {
        self.sign_ins
    }

    pub(crate) fn refreshes(&self) -> usize {
        self.refreshes
    }

    pub(crate) fn refused_refreshes(&self) -> usize {
        self.refused_refreshes
    }

    /// The refusals as lines of text; empty when there were none.
    pub(crate) fn refusals(&self) -> String {
        let mut text = self.refusals.join("\n");
        let more = self.refused.saturating_sub(self.refusals.len());
        if more > 0 {
            text.push_str(&format!("\nand {more} more"));
        }
        text
    }
}
