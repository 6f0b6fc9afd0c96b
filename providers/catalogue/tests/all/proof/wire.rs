//! What every provider sends, compared with its row.

use std::collections::{BTreeMap, BTreeSet};

use oauth_providers::providers;
use oauth_runtime::spec::ProviderSpec;

use super::client::{Part, Run};
use super::compare::{Difference, differences};
use super::{declared, sample};
use crate::translator::row::{Row, rows, samples};
use crate::translator::values::{Profile, Values};

/// All differences of one provider, over both profiles.
pub(crate) async fn of(spec: &'static ProviderSpec, row: &Row) -> Vec<Difference> {
    let own = samples(row.id());
    let all = Values::new(row, &own, Profile::Full);
    let mut found = Vec::new();
    for profile in Profile::ALL {
        let mut values = Values::new(row, &own, profile);
        let vars = sample::vars(spec, &mut values, &all);
        let run = match Run::new(spec, row, &values, &vars) {
            Ok(run) => run,
            Err(error) => {
                found.push(whole("build", "a client", &error));
                continue;
            }
        };
        let (parts, session) = run.sign_in().await;
        for part in &parts {
            compared(part, &mut found);
        }
        let Some(session) = session else { continue };
        let tokens = session.tokens();
        if tokens.access_token.expose() != values.need("access_token") {
            found.push(whole("token.answer", "the access token", "another text"));
        }
        let own = tokens.refresh_token.as_ref().map(|token| token.expose());
        if own.is_some_and(|own| own != values.need("refresh_token")) {
            found.push(whole("token.answer", "the refresh token", "another text"));
        }
        compared(&run.api(&session).await, &mut found);
        if let Some(part) = run.refresh(&session).await {
            compared(&part, &mut found);
        }
        if let Some(part) = run.second(&session).await {
            compared(&part, &mut found);
        }
        if let Some(part) = run.revoke(&session).await {
            compared(&part, &mut found);
        }
    }
    let mut once: Vec<Difference> = Vec::new();
    for difference in found {
        if !once.iter().any(|other| other.part == difference.part) {
            once.push(difference);
        }
    }
    once
}

fn whole(part: &str, expected: &str, sent: &str) -> Difference {
    Difference {
        part: part.to_owned(),
        expected: expected.to_owned(),
        sent: sent.to_owned(),
    }
}

fn compared(part: &Part, found: &mut Vec<Difference>) {
    let mut sent = part.sent.iter();
    for expected in &part.expected {
        match sent.next() {
            Some(sent) => found.extend(differences(expected, sent)),
            None => {
                let why = part.error.as_deref().unwrap_or("nothing");
                found.push(whole(&expected.call, &expected.target(), why));
            }
        }
    }
    for more in sent {
        found.push(whole(&part.more(), "no further request", &more.line()));
    }
    let complete = part.sent.len() == part.expected.len();
    if let (Some(error), true) = (&part.error, complete) {
        let call = part.expected.last().map_or("sign-in", |last| &last.call);
        found.push(whole(
            &format!("{call}.answer"),
            "an answer that is read",
            error,
        ));
    }
}

#[tokio::test]
async fn every_provider_sends_what_its_row_says() {
    let rows: BTreeMap<String, Row> = rows()
        .into_iter()
        .map(|row| (row.id().to_owned(), row))
        .collect();
    let mut lines = Vec::new();
    let (mut right, mut excused) = (0, 0);
    for entry in providers() {
        let Some(row) = rows.get(entry.id) else {
            lines.push(format!("{}: no row has this id", entry.id));
            continue;
        };
        let excuses = declared::differences(entry.family, entry.module);
        let found = of(entry.spec, row).await;
        let parts: BTreeSet<&str> = found.iter().map(|found| found.part.as_str()).collect();
        let before = lines.len();
        for Difference {
            part,
            expected,
            sent,
        } in &found
        {
            match excuses.contains_key(part) {
                true => excused += 1,
                false => lines.push(format!(
                    "{}: {part}:\n    expected {expected}\n    sent     {sent}",
                    entry.id
                )),
            }
        }
        for (part, why) in &excuses {
            if !parts.contains(part.as_str()) {
                lines.push(format!(
                    "{}: {part}: is as in the row, so away with: {why}",
                    entry.id
                ));
            }
            if why.is_empty() {
                lines.push(format!("{}: {part}: differs without a reason", entry.id));
            }
        }
        right += usize::from(lines.len() == before);
    }
    let wrong = lines.len();
    assert!(
        lines.is_empty(),
        "{}\n\n{right} providers are right, {excused} differences are declared, {wrong} are not",
        lines.join("\n")
    );
}
