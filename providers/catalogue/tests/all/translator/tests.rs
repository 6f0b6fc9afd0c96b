//! The translator against expectations written by hand from the rows and the RFCs. The
//! digests were computed with other tools.

mod plain;
mod signed;
mod steps;

use super::request::Request;
use super::row::{row, samples};
use super::values::{Profile, Values};

/// The inputs of a row with everything set.
fn full(id: &str) -> Values {
    Values::new(&row(id), &samples(id), Profile::Full)
}

/// A request as text: its line, the named headers, its body.
fn shown(request: &Request, headers: &[&str]) -> String {
    let mut out = format!("{} {}\n", request.method, request.target());
    for name in headers {
        let value = request.headers.get(*name).map_or("absent", String::as_str);
        out.push_str(&format!("{name}: {value}\n"));
    }
    out.push_str(&request.body.bytes());
    out
}

fn authorize(id: &str) -> String {
    let request = super::authorize::request(&row(id), &full(id));
    request.expect("an authorize step").target()
}

fn token(id: &str, headers: &[&str]) -> String {
    shown(&super::token::requests(&row(id), &full(id))[0], headers)
}

fn refresh(id: &str, headers: &[&str]) -> String {
    shown(&super::refresh::requests(&row(id), &full(id))[0], headers)
}

fn api(id: &str, headers: &[&str]) -> String {
    let request = super::api::request(&row(id), &full(id));
    shown(&request.expect("an API"), headers)
}

#[test]
fn every_row_is_translated_without_a_value_missing() {
    let mut without = Vec::new();
    for row in super::row::rows() {
        for profile in Profile::ALL {
            let values = Values::new(&row, &samples(row.id()), profile);
            let sent = super::token::requests(&row, &values);
            let targets: Vec<String> = sent.iter().map(Request::target).collect();
            assert!(!targets.concat().contains("${"), "{}", row.id());
            if sent.is_empty() {
                without.push(row.id().to_owned());
            }
            super::authorize::request(&row, &values);
            super::refresh::requests(&row, &values);
            super::api::request(&row, &values);
            super::api::revoke(&row, &values);
        }
    }
    without.dedup();
    // They have no token URL in the table.
    assert_eq!(without, ["certn-partner", "cloudflare-mcp"]);
}
