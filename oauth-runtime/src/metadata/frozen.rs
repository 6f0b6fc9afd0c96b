//! What a sign-in goes by from its beginning to its end, whatever the metadata says
//! meanwhile.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ClientInformation;
use super::auth::{method_name, method_of};
use super::endpoint::Rule;
use super::learned::Learned;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::spec::CallKind;

/// The calls that a sign-in makes after its callback.
const KEPT: &[CallKind] = &[CallKind::Token, CallKind::Jwks];

/// The issuer and the endpoints of a sign-in that waits (RFC 9207 §4, RFC 9700 §4.4).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Frozen {
    /// The issuer that the sign-in began at.
    pub(crate) issuer: Option<String>,
    /// The endpoints, each under the key of its call.
    pub(crate) endpoints: Vec<(String, String)>,
    /// Whether the metadata promises `iss` in the response (RFC 9207 §3).
    pub(crate) iss_required: bool,
    /// The method of client authentication (RFC 7591 §2), where metadata chose it.
    pub(crate) client_auth: Option<String>,
    /// The client, where it was registered for this sign-in.
    pub(crate) client: Option<ClientInformation>,
}

impl Core {
    /// What a sign-in that begins now goes by. `None` where everything is declared.
    pub(crate) fn frozen(&self) -> Option<Frozen> {
        if self.learned.is_none() && self.client.is_none() {
            return None;
        }
        let nothing = Learned::default();
        let learned = self.learned.as_deref().unwrap_or(&nothing);
        let endpoints = KEPT.iter().filter_map(|kind| {
            let url = learned.url(*kind)?;
            Some((kind.key().to_owned(), url.to_owned()))
        });
        Some(Frozen {
            issuer: self.issuer.clone(),
            endpoints: endpoints.collect(),
            iss_required: learned.iss_required,
            client_auth: learned
                .client_auth
                .as_ref()
                .and_then(method_name)
                .map(str::to_owned),
            client: self.client_of_tokens(),
        })
    }

    /// The client as it was when a sign-in began. Nothing is fetched.
    ///
    /// # Errors
    /// `E0409` when the record is of another issuer, or holds an address that no
    /// metadata could have brought.
    pub(crate) fn as_begun(self: &Arc<Self>, frozen: Option<&Frozen>) -> Result<Arc<Self>, Error> {
        let Some(frozen) = frozen else {
            return Ok(self.clone());
        };
        let other = |text: &'static str| Error::new(Code::WrongContext, text).of(self.spec.id);
        let issuer = frozen.issuer.as_deref().unwrap_or_default();
        if self.issuer.as_ref().is_some_and(|own| own != issuer) {
            return Err(other(
                "the pending sign-in began at another issuer; begin a new one",
            ));
        }
        let rule = Rule {
            owner: issuer,
            insecure_http: self.spec.insecure_http.is_some(),
        };
        let mut urls = Vec::with_capacity(frozen.endpoints.len());
        for (key, url) in &frozen.endpoints {
            let Some(kind) = KEPT.iter().find(|kind| kind.key() == key) else {
                continue;
            };
            if rule.refuses(url).is_some() {
                return Err(other(
                    "the pending sign-in holds an endpoint that no credential goes to; begin a new one",
                ));
            }
            urls.push((*kind, url.clone()));
        }
        let learned = Learned {
            metadata: None,
            urls,
            client_auth: frozen.client_auth.as_deref().and_then(method_of),
            iss_required: frozen.iss_required,
        };
        let begun = Self {
            issuer: frozen.issuer.clone(),
            learned: Some(Arc::new(learned)),
            ..(**self).clone()
        };
        Ok(Arc::new(match &frozen.client {
            Some(client) => begun.as_client(client.clone()),
            None => begun,
        }))
    }
}
