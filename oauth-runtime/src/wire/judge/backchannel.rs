//! Answers of the backchannel authentication request, OpenID CIBA §7.3.

use std::time::{Duration, SystemTime};

use super::device::{INTERVAL, interval, lifetime};
use super::{Answer, failure, keep, read};
use crate::error::Error;
use crate::secret::Secret;
use crate::spec::Field;
use crate::token::Kept;

/// An answered backchannel authentication request.
pub(crate) struct BackchannelAuthentication {
    pub(crate) auth_req_id: Secret,
    pub(crate) expires_in: Duration,
    pub(crate) interval: Duration,
    pub(crate) kept: Kept,
}

/// Reads the answer of a backchannel authentication request that came at `now`.
pub(crate) fn judge_backchannel(
    answer: &Answer<'_>,
    now: SystemTime,
) -> Result<BackchannelAuthentication, Error> {
    let read = || {
        let document = failure::success(answer)?;
        let Some(auth_req_id) = read::text(answer, &document, Field::AuthReqId)? else {
            return Err(failure::missing(answer, &document, Field::AuthReqId));
        };
        let kept = keep::keep_fields(answer, &document)?;
        keep::require(answer, &kept)?;
        Ok(BackchannelAuthentication {
            auth_req_id: Secret::new(auth_req_id),
            expires_in: lifetime(answer, &document, now)?,
            interval: interval(answer, &document)?.unwrap_or(INTERVAL),
            kept,
        })
    };
    read().map_err(|error| answer.named(error))
}
