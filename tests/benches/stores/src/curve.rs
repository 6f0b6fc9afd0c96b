//! Reading, refreshing and listing with ever more records.

use std::time::Duration;

use oauth_runtime::store::{ConnectionKey, Filter};
use rustix::time::{ClockId, clock_gettime};

use crate::fill::{account, fill};
use crate::provider::{client, tokens};

const RUNS: u64 = 300;

pub async fn print(url: &str, sizes: &[u64]) {
    let store = oauth_stores::open_migrated(url).await.unwrap();
    let client = client(store.clone());
    client.account(account(0)).adopt(tokens()).await.unwrap();
    let mut filled = 1;
    for size in sizes {
        fill(url, filled, *size).await;
        filled = *size;
        let mut pick = Numbers(*size);
        let read = each(async || {
            let account = account(pick.below(filled));
            let found = client.account(account).stored_session().await.unwrap();
            assert!(found.is_some());
        })
        .await;
        let mut sessions = Vec::new();
        for _ in 0..RUNS {
            let account = account(pick.below(filled));
            sessions.push(
                client
                    .account(account)
                    .stored_session()
                    .await
                    .unwrap()
                    .unwrap(),
            );
        }
        let mut next = sessions.into_iter();
        let refresh = each(async || {
            next.next().unwrap().renew().await.unwrap();
        })
        .await;
        let filter = Filter {
            provider: Some("acme".to_owned()),
            registration: Some("bench".to_owned()),
            tenant: Some(String::new()),
        };
        let list = each(async || {
            let from = ConnectionKey::new(
                "acme",
                "bench",
                "",
                account(pick.below(filled.saturating_sub(100).max(1))),
            );
            let page = store.list(&filter, Some(&from), 100).await.unwrap();
            assert!(!page.is_empty());
        })
        .await;
        println!(
            "| {} | {size} | {:.2} | {:.2} | {:.2} | {} |",
            url.split(':').next().unwrap_or_default(),
            millis(read),
            millis(refresh),
            millis(list),
            resident()
        );
    }
}

/// The median of many runs.
async fn each(mut run: impl AsyncFnMut()) -> Duration {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = now();
        run().await;
        times.push(now().saturating_sub(start));
    }
    times.sort();
    times[times.len() / 2]
}

pub fn now() -> Duration {
    let time = clock_gettime(ClockId::Monotonic);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The memory of this process at its peak, in MiB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kib.unwrap_or_default() / 1024
}

/// Numbers that look random and are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}
