//! Names, connections, and the proxy between.

use std::time::{Duration, SystemTime};

use oauth_runtime::transport::{Limits, TransportError};

use super::finding::Finding;
use super::target::Target;
use crate::Global;
use crate::metadata::Web;

/// What a look at a server's first page may take.
const LOOK: Limits = Limits {
    deadline: Duration::from_secs(10),
    body: 1 << 20,
};

const PROXIES: [&str; 6] = [
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
];

fn set(name: &str) -> Option<String> {
    let value = std::env::var_os(name)?;
    Some(value.to_string_lossy().into_owned()).filter(|value| !value.is_empty())
}

/// A proxy's address without what stands before `@`, which may be a password.
fn bare(proxy: &str) -> String {
    let (scheme, rest) = proxy.split_once("://").unwrap_or(("http", proxy));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}")
}

/// Whether `NO_PROXY` leaves loopback out.
fn spares_loopback(no_proxy: &str) -> bool {
    no_proxy
        .split(',')
        .map(str::trim)
        .any(|part| matches!(part, "*" | "127.0.0.1" | "127.0.0.0/8"))
}

pub(super) fn proxy(global: &Global) -> Finding {
    const ID: &str = "proxy";
    let found: Vec<String> = PROXIES
        .iter()
        .filter_map(|name| Some(format!("{name}={}", bare(&set(name)?))))
        .collect();
    if found.is_empty() {
        return Finding::pass(ID, "none is set in the environment");
    }
    let no_proxy = set("NO_PROXY").or_else(|| set("no_proxy"));
    let spared = no_proxy.as_deref().is_some_and(spares_loopback);
    let text = format!(
        "{}{}",
        found.join(", "),
        no_proxy
            .map(|list| format!(", NO_PROXY={list}"))
            .unwrap_or_default()
    );
    match spared || global.against().is_none() {
        true => Finding::pass(ID, text),
        false => Finding::warn(
            ID,
            format!("{text}: requests to the stand-in on loopback may go there too"),
        )
        .fix("set `NO_PROXY=127.0.0.1,localhost,::1`"),
    }
}

/// Whether each host has an address.
pub(super) async fn names(target: &Target) -> Vec<Finding> {
    const ID: &str = "dns";
    if target.against.is_some() {
        return vec![Finding::skip(ID, "the stand-in is on loopback")];
    }
    let origins = target.origins();
    if origins.is_empty() {
        return vec![Finding::skip(
            ID,
            "no address is known before the settings are complete",
        )];
    }
    if PROXIES.iter().any(|name| set(name).is_some()) {
        return vec![Finding::skip(ID, "the proxy looks names up")];
    }
    let mut findings = Vec::new();
    for origin in origins {
        let authority = origin.split_once("://").map_or(&*origin, |(_, rest)| rest);
        let host = match authority.contains(':') {
            true => authority.to_owned(),
            false => format!("{authority}:443"),
        };
        let looked_up = async {
            let mut found = tokio::net::lookup_host(&host).await?;
            found
                .next()
                .ok_or_else(|| std::io::Error::other("no answer"))
        };
        let why = match tokio::time::timeout(LOOK.deadline, looked_up).await {
            Ok(Ok(_)) => {
                findings.push(Finding::pass(ID, format!("`{authority}` has an address")));
                continue;
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => format!("no answer in {} s", LOOK.deadline.as_secs()),
        };
        findings.push(
            Finding::fail(ID, format!("`{authority}` has no address: {why}")).fix(
                "check the tenant value in the name, and this machine's connection and resolver",
            ),
        );
    }
    findings
}

/// Connects to each server, with TLS, and asks for its first page; also how many seconds
/// each one's clock is ahead.
pub(super) async fn connect(web: &Web, target: &Target) -> (Vec<Finding>, Vec<i64>) {
    const ID: &str = "connect";
    let origins = target.origins();
    if origins.is_empty() {
        let skipped = Finding::skip(ID, "no address is known before the settings are complete");
        return (vec![skipped], Vec::new());
    }
    let mut findings = Vec::new();
    let mut ahead = Vec::new();
    for origin in origins {
        let before = SystemTime::now();
        match web.get(&format!("{origin}/"), LOOK).await {
            Ok(answer) => {
                let date = answer.headers.get(http::header::DATE);
                let date =
                    date.and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
                ahead.extend(date.and_then(|date| seconds_ahead(date, before, SystemTime::now())));
                findings.push(Finding::pass(ID, format!("{origin} answers")));
            }
            // An answer all the same.
            Err(TransportError::TooLarge) => {
                findings.push(Finding::pass(ID, format!("{origin} answers")))
            }
            Err(error) => findings.push(unreached(&origin, &error, target)),
        }
    }
    (findings, ahead)
}

fn unreached(origin: &str, error: &TransportError, target: &Target) -> Finding {
    let text = error.to_string();
    let lower = text.to_ascii_lowercase();
    let fix = if target.against.is_some() {
        format!("start the stand-in: `oauth mock {}`", target.spec.id)
    } else if lower.contains("certificate") || lower.contains("issuer") || lower.contains("tls") {
        "add the authority that signed the certificate to the system's, or name its file in `SSL_CERT_FILE`; a proxy that \
         opens TLS has one of its own"
            .into()
    } else {
        "check this machine's connection, its firewall, and whether a proxy must be set (`HTTPS_PROXY`)".into()
    };
    Finding::fail("connect", format!("{origin}: {text}")).fix(fix)
}

/// By how many seconds a server is ahead, at least: anywhere between sending and reading it
/// may have looked at its clock, which it tells in whole seconds.
fn seconds_ahead(date: SystemTime, before: SystemTime, after: SystemTime) -> Option<i64> {
    let seconds = |time: SystemTime| -> Option<i64> {
        i64::try_from(time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs()).ok()
    };
    let (date, before, after) = (seconds(date)?, seconds(before)?, seconds(after)?);
    Some(match date {
        date if date < before => date - before,
        date if date > after => date - after,
        _ => 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxys_password_is_not_shown() {
        assert_eq!(
            bare("http://ada:s3cret@proxy.example:3128/x"),
            "http://proxy.example:3128"
        );
        assert_eq!(bare("ada:s3@cret@proxy.example"), "http://proxy.example");
        assert!(spares_loopback("example.com, 127.0.0.1"));
        assert!(!spares_loopback("localhost.example"));
    }

    #[test]
    fn a_slow_answer_is_not_taken_for_a_clock_that_is_off() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(seconds_ahead(at(105), at(100), at(109)), Some(0));
        assert_eq!(seconds_ahead(at(90), at(100), at(109)), Some(-10));
        assert_eq!(seconds_ahead(at(409), at(100), at(109)), Some(300));
    }
}
