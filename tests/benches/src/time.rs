//! Wall-clock time, all variants in turns so that a busy machine slows each alike.

use std::time::{Duration, Instant};

use crate::Bench;

const ROUNDS: usize = 31;
const ROUND: Duration = Duration::from_millis(10);

/// Prints the median nanoseconds of each variant, and the median over the
/// rounds of our time divided by its time.
pub fn print(bench: &Bench) {
    let mut loops: Vec<_> = bench.variants.iter().map(|(_, start)| start()).collect();
    let counts: Vec<usize> = loops.iter_mut().map(|run| calibrate(run)).collect();
    let mut nanos = vec![Vec::new(); loops.len()];
    let mut ratios = vec![Vec::new(); loops.len()];
    for _ in 0..ROUNDS {
        let round: Vec<f64> = loops
            .iter_mut()
            .zip(&counts)
            .map(|(run, count)| per_run(run, *count))
            .collect();
        for (variant, time) in round.iter().enumerate() {
            nanos[variant].push(*time);
            ratios[variant].push(round[0] / time);
        }
    }
    for (variant, (name, _)) in bench.variants.iter().enumerate() {
        let (time, ratio) = (median(&mut nanos[variant]), median(&mut ratios[variant]));
        println!("{name} {time:.1} {ratio:.3}");
    }
}

/// How many runs fill one round.
fn calibrate(run: &mut impl FnMut(usize)) -> usize {
    let mut count = 64;
    loop {
        let took = per_run(run, count) * count as f64;
        if took >= ROUND.as_nanos() as f64 / 2.0 {
            return count;
        }
        count *= 2;
    }
}

fn per_run(run: &mut impl FnMut(usize), count: usize) -> f64 {
    let start = Instant::now();
    run(count);
    start.elapsed().as_nanos() as f64 / count as f64
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
