//! The client's private key from its settings.

use super::read::Found;
use crate::error::{Code, Error};
use crate::jose::ClientKey;
use crate::spec::ProviderSpec;

#[cfg(feature = "signing")]
use crate::secret::Secret;
#[cfg(feature = "signing")]
use crate::spec::{Alg, ClientAuth};

/// Reads the key. It signs as `client_key_alg` says; without it as a JWK says itself,
/// then as the declaration says, then in the one way that its kind has.
#[cfg(feature = "signing")]
pub(super) fn read(
    spec: &'static ProviderSpec,
    key: &Found,
    alg: Option<&Found>,
) -> Result<ClientKey, Error> {
    let refused = |error: Error, found: &Found| error.of(spec.id).key(found.origin.clone());
    let text = &key.value;
    let read = match (alg, declared(spec)) {
        (Some(found), _) => match Alg::named(found.value.expose()) {
            Some(alg) => ClientKey::from_pem(text.clone(), alg),
            None => {
                let text = "`client_key_alg` is a name of RFC 7518 §3.1, such as `ES256`";
                return Err(refused(Error::new(Code::SettingRefused, text), found));
            }
        },
        (None, _) if names_alg(text) => ClientKey::from_jwk(text.clone()),
        (None, Some(alg)) => ClientKey::from_pem(text.clone(), alg),
        (None, None) if is_jwk(text) => ClientKey::from_jwk(text.clone()),
        (None, None) => by_kind(spec, text),
    };
    read.map_err(|error| refused(error, key))
}

/// The settings are there in every build, so that their names do not depend on it.
#[cfg(not(feature = "signing"))]
pub(super) fn read(
    spec: &'static ProviderSpec,
    key: &Found,
    _: Option<&Found>,
) -> Result<ClientKey, Error> {
    let text = "`client_key` needs the feature `signing` of `oauth-runtime`";
    Err(Error::new(Code::SettingRefused, text)
        .of(spec.id)
        .key(key.origin.clone()))
}

/// How the declaration says that the client signs.
#[cfg(feature = "signing")]
fn declared(spec: &ProviderSpec) -> Option<Alg> {
    let by_call = spec.calls.iter().find_map(|call| match call.client_auth {
        ClientAuth::PrivateKeyJwt(assertion) => assertion.alg,
        _ => None,
    });
    by_call.or_else(|| spec.request_object?.alg)
}

#[cfg(feature = "signing")]
fn is_jwk(text: &Secret) -> bool {
    text.expose().trim_start().starts_with('{')
}

#[cfg(feature = "signing")]
fn names_alg(text: &Secret) -> bool {
    let jwk = serde_json::from_str::<serde_json::Value>(text.expose());
    jwk.is_ok_and(|jwk| jwk.get("alg").is_some())
}

/// Only a key of RSA signs in more than one way.
#[cfg(feature = "signing")]
fn by_kind(spec: &ProviderSpec, text: &Secret) -> Result<ClientKey, Error> {
    let rsa = match spec.profile.is_fapi2() {
        true => Alg::Ps256,
        false => Alg::Rs256,
    };
    let mut kinds = [Alg::Es256, Alg::Es384, Alg::EdDsa].into_iter();
    let read = kinds.find_map(|alg| ClientKey::from_pem(text.clone(), alg).ok());
    read.map_or_else(|| ClientKey::from_pem(text.clone(), rsa), Ok)
}
