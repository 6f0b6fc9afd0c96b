//! From an HTTP answer to tokens, or to an error that names what to change.
//!
//! Reading is tolerant within declared bounds: numbers as text, a missing
//! `token_type`, any 2xx status, JSON or form by content. It is strict where
//! tolerance would be a hole: a key that stands twice, an answer that may have
//! been cut off, and a redirect are refused. No message repeats a body.

mod api;
mod backchannel;
mod claim;
mod claims;
mod device;
mod document;
mod expiry;
mod failure;
mod format;
mod keep;
mod pushed;
mod read;
mod registration;
mod second;
mod step;
mod token;
mod webhook;
#[cfg(feature = "xml")]
mod xml;

pub(crate) use api::{ApiVerdict, judge_api, reset_delay, retry_after};
pub(crate) use backchannel::{BackchannelAuthentication, judge_backchannel};
pub(crate) use claims::{Told, judge_told};
pub(crate) use device::{
    DeviceAuthorization, LONGEST_INTERVAL, Later, Polled, judge_device, judge_poll,
};
pub use document::Document;
pub(crate) use format::decode;
pub(crate) use keep::{declared, keep_parameters, restore_kept, trusted, trusted_in_step};
pub(crate) use pushed::{Pushed, judge_pushed};
pub(crate) use registration::{Presented, judge_deletion, judge_registration};
pub(crate) use step::{judge_items, judge_kept, judge_then};
pub(crate) use token::judge_renewed;
pub use token::{judge_code, judge_done, judge_json, judge_token};
pub(crate) use webhook::judge_webhook;

use crate::error::Error;
use crate::spec::{CallKind, CallSpec, ClientAuth, ProviderSpec};
use crate::wire::WireResponse;

/// An answer with everything that decides how it is read.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// The provider.
    pub spec: &'static ProviderSpec,
    /// Which call was made.
    pub kind: CallKind,
    /// The call as it is declared.
    pub call: &'a CallSpec,
    /// What came back.
    pub response: &'a WireResponse,
    /// The client authentication that was used, where it is not the declared one.
    pub client_auth: Option<&'a ClientAuth>,
    /// The secrets of the request. They are cut out of texts that the provider answers.
    pub secrets: &'a [&'a str],
}

impl std::fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("provider", &self.spec.id)
            .field("kind", &self.kind)
            .field("response", &self.response)
            .finish_non_exhaustive()
    }
}

impl Answer<'_> {
    fn named(&self, error: Error) -> Error {
        error
            .of(self.spec.id)
            .on(self.kind)
            .status_code(self.response.status)
    }
}
