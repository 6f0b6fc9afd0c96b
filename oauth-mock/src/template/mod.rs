//! Templates, filled with what the server knows.
//!
//! The server does not know every value that a client fills in: a tenant
//! variable may have been left open. So a filled template is a pattern, and
//! what is not known matches anything of its form.

use oauth_runtime::spec::{CallKind, Encode, Part, ProviderSpec, Slot, VarKind};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

mod function;
mod pattern;
mod scene;
mod time;
mod uses;

pub(crate) use pattern::Pattern;
pub(crate) use scene::{Scene, scenes, words};
pub(crate) use uses::{in_call, is_live};

use crate::clients::Registered;
use crate::sample;
use pattern::Piece;

/// RFC 3986 §2.3.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A tenant variable, as far as the server knows it.
#[derive(Clone, Debug)]
pub(crate) enum Tenant {
    /// It has this value.
    Known(String),
    /// It has a value that nobody told.
    Open,
    /// It has none.
    Unset,
}

/// What templates are filled from.
#[derive(Clone, Copy)]
pub(crate) struct Values<'a> {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) tenant: &'a [Tenant],
    pub(crate) kept: &'a [(String, Value)],
    pub(crate) client: Option<&'a Registered>,
    /// What is known of the request itself.
    pub(crate) scene: &'a Scene,
}

/// Why a template has no text: a variable in it is unset.
pub(crate) struct Unset;

impl<'a> Values<'a> {
    /// The same in the light of a request.
    pub(crate) fn at(self, scene: &'a Scene) -> Self {
        Self { scene, ..self }
    }
}

impl Values<'_> {
    pub(crate) fn fill(&self, parts: &[Part]) -> Result<Pattern, Unset> {
        let mut pieces = Vec::new();
        for part in parts {
            let (text, form) = match *part {
                Part::Lit(text) => {
                    pieces.push(Piece::Text(text.to_owned()));
                    continue;
                }
                Part::Var(index, field, form) => (self.variable(index, field)?, form),
                Part::Slot(slot, form) => (self.slot(slot), form),
                Part::Now(form, offset, encode) => {
                    let now = self.scene.now;
                    (now.and_then(|now| time::write(form, offset, now)), encode)
                }
                Part::Call(function, arguments, form) => (self.call(function, arguments)?, form),
                // A hook is the program's own code: what it makes is not known.
                _ => (None, Encode::Raw),
            };
            pieces.push(match text {
                Some(text) => Piece::Text(encode(&text, form)),
                None if form == Encode::Segment => Piece::Segment,
                None => Piece::Any,
            });
        }
        Ok(Pattern(pieces))
    }

    /// The beginning of a URL, where an open value is as good as a made-up one:
    /// only the path behind the host counts.
    pub(crate) fn origin(&self, parts: &[Part]) -> Result<String, Unset> {
        let mut out = String::new();
        for part in parts {
            match *part {
                Part::Lit(text) => out.push_str(text),
                Part::Var(index, field, _) => match self.variable(index, field)? {
                    Some(text) => out.push_str(&text),
                    None => out.push_str(&self.sample(index)),
                },
                Part::Slot(slot, _) => out.push_str(&self.slot(slot).unwrap_or_default()),
                _ => (),
            }
        }
        Ok(out)
    }

    fn sample(&self, index: u8) -> String {
        self.spec
            .vars
            .get(usize::from(index))
            .map(|var| sample::text(&var.kind, var.name))
            .unwrap_or_default()
    }

    fn variable(&self, index: u8, field: u8) -> Result<Option<String>, Unset> {
        let at = usize::from(index);
        let value = match self.tenant.get(at) {
            Some(Tenant::Known(value)) => value.as_str(),
            Some(Tenant::Open) => return Ok(None),
            _ => return Err(Unset),
        };
        Ok(match self.spec.vars.get(at).map(|var| var.kind) {
            Some(VarKind::OneOf(choices)) => choices
                .iter()
                .find(|choice| choice.name == value)
                .and_then(|choice| choice.values.get(usize::from(field)))
                .map(|(_, text)| (*text).to_owned()),
            _ => Some(value.to_owned()),
        })
    }

    fn slot(&self, slot: Slot) -> Option<String> {
        match slot {
            Slot::ClientId => self.client.map(|client| client.id.clone()),
            Slot::ClientSecret => {
                let secret = self.client?.secret()?;
                Some(secret.expose().to_owned())
            }
            Slot::Token(name) | Slot::Callback(name) | Slot::Step(_, name) => self
                .kept
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| plain(value)),
            Slot::AccessToken => self.scene.access_token.clone(),
            Slot::RefreshToken => self.scene.refresh_token.clone(),
            Slot::Code => self.scene.code.clone(),
            Slot::State => self.scene.state.clone(),
            Slot::Scope => self.scene.scope.clone(),
            Slot::RedirectUri => self.scene.redirect_uri.clone(),
            Slot::RedirectHost => {
                let (_, rest) = self.scene.redirect_uri.as_deref()?.split_once("://")?;
                let end = rest.find([':', '/', '?']).unwrap_or(rest.len());
                rest.get(..end).map(str::to_owned)
            }
            Slot::Uuid => self.scene.uuid.clone(),
            Slot::Path => self.scene.path.clone(),
            Slot::Body => self.scene.body.clone(),
            Slot::TokenUrl => self.token_url(),
            _ => None,
        }
    }

    /// The declared address of the token call, without its query.
    fn token_url(&self) -> Option<String> {
        use CallKind::{ClientCredentials, Device, JwtBearer, Password, Saml2Bearer, Token};
        let kinds = [
            Token,
            ClientCredentials,
            Password,
            Device,
            JwtBearer,
            Saml2Bearer,
        ];
        let call = kinds.into_iter().find_map(|kind| self.spec.call(kind))?;
        let mut url = &call.url;
        loop {
            match (self.fill(url.origin), self.fill(url.rest), url.fallback) {
                (Ok(origin), Ok(rest), _) => return origin.then(rest).split_query().0.text(),
                (_, _, fallback) => url = fallback?,
            }
        }
    }
}

/// A JSON value as the text it would be in a form.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn encode(text: &str, form: Encode) -> String {
    match form {
        Encode::Segment | Encode::Query => utf8_percent_encode(text, UNRESERVED).to_string(),
        Encode::Path => text
            .split('/')
            .map(|segment| utf8_percent_encode(segment, UNRESERVED).to_string())
            .collect::<Vec<_>>()
            .join("/"),
        _ => text.to_owned(),
    }
}

/// A path in which only what must be encoded is encoded, so that two ways of
/// writing the same path are equal (RFC 3986 §6.2.2).
pub(crate) fn normal(path: &str) -> String {
    path.split('/')
        .map(|segment| {
            let decoded: Vec<u8> = percent_decode_str(segment).collect();
            percent_encoding::percent_encode(&decoded, UNRESERVED).to_string()
        })
        .collect::<Vec<_>>()
        .join("/")
}
