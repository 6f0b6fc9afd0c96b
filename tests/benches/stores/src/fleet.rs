//! Refreshes per second of a fleet: each process renews accounts of its own.

use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::curve::now;
use crate::fill::account;
use crate::provider::{client, tokens};

/// How many accounts a process renews at once.
const TASKS: u64 = 8;
const SECONDS: u64 = 5;

pub async fn print(url: &str, fleets: &[u64]) {
    for processes in fleets {
        let mut children = Vec::new();
        for number in 0..*processes {
            let child = Command::new(std::env::current_exe().unwrap())
                .args(["fleet-process", url, &number.to_string()])
                .stdout(Stdio::piped())
                .kill_on_drop(true)
                .spawn()
                .unwrap();
            children.push(child);
        }
        let mut refreshes = 0_u64;
        for child in children {
            let output = child.wait_with_output().await.unwrap();
            assert!(output.status.success());
            let text = String::from_utf8(output.stdout).unwrap();
            refreshes += text.trim().parse::<u64>().unwrap();
        }
        println!(
            "| {} | {processes} | {} |",
            url.split(':').next().unwrap_or_default(),
            refreshes / SECONDS
        );
    }
}

pub async fn process(url: &str, number: u64) {
    let store = oauth_stores::open_migrated(url).await.unwrap();
    let client = client(store);
    let mut tasks = Vec::new();
    for task in 0..TASKS {
        let account = account(1_000_000 + number * TASKS + task);
        let session = client.account(account).adopt(tokens()).await.unwrap();
        tasks.push(session);
    }
    let end = now() + Duration::from_secs(SECONDS);
    let running: Vec<_> = tasks
        .into_iter()
        .map(|session| {
            tokio::spawn(async move {
                let mut count = 0_u64;
                while now() < end {
                    session.renew().await.unwrap();
                    count += 1;
                }
                count
            })
        })
        .collect();
    let mut total = 0;
    for task in running {
        total += task.await.unwrap();
    }
    println!("{total}");
}
