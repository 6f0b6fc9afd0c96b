//! What the templates of a call need of the request that they stand in.

use super::auth::ClientAuth;
use super::call::{CheckedCall, Value};
use super::template::{Part, Template};

/// Functions of the runtime's feature `signing`.
const SIGNING: &[&str] = &[
    "md5_hex",
    "hmac_sha256_hex",
    "hmac_sha256_base64",
    "rsa_sha256",
];

impl Part {
    /// Whether the time or the UUID of the request is in it.
    fn is_fresh(&self) -> bool {
        matches!(self, Self::Now(..) | Self::Hook(..))
            || self.is_slot("uuid")
            || self.is_slot("assertion")
    }

    /// Whether the request's own path, body or parameters are in it.
    fn is_own(&self) -> bool {
        matches!(self, Self::Call("sorted_params", ..))
            || self.is_slot("path")
            || self.is_slot("body")
    }

    fn needs_signing(&self) -> bool {
        matches!(self, Self::Call(name, ..) if SIGNING.contains(name)) || self.is_slot("assertion")
    }
}

impl CheckedCall {
    /// Whether the time or the UUID of the request is needed.
    pub(crate) fn is_fresh(&self) -> bool {
        self.any_part(&Part::is_fresh)
    }

    /// Whether the request is written first without what is made of itself.
    pub(crate) fn is_signed(&self) -> bool {
        self.any_part(&Part::is_own)
    }

    /// Whether the runtime's feature `signing` is needed.
    pub(crate) fn needs_signing(&self) -> bool {
        self.any_part(&Part::needs_signing)
    }

    /// Whether the assertion is sent.
    pub(crate) fn sends_assertion(&self) -> bool {
        self.any_part(&|part| part.is_slot("assertion"))
    }

    fn any_part(&self, test: &dyn Fn(&Part) -> bool) -> bool {
        self.templates()
            .into_iter()
            .flatten()
            .any(|part| part.any(test))
    }

    fn templates(&self) -> Vec<&Template> {
        let mut found = Vec::new();
        for url in self.url.iter().chain(&self.fallback) {
            found.push(&url.rest);
        }
        for rule in &self.rules {
            rule.value
                .iter()
                .for_each(|value| value.templates(&mut found));
        }
        for param in &self.params {
            param.value.templates(&mut found);
        }
        found.extend(self.headers.iter().map(|header| &header.value));
        if let Some(ClientAuth::Authorization(template)) =
            self.client_auth.as_ref().map(|auth| &auth.value)
        {
            found.push(template);
        }
        found
    }
}

impl Value<Template> {
    fn templates<'t>(&'t self, found: &mut Vec<&'t Template>) {
        match self {
            Self::Text(template) => found.push(template),
            Self::Number(_) | Self::Bool(_) => (),
            Self::Object(fields) => fields.iter().for_each(|(_, value)| value.templates(found)),
            Self::Array(values) => values.iter().for_each(|value| value.templates(found)),
        }
    }
}
