//! The sweep: no secret is in any output, error, log or page.

mod cases;
mod compared;
mod failures;
mod finder;
mod flows;
mod front;
mod kept;
mod learn;
mod log;
mod pages;
mod self_test;
mod suite;
mod sweep;
mod world;

use std::sync::Arc;

use serde_json::{Value, json};

use crate::process::child;
use crate::process::parent::Child;
use cases::CASES;
use log::Log;
use sweep::Sweep;
use world::{Road, World};

/// What a child does: everything, under a subscriber that hears all.
pub fn role(params: Value) {
    let road = match params["road"].as_str() {
        Some("tls") => Road::Tls,
        _ => Road::Plain,
    };
    let log = Log::global();
    let sweep = Arc::new(Sweep::default());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        for case in CASES {
            child::say(case.spec.id);
            let world = World::new(&sweep, *case, road).await;
            flows::all(&world).await;
            failures::all(&world).await;
            pages::all(&world).await;
            kept::all(&world).await;
        }
    });
    drop(runtime);
    for (target, text) in log.by_target() {
        sweep.output(&format!("log of {target}"), text);
    }
    child::result(&json!({
        "findings": sweep.findings(child::say),
        "secrets": sweep.names(),
        "outputs": sweep.outputs(),
        "bytes": sweep.size(),
    }));
}

fn swept(road: &str, logs: &[&str]) {
    let mut child = Child::spawn("canary", json!({ "road": road }));
    let result = child.result();
    let list = |name: &str| -> Vec<String> {
        let values = result[name].as_array().unwrap();
        values
            .iter()
            .map(|value| value.as_str().unwrap().to_owned())
            .collect()
    };
    let ended = child.wait();
    let findings = list("findings");
    assert!(
        findings.is_empty(),
        "{} findings:\n{}",
        findings.len(),
        findings.join("\n")
    );
    let (secrets, outputs) = (list("secrets"), list("outputs"));
    for name in [
        "client secret",
        "password",
        "PIN",
        "state",
        "nonce",
        "code_verifier",
    ] {
        assert!(secrets.iter().any(|own| own == name), "{name}: {secrets:?}");
    }
    for name in [
        "events",
        "a damaged record",
        "pages of the listener",
        "notices to a person",
        "a transport that panics",
        "error of a callback that is refused",
        "error of Refresh that fails",
        "ledger of the mock",
    ] {
        assert!(
            outputs.iter().any(|own| own.ends_with(name)),
            "{name}: {outputs:?}"
        );
    }
    for target in logs {
        let target = format!("log of {target}");
        assert!(
            outputs.iter().any(|own| own.starts_with(&target)),
            "{target}: {outputs:?}"
        );
    }
    assert_eq!(ended.stderr, "");
    println!(
        "{road}: {} secrets, {} outputs, {} bytes",
        secrets.len(),
        outputs.len(),
        result["bytes"]
    );
}

#[test]
fn over_plain_http_no_secret_is_in_any_output_error_or_log() {
    swept("plain", &["hyper_util", "reqwest", "oauth_runtime"]);
}

#[test]
fn over_tls_and_http_2_no_secret_is_in_any_output_error_or_log() {
    swept(
        "tls",
        &["h2", "hyper_util", "reqwest", "rustls", "oauth_runtime"],
    );
}
