//! F-46: when polls are sent, and what ends them.

use oauth_runtime::clock::Clock as _;
use oauth_runtime::transport::TransportError;
use oauth_runtime::{Code, DevicePoll};
use serde_json::{Value, json};

use super::world::{Reply, World, refusal, reply, seconds, tokens};
use crate::support::answer;

fn pending() -> Reply {
    refusal("authorization_pending")
}

fn slow_down() -> Reply {
    refusal("slow_down")
}

async fn moments(changes: Value, script: Vec<Reply>) -> Vec<f64> {
    let world = World::new(1.0);
    let (outcome, _) = world.run(changes, script).await;
    outcome.unwrap();
    world.moments()
}

#[tokio::test]
async fn f_46_polls_wait_first_and_keep_the_interval_and_a_fifth() {
    let none = || json!({});
    for (changes, script, expected) in [
        (none(), vec![tokens()], vec![6.0]),
        (
            none(),
            vec![pending(), pending(), pending(), tokens()],
            vec![6.0, 12.0, 18.0, 24.0],
        ),
        (
            none(),
            vec![slow_down(), slow_down(), slow_down(), pending(), tokens()],
            vec![6.0, 18.0, 36.0, 60.0, 84.0],
        ),
        (
            none(),
            vec![
                reply(400, json!({"error": "slow_down", "interval": 30})),
                pending(),
                slow_down(),
                tokens(),
            ],
            vec![6.0, 42.0, 78.0, 120.0],
        ),
        (
            none(),
            vec![
                reply(400, json!({"error": "slow_down", "interval": 1})),
                tokens(),
            ],
            vec![6.0, 18.0],
        ),
        (json!({"interval": null}), vec![tokens()], vec![6.0]),
        (json!({"interval": 0}), vec![tokens()], vec![6.0]),
        (json!({"interval": -3}), vec![tokens()], vec![6.0]),
        (json!({"interval": "10"}), vec![tokens()], vec![12.0]),
        (json!({"interval": 2.5}), vec![tokens()], vec![3.0]),
        (json!({"interval": 0.01}), vec![tokens()], vec![1.2]),
        (json!({"interval": "soon"}), vec![tokens()], vec![6.0]),
        (json!({"interval": [5]}), vec![tokens()], vec![6.0]),
        (json!({"interval": true}), vec![tokens()], vec![6.0]),
        (json!({"interval": 1e300}), vec![tokens()], vec![360.0]),
        (
            json!({"interval": u64::MAX, "expires_in": "1000.5"}),
            vec![slow_down(), tokens()],
            vec![360.0, 720.0],
        ),
    ] {
        let case = format!("{changes} and {} answers", script.len());
        assert_eq!(moments(changes, script).await, expected, "{case}");
    }
}

#[tokio::test]
async fn f_46_failures_are_waited_out_twice_as_long_each_time() {
    let not_sent = || Err(TransportError::NotSent("no route".into()));
    let lost = || Err(TransportError::NoAnswer("reset".into()));
    let too_many = |headers: &[(&str, &str)]| Ok(answer(429, headers, ""));
    for (script, expected) in [
        (
            vec![not_sent(), lost(), Err(TransportError::Deadline), tokens()],
            vec![6.0, 18.0, 42.0, 90.0],
        ),
        (
            vec![Ok(answer(503, &[], "busy")), pending(), tokens()],
            vec![6.0, 18.0, 24.0],
        ),
        (
            vec![
                reply(400, json!({"error": "temporarily_unavailable"})),
                tokens(),
            ],
            vec![6.0, 18.0],
        ),
        (
            vec![too_many(&[("retry-after", "40")]), pending(), tokens()],
            vec![6.0, 46.0, 52.0],
        ),
        (
            vec![too_many(&[("retry-after", "1")]), tokens()],
            vec![6.0, 18.0],
        ),
        (vec![too_many(&[]), tokens()], vec![6.0, 18.0]),
        (
            vec![
                Ok(answer(
                    429,
                    &[("retry-after", "30")],
                    r#"{"error":"slow_down"}"#,
                )),
                tokens(),
            ],
            vec![6.0, 36.0],
        ),
    ] {
        assert_eq!(moments(json!({}), script).await, expected);
    }
    let flaps = vec![not_sent(); 6].into_iter().chain([tokens()]).collect();
    assert_eq!(
        moments(json!({}), flaps).await,
        [6.0, 18.0, 42.0, 90.0, 150.0, 210.0, 270.0]
    );
}

#[tokio::test]
async fn f_46_the_end_has_a_name() {
    for (last, code) in [
        (refusal("expired_token"), Code::DeviceCodeExpired),
        (refusal("access_denied"), Code::AccessDenied),
        (refusal("authorization_declined"), Code::AccessDenied),
        (refusal("user_said_no"), Code::AccessDenied),
        (refusal("invalid_grant"), Code::CodeRefused),
    ] {
        let world = World::new(1.0);
        let (outcome, sign_in) = world.run(json!({}), vec![pending(), last, tokens()]).await;
        assert_eq!(outcome.unwrap_err().code(), code);
        let again = world.outcome(&sign_in).await.unwrap_err();
        assert_eq!(again.code(), code, "the end is an end");
        assert_eq!(world.moments(), [6.0, 12.0]);
    }
}

#[tokio::test]
async fn f_46_what_no_wait_heals_is_told_and_can_be_tried_again() {
    for (odd, code) in [
        (refusal("invalid_client"), Code::ClientAuthentication),
        (refusal("unsupported_grant_type"), Code::UnauthorizedClient),
        (refusal("something_else"), Code::ProviderError),
        (Ok(answer(404, &[], "")), Code::WrongEndpoint),
        (
            Ok(answer(302, &[("location", "https://evil.example/")], "")),
            Code::Redirected,
        ),
        (reply(200, json!({"hello": 1})), Code::MissingField),
    ] {
        let world = World::new(1.0);
        let (outcome, sign_in) = world.run(json!({}), vec![odd, tokens()]).await;
        let error = outcome.unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(!error.to_string().contains("dc-secret"));
        world.outcome(&sign_in).await.unwrap();
        let moments = world.moments();
        assert!(moments[1] - moments[0] >= 6.0, "{moments:?}");
    }
}

#[tokio::test]
async fn f_46_a_refusal_after_a_lost_answer_says_so() {
    let world = World::new(1.0);
    let lost = Err(TransportError::NoAnswer("reset".into()));
    let (outcome, _) = world
        .run(json!({}), vec![lost, refusal("invalid_grant")])
        .await;
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), Code::CodeRefused);
    assert!(error.to_string().contains("was lost on the way"), "{error}");
}

#[tokio::test]
async fn f_46_polls_stop_when_the_code_is_over() {
    let world = World::new(1.0);
    let (outcome, sign_in) = world.run(json!({"expires_in": 20}), vec![pending()]).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), Code::DeviceCodeExpired);
    assert!(error.is_reauth_required());
    assert_eq!(world.moments(), [6.0, 12.0, 18.0]);
    assert_eq!(
        world.clock.monotonic(),
        seconds(20),
        "it is told at the end"
    );
    assert_eq!(sign_in.expires_in(), seconds(20));

    let world = World::new(1.0);
    let gone = Err(TransportError::NotSent("no route".into()));
    let (outcome, _) = world.run(json!({"expires_in": 60}), vec![gone]).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), Code::DeviceCodeExpired);
    assert!(error.to_string().contains("could not be asked"), "{error}");
    assert_eq!(world.moments(), [6.0, 18.0, 42.0]);
}

#[tokio::test]
async fn f_46_a_lifetime_is_read_with_tolerance_and_bounded() {
    for (given, expected) in [
        (json!(null), 900),
        (json!(0), 900),
        (json!("soon"), 900),
        (json!("1800"), 1800),
        (json!(90.0), 90),
        (json!(1e300), 86_400),
    ] {
        let world = World::new(1.0);
        let changes = json!({ "expires_in": given });
        let (outcome, sign_in) = world.run(changes, vec![tokens()]).await;
        outcome.unwrap();
        assert_eq!(sign_in.expires_in(), seconds(expected), "{given}");
    }
}

#[tokio::test]
async fn f_46_no_poll_comes_before_both_clocks_allow_it() {
    for rate in [0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.67] {
        let world = World::new(rate);
        let script = vec![pending(), pending(), slow_down(), pending(), tokens()];
        let (outcome, _) = world.run(json!({}), script).await;
        outcome.unwrap();
        let instants = world.instants();
        let (mut wall, mut monotonic) = (0.0, 0.0);
        for (at, least) in instants.iter().zip([6.0, 6.0, 6.0, 12.0, 12.0]) {
            let (by_wall, by_monotonic) = (at.wall - wall, at.monotonic - monotonic);
            let slower = f64::min(by_wall, by_monotonic);
            assert!(slower >= least - 1e-6, "{rate}: {slower} of {least}");
            assert!(slower < least + 0.2, "{rate}: {slower} for {least}");
            (wall, monotonic) = (at.wall, at.monotonic);
        }
    }
}

#[tokio::test]
async fn f_46_the_second_slow_down_on_drifting_clocks_names_the_drift() {
    for (rate, text) in [
        (
            0.6,
            "the monotonic clock runs 67 % faster than the wall clock",
        ),
        (
            0.73,
            "the monotonic clock runs 37 % faster than the wall clock",
        ),
        (
            0.9,
            "the monotonic clock runs 11 % faster than the wall clock",
        ),
        (
            1.1,
            "the wall clock runs 10 % faster than the monotonic clock",
        ),
        (
            1.4,
            "the wall clock runs 40 % faster than the monotonic clock",
        ),
    ] {
        let world = World::new(rate);
        let script = vec![slow_down(), pending(), slow_down(), tokens()];
        let (outcome, sign_in) = world.run(json!({}), script).await;
        let error = outcome.unwrap_err();
        assert_eq!(error.code(), Code::PollingTooFast);
        assert!(error.to_string().contains(text), "{rate}: {error}");
        assert_eq!(world.moments().len(), 3);
        assert_eq!(sign_in.interval(), seconds(15));
        world.outcome(&sign_in).await.unwrap();
    }
}

#[tokio::test]
async fn f_46_where_the_clocks_agree_any_number_of_slow_downs_is_kept() {
    for rate in [0.98, 1.0, 1.02] {
        let world = World::new(rate);
        let script = [slow_down(), slow_down(), slow_down(), slow_down(), tokens()];
        let (outcome, sign_in) = world.run(json!({}), script.into()).await;
        outcome.unwrap();
        assert_eq!(sign_in.interval(), seconds(25));
    }
}

#[tokio::test]
async fn f_46_a_step_of_the_wall_clock_costs_one_wait_at_most() {
    let world = World::new(1.0);
    let sign_in = world
        .begin(super::world::issued(json!({})), vec![pending(), tokens()])
        .await
        .unwrap();
    let waiting = tokio::spawn({
        let sign_in = sign_in.clone();
        async move { sign_in.wait().await.map(|_| ()) }
    });
    world.clock.until_asleep(1).await;
    world.clock.turn_back(seconds(3600));
    while !waiting.is_finished() {
        tokio::task::yield_now().await;
        world.pass();
    }
    waiting.await.unwrap().unwrap();
    assert_eq!(world.moments(), [12.0, 18.0]);
}

#[tokio::test]
async fn f_46_a_code_that_ended_while_the_machine_slept_is_not_sent() {
    let world = World::new(1.0);
    let (begun, script) = (super::world::issued(json!({})), vec![pending(), tokens()]);
    let sign_in = world.begin(begun, script).await.unwrap();
    world.clock.suspend(seconds(599));
    assert!(matches!(
        sign_in.poll().await,
        Ok(DevicePoll::Pending { wait }) if wait == seconds(1)
    ));
    world.clock.suspend(seconds(1));
    let error = sign_in.poll().await.unwrap_err();
    assert_eq!(error.code(), Code::DeviceCodeExpired);
    assert_eq!(world.moments(), [0.0; 0]);
}

#[tokio::test]
async fn a_program_with_its_own_loop_is_held_to_the_same_pace() {
    let world = World::new(1.0);
    let begun = super::world::issued(json!({}));
    let script = vec![pending(), slow_down(), tokens()];
    let sign_in = world.begin(begun, script).await.unwrap();
    let mut told = Vec::new();
    loop {
        match sign_in.poll().await.unwrap() {
            DevicePoll::Pending { wait } => {
                told.push(wait.as_secs());
                // Half of it first: an impatient program sends nothing.
                world.clock.advance(wait / 2);
                let early = sign_in.poll().await.unwrap();
                assert!(matches!(early, DevicePoll::Pending { wait: rest } if rest == wait / 2));
                world.clock.advance(wait / 2);
            }
            DevicePoll::SignedIn(session) => {
                assert_eq!(session.tokens().access_token.expose(), "at-1");
                break;
            }
        }
    }
    assert_eq!(told, [6, 6, 12]);
    assert_eq!(world.moments(), [6.0, 12.0, 24.0]);
    assert!(matches!(sign_in.poll().await, Ok(DevicePoll::SignedIn(_))));
    assert_eq!(world.moments().len(), 3, "nothing more is sent");
}
