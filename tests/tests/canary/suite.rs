//! The recorded output of a whole run of tests, searched for what tests keep secret.

use oauth_mock::MARK;

use super::finder::Finder;

/// Names the file with the output of `cargo test -- --show-output`.
const VARIABLE: &str = "OAUTH_SWEEP_LOG";

/// Texts that stand for secrets in the tests of the workspace, and a length from
/// which on a start of one is like no other text. Texts that tests write to outputs
/// on purpose, to see them found or cut out, are not among them.
const SECRETS: &[(&str, usize)] = &[
    (MARK, 6),
    ("cl13nt-/+%:\"secret", 6),
    ("p4ssw0rd-/+%:\"word", 6),
    ("t3nant-/+%:\"key", 6),
    ("pr00f-c-/+%:\"kept", 6),
    ("canary-7fQ2xL9mWz4Tn8Rb-secret", 10),
    ("CANARY-secret", 13),
    ("demo-secret", 11),
    ("dc-secret-1", 11),
    ("p/w:1+%", 7),
];

fn finder() -> Finder {
    let mut finder = Finder::default();
    for (secret, least) in SECRETS {
        finder.add(secret, secret, *least);
    }
    finder
}

/// Without the name of tests: one of them may be called after what it looks for.
fn outputs(log: &str) -> String {
    let kept = log.lines().filter(|line| !line.starts_with("test "));
    kept.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_output_of_the_whole_suite_holds_no_secret() {
    let Some(path) = std::env::var_os(VARIABLE) else {
        println!("skipped: {VARIABLE} names no output of `cargo test -- --show-output`");
        return;
    };
    let bytes = std::fs::read(&path).unwrap();
    let log = String::from_utf8_lossy(&bytes);
    assert!(
        log.contains("test result: ok"),
        "{path:?} is no output of tests"
    );
    let found = finder().find(&outputs(&log));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_secret_in_an_output_of_tests_is_found() {
    let log = "running 1 test\ntest a ... ok\n\n---- a stdout ----\ntoken m1nted-at-1-x\n\ntest result: ok";
    assert_eq!(finder().find(&outputs(log)).len(), 1);
    assert_eq!(finder().find(&outputs("test m1nted ... ok")).len(), 0);
}
