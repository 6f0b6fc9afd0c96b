//! This machine's two clocks, and the server's.

use std::time::{Duration, Instant, SystemTime};

use super::finding::Finding;

/// Both clocks at one moment.
#[derive(Clone, Copy)]
pub(super) struct Clocks {
    wall: SystemTime,
    monotonic: Instant,
}

/// The clocks must be watched for this long before they can be judged.
const WATCHED: Duration = Duration::from_millis(300);

/// Seconds by which clocks may differ unnoticed: `Date` has whole seconds, and an answer travels.
const UNNOTICED: u64 = 5;

/// Seconds by which signed tokens become invalid in practice (RFC 7519 §4.1.4 speaks of "a few minutes").
const HARMFUL: u64 = 60;

impl Clocks {
    #[expect(
        clippy::disallowed_methods,
        reason = "this machine's own clocks are what is looked at"
    )]
    pub(super) fn start() -> Self {
        // Between two clocks the process may be put to sleep for a while.
        let mut best: Option<(Duration, Self)> = None;
        for _ in 0..10 {
            let before = Instant::now();
            let wall = SystemTime::now();
            let apart = before.elapsed();
            if best.as_ref().is_none_or(|(known, _)| apart < *known) {
                let clocks = Self {
                    wall,
                    monotonic: before,
                };
                best = Some((apart, clocks));
            }
        }
        best.map_or_else(
            || Self {
                wall: SystemTime::now(),
                monotonic: Instant::now(),
            },
            |(_, clocks)| clocks,
        )
    }

    /// Whether both clocks went equally far since the start.
    #[expect(
        clippy::disallowed_methods,
        reason = "clocks are compared over a time, and there is no event to wait for"
    )]
    pub(super) async fn rate(self) -> Finding {
        let left = WATCHED.saturating_sub(self.monotonic.elapsed());
        tokio::time::sleep(left).await;
        let now = Self::start();
        let monotonic = now.monotonic.saturating_duration_since(self.monotonic);
        match now.wall.duration_since(self.wall) {
            Ok(wall) => judge(wall, monotonic),
            Err(back) => Finding::warn(
                "clock.rate",
                format!(
                    "the wall clock went back by {} ms meanwhile",
                    back.duration().as_millis()
                ),
            )
            .fix("let one program alone set the clock (NTP)"),
        }
    }
}

fn judge(wall: Duration, monotonic: Duration) -> Finding {
    let (wall, monotonic) = (wall.as_secs_f64(), monotonic.as_secs_f64());
    let off = (wall / monotonic - 1.0) * 100.0;
    match off.abs() > 5.0 && (wall - monotonic).abs() > 0.02 {
        true => Finding::warn(
            "clock.rate",
            format!("in {monotonic:.1} s by the monotonic clock the wall clock went {off:+.0} %"),
        )
        .fix("set the clock by NTP; under WSL run `wsl --shutdown`"),
        false => Finding::pass("clock.rate", "wall clock and monotonic clock agree"),
    }
}

/// How far the server was ahead of this machine, in seconds, at each answer with a `Date`.
pub(super) fn server(ahead: &[i64]) -> Finding {
    const ID: &str = "clock.server";
    let Some(most) = ahead.iter().max_by_key(|seconds| seconds.unsigned_abs()) else {
        return Finding::skip(ID, "no answer told the time");
    };
    let off = most.unsigned_abs();
    let text = format!(
        "the server's clock is {off} s {} this machine's",
        if *most < 0 { "behind" } else { "ahead of" }
    );
    let fix = "set this machine's clock by NTP (`timedatectl set-ntp true`, `w32tm /resync`); if it is right, tell the \
               provider";
    match off {
        0..=UNNOTICED => Finding::pass(ID, "the server's clock agrees with this machine's"),
        off if off <= HARMFUL => Finding::warn(ID, text).fix(fix),
        _ => Finding::fail(ID, format!("{text}: signed tokens may be refused")).fix(fix),
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::Outcome;
    use super::*;

    #[test]
    fn a_clock_that_runs_fast_is_noticed_and_a_busy_machine_is_not_blamed() {
        let ms = Duration::from_millis;
        assert_eq!(judge(ms(1000), ms(1000)).outcome, Outcome::Pass);
        assert_eq!(judge(ms(315), ms(300)).outcome, Outcome::Pass);
        assert_eq!(judge(ms(1370), ms(1000)).outcome, Outcome::Warn);
        assert!(judge(ms(1370), ms(1000)).text.contains("+37 %"));
        assert_eq!(judge(ms(800), ms(1000)).outcome, Outcome::Warn);
    }

    #[test]
    fn a_server_whose_clock_is_off_is_named_by_how_much() {
        assert_eq!(server(&[]).outcome, Outcome::Skip);
        assert_eq!(server(&[0, 1, -5]).outcome, Outcome::Pass);
        assert_eq!(server(&[0, -30]).outcome, Outcome::Warn);
        let far = server(&[300]);
        assert_eq!(far.outcome, Outcome::Fail);
        assert!(far.text.contains("300 s ahead of"));
    }
}
