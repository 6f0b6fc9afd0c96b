//! What a browser keeps of one context between two requests.

use oauth_runtime::{Code, Error, Secret};
use serde::{Deserialize, Serialize};

use crate::random;

/// One thing that a browser keeps. It goes to the browser sealed, or stays in
/// the program's session; either way it holds secrets, so it has no `Debug`.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Tells it from the others of the same browser.
    pub(crate) id: String,
    /// Grows: the oldest entry goes first, and no clock has to agree.
    pub(crate) serial: u64,
    pub(crate) what: What,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum What {
    /// A sign-in that waits for its callback.
    Pending { record: String, return_to: String },
    /// A page that hands over what stands behind `#`.
    Relay { nonce: String },
    /// A sign-in that was finished by this answer, so that the back button ends well.
    Spent { answer: String, return_to: String },
}

impl What {
    /// How many of a kind a browser keeps, so that its request headers stay small.
    fn most(&self) -> usize {
        match self {
            Self::Pending { .. } => 5,
            Self::Relay { .. } | Self::Spent { .. } => 3,
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// How much of a kind a browser keeps, in bytes before sealing.
const MOST_BYTES: usize = 4_500;

/// What fits into one cookie of 4,096 bytes when it is sealed and encoded.
pub(crate) const LARGEST: usize = 2_600;

impl Entry {
    pub(crate) fn new(what: What, others: &[Self]) -> Result<Self, Error> {
        let newest = others.iter().map(|entry| entry.serial).max();
        Ok(Self {
            id: random::id()?,
            serial: newest.unwrap_or_default().saturating_add(1),
            what,
        })
    }

    pub(crate) fn to_json(&self) -> Result<Secret, Error> {
        let text = serde_json::to_string(self);
        text.map(Secret::new).map_err(|_| {
            Error::new(
                Code::InputRefused,
                "what waits for the callback cannot be written as JSON",
            )
        })
    }

    pub(crate) fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn size(&self) -> usize {
        match &self.what {
            What::Pending { record, return_to } => record.len() + return_to.len(),
            What::Relay { nonce } => nonce.len(),
            What::Spent { answer, return_to } => answer.len() + return_to.len(),
        }
    }
}

/// The entries that must go so that a new one has room, oldest first.
pub(crate) fn surplus<'e>(others: &'e [Entry], new: &Entry) -> Vec<&'e Entry> {
    let mut alike: Vec<_> = others
        .iter()
        .filter(|entry| entry.what.is_like(&new.what) && entry.id != new.id)
        .collect();
    alike.sort_by_key(|entry| std::cmp::Reverse(entry.serial));
    let mut bytes = new.size();
    let mut count = 1;
    alike.retain(|entry| {
        bytes += entry.size();
        count += 1;
        bytes > MOST_BYTES || count > new.what.most()
    });
    alike
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pending(others: &[Entry], bytes: usize) -> Entry {
        let what = What::Pending {
            record: "x".repeat(bytes),
            return_to: String::new(),
        };
        Entry::new(what, others).unwrap()
    }

    fn begun(times: usize, bytes: usize) -> Vec<Entry> {
        let mut kept: Vec<Entry> = Vec::new();
        for _ in 0..times {
            let new = pending(&kept, bytes);
            let gone: Vec<_> = surplus(&kept, &new).iter().map(|e| e.id.clone()).collect();
            kept.retain(|entry| !gone.contains(&entry.id));
            kept.push(new);
        }
        kept
    }

    #[test]
    fn a_browser_keeps_the_newest_five_and_no_more_bytes_than_fit() {
        let kept = begun(20, 500);
        let serials: Vec<_> = kept.iter().map(|entry| entry.serial).collect();
        assert_eq!(serials, [16, 17, 18, 19, 20]);
        assert_eq!(begun(20, 2_000).len(), 2);
        assert_eq!(begun(20, 5_000).len(), 1, "the newest always stays");
    }

    #[test]
    fn kinds_do_not_displace_each_other() {
        let kept = begun(5, 100);
        let relay = Entry::new(What::Relay { nonce: "n".into() }, &kept).unwrap();
        assert!(surplus(&kept, &relay).is_empty());
    }
}
