//! Signed assertions: what they hold, and whether what was sent holds it.

use super::encode;
use super::keys::{self, Key};
use super::node::Node;
use super::row::Row;
use super::template;
use super::values::Values;

/// An expected JWT (RFC 7519).
#[derive(Clone, Debug)]
pub(crate) struct Jwt {
    alg: String,
    header: Vec<(String, String)>,
    claims: Vec<(String, String)>,
    issued: u64,
    lifetime: Option<u64>,
}

impl Jwt {
    /// The JWT that a row describes.
    pub(crate) fn new(row: &Row, values: &Values) -> Option<Self> {
        if !row.is("assertion.type", "jwt") {
            return None;
        }
        let texts = |path: &str| {
            let members = row.members(path).iter();
            members
                .filter_map(|(name, value)| {
                    Some((name.clone(), template::expand(value.as_str()?, values)?))
                })
                .collect()
        };
        let lifetime = row.at("assertion.lifetime_seconds").and_then(Node::scalar);
        Some(Self {
            alg: row.text("assertion.alg")?.to_owned(),
            header: texts("assertion.header"),
            claims: texts("assertion.claims"),
            issued: values.now,
            lifetime: lifetime.and_then(|text| text.parse().ok()),
        })
    }

    /// What is wrong with a JWT that was sent.
    pub(crate) fn faults(&self, sent: &str) -> Vec<String> {
        let parts: Vec<&str> = sent.split('.').collect();
        let &[header, claims, signature] = parts.as_slice() else {
            return vec!["no JWT".to_owned()];
        };
        let mut faults = Vec::new();
        let key: &Key = match self.alg.as_str() {
            "ES256" => &keys::EC,
            _ => &keys::RSA,
        };
        let signed = format!("{header}.{claims}");
        let signature = encode::unbase64url(signature).unwrap_or_default();
        if !key.verifies(&self.alg, &signed, &signature) {
            faults.push("its signature is wrong".to_owned());
        }
        let header = decode(header);
        let claims = decode(claims);
        let mut same = |of: &Node, name: &str, expected: &str| {
            let found = of.get(name).and_then(Node::scalar);
            if found.as_deref() != Some(expected) {
                faults.push(format!("`{name}` is {found:?}, not {expected:?}"));
            }
        };
        same(&header, "alg", &self.alg);
        for (name, text) in &self.header {
            same(&header, name, text);
        }
        for (name, text) in &self.claims {
            same(&claims, name, text);
        }
        if let Some(lifetime) = self.lifetime {
            same(&claims, "exp", &(self.issued + lifetime).to_string());
        }
        for (name, _) in claims.members() {
            let known = self.claims.iter().any(|(claim, _)| claim == name);
            if !known && !["iat", "exp", "nbf", "jti"].contains(&name.as_str()) {
                faults.push(format!("`{name}` is not among the facts"));
            }
        }
        faults
    }
}

fn decode(part: &str) -> Node {
    let bytes = encode::unbase64url(part).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or(Node::Null)
}
