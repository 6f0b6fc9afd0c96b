//! A stored record, as far as the invariants speak about it.

use serde_json::Value;

use super::server::Name;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) family: String,
    pub(super) generation: u64,
    pub(super) refresh_token: Name,
    pub(super) tombstone: Option<String>,
}

impl Seen {
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let record: Value = serde_json::from_slice(bytes).ok()?;
        Some(Self {
            family: record["family"].as_str()?.to_owned(),
            generation: record["generation"].as_u64()?,
            refresh_token: name(record["tokens"]["refresh_token"].as_str()?)?,
            tombstone: record["tombstone"]["code"].as_str().map(str::to_owned),
        })
    }

    pub(super) fn is_signed_out(&self) -> bool {
        self.tombstone.as_deref() == Some("E0344")
    }

    /// What is wrong with writing this over `old`.
    pub(super) fn breaks(&self, old: &Self) -> Option<&'static str> {
        if self.family != old.family {
            return (self.generation != 1)
                .then_some("I3: another sign-in, and not its first tokens");
        }
        if self.generation < old.generation {
            return Some("I3: an older generation over a newer one");
        }
        if self.generation == old.generation && self.refresh_token != old.refresh_token {
            return Some("I3: other tokens under the same generation");
        }
        if old.is_signed_out() && !self.is_signed_out() {
            return Some("I3: a sign-out was undone");
        }
        None
    }
}

/// Reads `rt-3-1` and `at-3-1`.
pub(super) fn name(token: &str) -> Option<Name> {
    let (family, number) = token.get(3..)?.split_once('-')?;
    Some((family.parse().ok()?, number.parse().ok()?))
}
