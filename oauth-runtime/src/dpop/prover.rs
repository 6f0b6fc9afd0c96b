//! Proofs for the requests of one call, and the one repeat that a server can ask for.

use std::time::{Duration, SystemTime};

use http::{HeaderName, HeaderValue};

use super::proof::Claims;
use super::{DpopKey, ProofError, Proved, Role};
use crate::client::Core;
use crate::error::{Code, Error};
use crate::spec::{CallKind, CallSpec};
use crate::wire::{Inputs, Proven, WireRequest, WireResponse, proven};

/// Puts a proof into each request of one call: the first, the hops of a redirect, and
/// the repeat.
pub(crate) struct Prover<'a> {
    core: &'a Core,
    /// Without it nothing is proved.
    key: Option<&'a DpopKey>,
    /// The access token that the request carries.
    token: Option<&'a str>,
    role: Role,
    /// Whether a request may be sent again although the server said no more than that
    /// the proof is invalid. A code may be spent by then.
    bears_repeat: bool,
    repeated: bool,
    sent: Option<Proved>,
}

impl<'a> Prover<'a> {
    /// For a call with these inputs.
    pub(crate) fn new(
        core: &'a Core,
        kind: CallKind,
        call: &CallSpec,
        inputs: &Inputs<'a>,
    ) -> Self {
        let proven = proven(core.spec, kind, call, inputs);
        let token = match proven {
            Some(Proven::Token) => inputs.access_token.or(inputs.token).map(|text| text.0),
            _ => None,
        };
        Self {
            core,
            key: proven.and(inputs.dpop),
            token,
            role: match proven {
                Some(Proven::Token) => Role::Resource,
                _ => Role::Authorization,
            },
            bears_repeat: kind != CallKind::Token,
            repeated: false,
            sent: None,
        }
    }

    /// Adds the proof to a planned request.
    pub(crate) fn prove(&mut self, request: &mut WireRequest) -> Result<(), Error> {
        let method = request.method.as_str();
        if let Some((proved, header)) = self.header(method, &request.url)? {
            request.headers.insert(DPOP, header);
            self.sent = Some(proved);
        }
        Ok(())
    }

    /// The proof of a request; `None` where none is needed.
    pub(crate) fn header(
        &self,
        method: &str,
        url: &str,
    ) -> Result<Option<(Proved, HeaderValue)>, Error> {
        let Some(key) = self.key else {
            return Ok(None);
        };
        let core = self.core;
        let wanted = core.hub.nonces().wanted(url, self.role);
        let id = core.entropy.id()?;
        let claims = Claims {
            id: &id,
            method,
            url,
            issued_at: shifted(core.time.now(), wanted.ahead),
            token: self.token,
            nonce: wanted.nonce.as_deref(),
        };
        let proof = key.sign(&claims.json())?;
        let mut header = HeaderValue::from_str(&proof)
            .map_err(|_| Error::new(Code::InputRefused, "a proof cannot be a header"))?;
        header.set_sensitive(true);
        Ok(Some((wanted.proved, header)))
    }

    /// Takes the nonce of an answer. `true`: the server refused nothing but the proof,
    /// and the same request is sent once more, with a proof that it may take.
    pub(crate) fn repeats(&mut self, response: &WireResponse) -> bool {
        let Some(proved) = self.sent else {
            return false;
        };
        let core = self.core;
        let refused = core.hub.nonces().settle(proved, response, core.time.now());
        let again = match refused {
            _ if self.repeated => false,
            Some(ProofError::UseNonce) => true,
            Some(ProofError::Invalid) => self.bears_repeat,
            None => false,
        };
        self.repeated |= again;
        if again {
            tracing::debug!(
                provider = core.spec.id,
                "the server wants another proof; the request is sent once more"
            );
        }
        again
    }
}

/// The header of a proof.
pub(crate) const DPOP: HeaderName = HeaderName::from_static("dpop");

fn shifted(now: SystemTime, ahead: i64) -> SystemTime {
    let by = Duration::from_secs(ahead.unsigned_abs());
    let moved = match ahead < 0 {
        true => now.checked_sub(by),
        false => now.checked_add(by),
    };
    moved.unwrap_or(now)
}
