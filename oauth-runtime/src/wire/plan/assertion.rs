//! Signed JWTs: RFC 7515 (JWS, compact), RFC 7519, RFC 7523 §3.

use super::inputs::Inputs;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{AssertionSpec, ProviderSpec};

/// The JWT of a request; `None` where a value that its key needs is unset.
#[cfg(feature = "signing")]
pub(super) fn make(
    spec: &'static ProviderSpec,
    declared: &AssertionSpec,
    inputs: &Inputs<'_>,
) -> Result<Option<Secret>, Error> {
    use super::template::{Unfilled, fill_into};
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use zeroize::Zeroizing;

    use crate::jose::LocalKey;

    let mut key = Zeroizing::new(String::new());
    match fill_into(&mut key, spec, declared.key, inputs) {
        Ok(()) => (),
        Err(Unfilled::Unset(_)) => return Ok(None),
        Err(unfilled) => return Err(unfilled.into_error()),
    }
    let now = inputs.now.ok_or_else(no_time)?;
    let mut jwt = Zeroizing::new(String::with_capacity(1024));
    URL_SAFE_NO_PAD.encode_string(header(spec, declared, inputs)?, &mut jwt);
    jwt.push('.');
    URL_SAFE_NO_PAD.encode_string(claims(spec, declared, inputs, now)?, &mut jwt);
    let signature = LocalKey::read(&key, declared.alg)
        .and_then(|key| key.sign(jwt.as_bytes()))
        .map_err(|error| error.key("assertion(key)"))?;
    jwt.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut jwt);
    Ok(Some(Secret::new(std::mem::take(&mut *jwt))))
}

/// The macro refuses a declaration that comes here.
#[cfg(not(feature = "signing"))]
pub(super) fn make(
    _: &'static ProviderSpec,
    _: &AssertionSpec,
    _: &Inputs<'_>,
) -> Result<Option<Secret>, Error> {
    let text = "the assertion needs the feature `signing` of `oauth-runtime`";
    Err(Error::new(Code::NotOffered, text))
}

#[cfg(feature = "signing")]
use claims::{claims, header, no_time};

#[cfg(feature = "signing")]
mod claims {
    use std::time::SystemTime;

    use super::super::function::time::{unix_seconds, write};
    use super::super::inputs::Inputs;
    use super::super::json::{declared as json_of, quoted};
    use super::{Code, Error};
    use crate::spec::{AssertionSpec, Part, ProviderSpec, TimeForm, ValueSpec};

    /// The JOSE header (RFC 7515 §4).
    pub(super) fn header(
        spec: &'static ProviderSpec,
        declared: &AssertionSpec,
        inputs: &Inputs<'_>,
    ) -> Result<String, Error> {
        let mut members = vec![member("alg", &quoted(declared.alg.name()))];
        for (name, value) in declared.header {
            let value = json_of(spec, value, inputs)?;
            members.extend(value.map(|value| member(name, &value)));
        }
        Ok(object(&members))
    }

    /// The claims, with `iat` and `exp` where none are declared (RFC 7519 §4.1).
    pub(super) fn claims(
        spec: &'static ProviderSpec,
        declared: &AssertionSpec,
        inputs: &Inputs<'_>,
        now: SystemTime,
    ) -> Result<String, Error> {
        let mut members = Vec::new();
        for (name, value) in declared.claims {
            let value = match value {
                // A NumericDate is a number (RFC 7519 §2).
                ValueSpec::Text(
                    [Part::Now(form @ (TimeForm::Seconds | TimeForm::Milliseconds), offset, _)],
                ) => Some(write(*form, *offset, now)),
                value => json_of(spec, value, inputs)?,
            };
            members.extend(value.map(|value| member(name, &value)));
        }
        let issued = unix_seconds(now);
        let lifetime = i64::try_from(declared.lifetime.as_secs()).unwrap_or(i64::MAX);
        let own = [("iat", issued), ("exp", issued.saturating_add(lifetime))];
        for (name, seconds) in own {
            if declared.claims.iter().all(|(known, _)| *known != name) {
                members.push(member(name, &seconds.to_string()));
            }
        }
        Ok(object(&members))
    }

    pub(super) fn no_time() -> Error {
        Error::new(
            Code::ValueUnset,
            "the assertion needs the time of the request",
        )
    }

    fn member(name: &str, json: &str) -> String {
        [&quoted(name), ":", json].concat()
    }

    fn object(members: &[String]) -> String {
        ["{", &members.join(","), "}"].concat()
    }
}
