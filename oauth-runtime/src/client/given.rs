//! What a client is built with: what of it is refused, and what must not be missing.

use std::sync::Arc;

use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{ClientAuth, ProviderSpec, VarKind};
use crate::transport::Transport;
use crate::value;

pub(super) fn check_input(name: &'static str, text: &str) -> Result<(), Error> {
    if text.is_empty() || text.len() > 4096 || text.chars().any(char::is_control) {
        return Err(Error::new(
            Code::InputRefused,
            format!("`{name}` is empty, too long or holds a control character"),
        )
        .key(name));
    }
    Ok(())
}

/// Whether the connection must show a certificate.
pub(super) fn shows_certificate(spec: &ProviderSpec, set: Option<&ClientAuth>) -> bool {
    let by_tls = |method: &ClientAuth| matches!(method, ClientAuth::TlsClientAuth);
    let declared = || spec.calls.iter().any(|call| by_tls(&call.client_auth));
    spec.mtls || set.map_or_else(declared, by_tls)
}

/// RFC 8707 §2: an absolute URI without fragment, which is also where tokens are sent.
pub(super) fn check_resource(resource: &str) -> Result<(), Error> {
    value::check(&VarKind::Url(&[]), resource)
        .map(|_| ())
        .map_err(|why| {
            Error::new(Code::InputRefused, format!("the resource {why}")).key("resource")
        })
}

pub(super) fn no_certificate() -> Error {
    Error::new(
        Code::SecretMissing,
        "the provider asks for a client certificate (RFC 8705), and none is set: give certificate chain and private key to `client_certificate`, in PEM",
    )
    .key("client_certificate")
}

pub(super) fn certificate_of_a_transport() -> Error {
    Error::new(
        Code::InputRefused,
        "`client_certificate` is for the default transport; a transport of your own shows its own, as `ReqwestTransport::with_client_certificate` does",
    )
    .key("client_certificate")
}

#[cfg(feature = "reqwest")]
pub(super) fn default_transport(certificate: Option<&Secret>) -> Result<Arc<dyn Transport>, Error> {
    use crate::transport::ReqwestTransport;

    Ok(Arc::new(match certificate {
        Some(pem) => ReqwestTransport::with_client_certificate(pem, |builder| builder)?,
        None => ReqwestTransport::new()?,
    }))
}

#[cfg(not(feature = "reqwest"))]
pub(super) fn default_transport(_: Option<&Secret>) -> Result<Arc<dyn Transport>, Error> {
    Err(Error::new(
        Code::Transport,
        "no transport is set: call `transport(...)`, or enable the feature `reqwest`",
    ))
}
