//! F-64: secrets are compared in a time that tells nothing.

use std::path::{Path, PathBuf};

use oauth_runtime::Secret;

/// Answers for types without the trait; a type with it has the method of its own.
trait Without {
    fn has_it(&self) -> bool {
        false
    }
}

impl<T> Without for &Probe<T> {}

struct Probe<T>(std::marker::PhantomData<T>);

impl<T: PartialEq> Probe<T> {
    fn has_it(&self) -> bool {
        true
    }
}

#[test]
#[expect(
    clippy::needless_borrow,
    reason = "the method is chosen by the number of references"
)]
fn a_secret_has_no_equality_but_one_in_constant_time() {
    assert!(
        (&Probe::<String>(std::marker::PhantomData)).has_it(),
        "the probe works"
    );
    assert!(!(&Probe::<Secret>(std::marker::PhantomData)).has_it());
    let secret = Secret::new("a-secret");
    assert!(secret.matches("a-secret"));
    assert!(!secret.matches("a-secreT") && !secret.matches("a-secret2") && !secret.matches(""));
}

/// Names of what nobody may compare with `==`.
const SECRETS: &[&str] = &[
    "state", "nonce", "verifier", "session", "secret", "token", "code",
];

/// Whether a line compares the text of a secret.
fn compares(line: &str) -> bool {
    let exposed = line.contains(".expose() ==")
        || line.contains(".expose() !=")
        || line.contains("== secret.expose()");
    let bare = SECRETS.iter().any(|name| {
        [" == ", " != "].iter().any(|sign| {
            line.contains(&format!("pending.{name}{sign}"))
                || line.contains(&format!("{sign}pending.{name}"))
        })
    });
    (exposed || bare) && !line.trim_start().starts_with("//")
}

fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push(path),
        }
    }
}

#[test]
fn no_source_compares_the_text_of_a_secret() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    for name in [
        "oauth-runtime",
        "oauth-sign-in",
        "oauth-axum",
        "oauth-cli",
        "oauth-stores",
    ] {
        sources(&root.join(name).join("src"), &mut found);
    }
    assert!(found.len() > 100);
    for path in found {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let production = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in production.lines() {
            assert!(!compares(line), "{}: {line}", path.display());
        }
    }
    assert!(compares("if given.expose() == own {") && compares("pending.state != state"));
    assert!(!compares("if secret.matches(own) {"));
}
