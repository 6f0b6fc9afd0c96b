//! `oauth doctor`

mod clocks;
mod discovery;
mod finding;
mod keeping;
mod network;
mod ports;
mod probe;
mod target;

use clap::Args;
use serde_json::{Value, json};

use crate::out::say;
use crate::paint::{aside, good, heading};
use crate::plain::plain;
use crate::registration::Options;
use crate::shown::Shown;
use crate::{Failure, Global};

use clocks::Clocks;
use finding::{Finding, Outcome};
use target::Target;

/// Look for what keeps a provider from working
///
/// Clocks, names, connections, proxy, the port of the redirect URI, store, keyring, settings,
/// the server's metadata against the declaration, and whether the server checks PKCE. No
/// credential is sent, but for the sign-in of the check `pkce`, which runs only against a
/// stand-in (`--against`).
#[derive(Args)]
pub(crate) struct Arguments {
    /// The provider. Without one only this machine is looked at.
    provider: Option<String>,
    /// Only this check. May be given again.
    #[arg(long, value_name = "CHECK", value_parser = clap::builder::PossibleValuesParser::new(finding::CHECKS))]
    only: Vec<String>,
    #[command(flatten)]
    registration: Options,
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    let shown = arguments
        .provider
        .as_deref()
        .map(Shown::named)
        .transpose()?;
    let findings = crate::work::run(|_| look(global, shown, arguments))?;
    let failed = findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Fail)
        .count();
    if global.json {
        let all: Vec<Value> = findings.iter().map(Finding::to_json).collect();
        say!("{:#}", json!({ "healthy": failed == 0, "checks": all }));
    } else {
        for finding in &findings {
            print(global, finding)?;
        }
    }
    match failed {
        0 => Ok(()),
        1 => Err("1 check failed".into()),
        failed => Err(format!("{failed} checks failed").into()),
    }
}

fn print(global: &Global, finding: &Finding) -> Result<(), Failure> {
    if global.bare {
        say!("{} {}", finding.outcome.word(), finding.id);
        return Ok(());
    }
    let word = match finding.outcome {
        Outcome::Pass => good("ok  "),
        Outcome::Warn => heading("warn"),
        Outcome::Fail => heading("FAIL"),
        Outcome::Skip => aside("skip"),
    };
    say!("{word}  {:<13} {}", finding.id, plain(&finding.text));
    if let Some(fix) = &finding.fix {
        say!("      {:<13} {} {}", "", aside("fix:"), plain(fix));
    }
    Ok(())
}

async fn look(
    global: &Global,
    shown: Option<&'static Shown>,
    arguments: &Arguments,
) -> Result<Vec<Finding>, Failure> {
    let only = &arguments.only;
    let wanted = |check: &str| only.is_empty() || only.iter().any(|only| only == check);
    let clocks = Clocks::start();
    let mut findings = Vec::new();
    if wanted("proxy") {
        findings.push(network::proxy(global));
    }
    if let Some(shown) = shown {
        let target = Target::of(global, shown, &arguments.registration);
        if wanted("settings") {
            findings.push(target.settings());
        }
        if wanted("redirect") {
            findings.push(ports::redirect(&target));
        }
        let web = crate::metadata::Web::new()?;
        if wanted("dns") {
            findings.extend(network::names(&target).await);
        }
        if wanted("connect") || wanted("clock.server") {
            let (connections, dates) = network::connect(&web, &target).await;
            if wanted("connect") {
                findings.extend(connections);
            }
            if wanted("clock.server") {
                findings.push(clocks::server(&dates));
            }
        }
        if wanted("discovery") {
            findings.extend(discovery::look(&web, &target).await);
        }
        if wanted("pkce") {
            findings.push(probe::pkce(&web, global, &target).await);
        }
    }
    if wanted("store") {
        findings.push(keeping::store(global, only.iter().any(|only| only == "store")).await);
    }
    if wanted("keyring") {
        findings.push(keeping::keyring(global, only.iter().any(|only| only == "keyring")).await);
    }
    if wanted("clock.rate") {
        findings.push(clocks.rate().await);
    }
    Ok(findings)
}
