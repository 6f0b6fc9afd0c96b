//! What has to come of a death at each place.

use std::fmt::Write as _;

use super::{Kind, Place, Row};

/// What the next process finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The refresh token was never sent: it is used now.
    Renews,
    /// It was used up, and the provider takes it once more.
    Heals,
    /// It was used up, and the provider does not take it again (`E0342`).
    Lost,
    /// The new tokens are stored.
    Adopts,
}

/// What a place is to the refresh token.
#[derive(Clone, Copy)]
enum Side {
    /// Not sent yet.
    Unsent,
    /// The window that no client can close: rotated, and not stored.
    Window,
    /// The new one is stored.
    Stored,
}

use Side::{Stored, Unsent, Window};

const PLACES: &[(&str, Side)] = &[
    ("refresh.before_lease", Unsent),
    ("refresh.leased", Unsent),
    ("refresh.read", Unsent),
    ("refresh.before_intent", Unsent),
    ("refresh.intent_written", Unsent),
    ("refresh.before_request", Unsent),
    ("refresh.answered", Window),
    ("refresh.before_commit", Window),
    ("refresh.committed", Stored),
    ("refresh.before_release", Stored),
    ("refresh.released", Stored),
    ("refresh.published", Stored),
];

/// The places of the stores while they write the new tokens. At any other time
/// a place of a store is what the place of the renewal before it is.
const WHILE_COMMITTING: &[(&str, Side)] = &[
    ("file.temp_created", Window),
    ("file.temp_half_written", Window),
    ("file.temp_written", Window),
    ("file.temp_synced", Window),
    ("file.renamed", Stored),
    ("file.directory_synced", Stored),
    ("sqlite.before_commit", Window),
    ("sqlite.committed", Stored),
    ("postgres.before_statement", Window),
    ("postgres.answered", Stored),
    ("redis.before_call", Window),
    ("redis.answered", Stored),
];

fn side(place: &Place) -> Side {
    let (after, name) = match place {
        Place::RequestHeld => return Unsent,
        Place::AnswerHeld => return Window,
        Place::Failpoint { after, name, .. } => (&**after, &**name),
    };
    let find = |table: &[(&str, Side)], name: &str| {
        let row = table.iter().find(|(known, _)| *known == name);
        row.map(|(_, side)| *side)
    };
    let found = match after {
        _ if after == name => find(PLACES, name),
        "refresh.before_commit" => find(WHILE_COMMITTING, name),
        "" => Some(Unsent),
        _ => find(PLACES, after),
    };
    found.unwrap_or_else(|| panic!("no outcome is written down for `{name}` after `{after}`"))
}

pub(super) fn expected(place: &Place, grace: bool) -> Outcome {
    match (side(place), grace) {
        (Unsent, _) => Outcome::Renews,
        (Window, true) => Outcome::Heals,
        (Window, false) => Outcome::Lost,
        (Stored, _) => Outcome::Adopts,
    }
}

/// The outcomes as a table.
pub(super) fn shown(kind: Kind, places: &[Place], rows: &[Row]) -> String {
    let mut text = format!("N1 {kind:?}: killed at | with grace | without\n");
    for place in places {
        let of = |grace| {
            let row = rows
                .iter()
                .find(|row| row.place == *place && row.grace == grace);
            row.map_or_else(String::new, |row| format!("{:?}", row.outcome))
        };
        let name = match place {
            Place::RequestHeld => "(the request is held)".to_owned(),
            Place::AnswerHeld => "(the answer is held)".to_owned(),
            Place::Failpoint { after, name, .. } if after == name => name.clone(),
            Place::Failpoint { after, name, .. } => format!("{after}, {name}"),
        };
        let _ = writeln!(text, "{name} | {} | {}", of(true), of(false));
    }
    text
}
