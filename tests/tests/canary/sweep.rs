//! The secrets that are known, the outputs that came by, and what may stand in them.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error as _;
use std::fmt::{Debug, Display, Write as _};
use std::sync::Mutex;

use oauth_runtime::Error;

use super::finder::Finder;

/// Starts of random texts are looked for from this length on.
const RANDOM: usize = 10;

/// An output that may show a secret.
pub struct Allowed {
    /// What the name of the output begins with.
    pub output: &'static str,
    /// What the name of the secret begins with.
    pub secret: &'static str,
    /// Why.
    pub reason: &'static str,
}

/// The only places where a secret may be seen.
pub const ALLOWED: &[Allowed] = &[
    Allowed {
        output: "address to open",
        secret: "state",
        reason: "the browser brings the state to the provider in this address (RFC 6749 §4.1.1)",
    },
    Allowed {
        output: "address to open",
        secret: "nonce",
        reason: "the nonce goes the same way (OpenID Connect Core §3.1.2.1)",
    },
    Allowed {
        output: "claims of an ID token",
        secret: "nonce",
        reason: "the claims are handed out as they came, and the nonce was used up with the callback",
    },
];

/// Collects secrets and outputs.
#[derive(Default)]
pub struct Sweep {
    secrets: Mutex<BTreeMap<String, (String, usize)>>,
    outputs: Mutex<BTreeMap<String, String>>,
}

impl Sweep {
    /// A secret that begins with a mark, so that its first six bytes are like no
    /// other text.
    pub fn marked(&self, name: &str, secret: &str) {
        self.add(name, secret, 6);
    }

    /// A secret that was drawn at random.
    pub fn random(&self, name: &str, secret: &str) {
        self.add(name, secret, RANDOM);
    }

    fn add(&self, name: &str, secret: &str, least: usize) {
        let mut secrets = self.secrets.lock().unwrap();
        secrets
            .entry(secret.to_owned())
            .or_insert_with(|| (name.to_owned(), least));
    }

    /// An output as it is.
    pub fn output(&self, name: &str, text: impl Display) {
        let mut outputs = self.outputs.lock().unwrap();
        writeln!(outputs.entry(name.to_owned()).or_default(), "{text}").unwrap();
    }

    /// A value as debuggers and logs show it.
    pub fn debug(&self, name: &str, value: &impl Debug) {
        self.output(name, format_args!("{value:?} {value:#?}"));
    }

    /// An error with all that it is made of.
    pub fn error(&self, name: &str, error: &Error) {
        self.debug(name, error);
        self.output(name, format_args!("{error} {error:#}"));
        self.debug(name, &error.oauth_error());
        let mut source = error.source();
        while let Some(inner) = source {
            self.output(name, format_args!("{inner} {inner:?} {inner:#?}"));
            source = inner.source();
        }
    }

    /// A value or an error.
    pub fn outcome<T: Debug>(&self, name: &str, outcome: Result<T, Error>) -> Option<T> {
        match outcome {
            Ok(value) => {
                self.debug(name, &value);
                Some(value)
            }
            Err(error) => {
                self.error(&format!("error of {name}"), &error);
                None
            }
        }
    }

    /// The names of the secrets, each once.
    pub fn names(&self) -> BTreeSet<String> {
        let secrets = self.secrets.lock().unwrap();
        secrets.values().map(|(name, _)| name.clone()).collect()
    }

    /// The names of the outputs.
    pub fn outputs(&self) -> Vec<String> {
        self.outputs.lock().unwrap().keys().cloned().collect()
    }

    /// How many bytes were searched.
    pub fn size(&self) -> usize {
        self.outputs.lock().unwrap().values().map(String::len).sum()
    }

    pub fn finder(&self) -> Finder {
        let mut finder = Finder::default();
        for (secret, (name, least)) in &*self.secrets.lock().unwrap() {
            finder.add(name, secret, *least);
        }
        finder
    }

    /// Every secret that stands where it may not, and every line of the table that
    /// nothing needs.
    /// Hears the name of each output before it is searched.
    pub fn findings(&self, hear: impl Fn(&str)) -> Vec<String> {
        let finder = self.finder();
        let mut findings = Vec::new();
        let mut needed = BTreeSet::new();
        for (output, text) in &*self.outputs.lock().unwrap() {
            hear(output);
            for found in finder.find(text) {
                let allowed = ALLOWED.iter().position(|one| {
                    output.starts_with(one.output) && found.secret.starts_with(one.secret)
                });
                match allowed {
                    Some(line) => drop(needed.insert(line)),
                    None => findings.push(format!(
                        "{output}: {} ({}): {}",
                        found.secret, found.form, found.around
                    )),
                }
            }
        }
        for (line, allowed) in ALLOWED.iter().enumerate() {
            if !needed.contains(&line) {
                findings.push(format!(
                    "no {} was seen in `{}`, although: {}",
                    allowed.secret, allowed.output, allowed.reason
                ));
            }
        }
        findings
    }
}
