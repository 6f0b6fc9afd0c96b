//! The transport of a client that brings none, and the certificate that it shows.

use std::sync::Arc;

use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{ClientAuth, ProviderSpec};
use crate::transport::Transport;

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

/// Whether the connection must show a certificate.
pub(super) fn shows_certificate(spec: &ProviderSpec, set: Option<&ClientAuth>) -> bool {
    let by_tls = |method: &ClientAuth| matches!(method, ClientAuth::TlsClientAuth);
    let declared = || spec.calls.iter().any(|call| by_tls(&call.client_auth));
    spec.mtls || set.map_or_else(declared, by_tls)
}
