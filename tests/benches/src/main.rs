//! Benchmarks of oauth-runtime, each beside crate `oauth2` or a hand-written floor.
//!
//! `run.sh` prints the whole table. By hand:
//!
//! ```text
//! oauth-benches list                      every benchmark and its variants
//! oauth-benches loop BENCH VARIANT N      runs one variant N times, for callgrind
//! oauth-benches allocations BENCH VARIANT allocations of one run
//! oauth-benches time BENCH                nanoseconds of all variants, in turns
//! ```

mod alloc;
mod answer;
mod api;
mod authorize;
mod exchange;
mod fixture;
mod provider;
mod server;
mod time;
mod token;

use std::process::ExitCode;

/// A benchmark: the same work in several variants. The first one is ours.
struct Bench {
    name: &'static str,
    /// How many runs callgrind looks at.
    runs: usize,
    variants: Vec<(&'static str, Start)>,
}

/// Sets a variant up and hands back the loop that is measured.
type Start = fn() -> Box<dyn FnMut(usize)>;

fn benches() -> Vec<Bench> {
    let mut all = vec![authorize::bench()];
    all.extend(answer::benches());
    all.extend(exchange::benches());
    all.extend(token::benches());
    all.push(api::bench());
    all
}

impl Bench {
    fn start(&self, variant: &str) -> Option<Box<dyn FnMut(usize)>> {
        let (_, start) = self.variants.iter().find(|(name, _)| *name == variant)?;
        Some(start())
    }
}

const WARM_UP: usize = 3;
const COUNTED: usize = 64;

fn command(arguments: &[&str]) -> Option<()> {
    let benches = benches();
    let bench = |name: &str| benches.iter().find(|bench| bench.name == name);
    match arguments {
        ["list"] => {
            for bench in &benches {
                let names: Vec<&str> = bench.variants.iter().map(|(name, _)| *name).collect();
                println!("{} {} {}", bench.name, bench.runs, names.join(" "));
            }
        }
        ["loop", name, variant, runs] => {
            let mut run = bench(name)?.start(variant)?;
            run(WARM_UP);
            run(runs.parse().ok()?);
        }
        ["allocations", name, variant] => {
            let mut run = bench(name)?.start(variant)?;
            run(COUNTED);
            let counted = alloc::allocations(|| run(COUNTED));
            println!("{:.1}", counted as f64 / COUNTED as f64);
        }
        ["time", name] => time::print(bench(name)?),
        ["serve"] => server::serve(),
        _ => return None,
    }
    Some(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match command(&arguments) {
        Some(()) => ExitCode::SUCCESS,
        None => {
            eprintln!(
                "usage: oauth-benches list | loop BENCH VARIANT N | allocations BENCH VARIANT | time BENCH"
            );
            ExitCode::FAILURE
        }
    }
}
