//! Processor time of the measured thread, all variants in turns: a busy machine
//! slows each alike, and the time in which others run is not counted.

use rustix::time::{ClockId, clock_gettime};

use crate::Bench;

const ROUNDS: usize = 30;
const ROUND_NANOS: f64 = 10e6;

/// Prints the median nanoseconds of each variant, and the median over the
/// rounds of our time divided by its time.
pub fn print(bench: &Bench) {
    let mut loops: Vec<_> = bench.variants.iter().map(|(_, start)| start()).collect();
    let counts: Vec<usize> = loops
        .iter_mut()
        .map(|run| calibrate(run, bench.runs))
        .collect();
    let mut nanos = vec![Vec::new(); loops.len()];
    let mut ratios = vec![Vec::new(); loops.len()];
    for round in 0..ROUNDS {
        let mut times = vec![0.0; loops.len()];
        // Another variant begins each round: who follows whom makes a difference.
        for turn in 0..loops.len() {
            let variant = (round + turn) % loops.len();
            times[variant] = per_run(&mut loops[variant], counts[variant]);
        }
        for (variant, time) in times.iter().enumerate() {
            nanos[variant].push(*time);
            ratios[variant].push(times[0] / time);
        }
    }
    for (variant, (name, _)) in bench.variants.iter().enumerate() {
        let (time, ratio) = (median(&mut nanos[variant]), median(&mut ratios[variant]));
        println!("{name} {time:.1} {ratio:.3}");
    }
}

/// How many runs fill one round.
fn calibrate(run: &mut impl FnMut(usize), least: usize) -> usize {
    run(least);
    least.max((ROUND_NANOS / per_run(run, least)) as usize)
}

fn per_run(run: &mut impl FnMut(usize), count: usize) -> f64 {
    let start = thread_nanos();
    run(count);
    (thread_nanos() - start) / count as f64
}

fn thread_nanos() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 * 1e9 + now.tv_nsec as f64
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
