//! The signature of an ID token, and what it is wrapped in.

use crate::client::Core;
use crate::error::Error;
use crate::jose::verify::Refused;
use crate::secret::Secret;

use super::unfit;

/// Whether the declaration or the metadata ask for more than the claims.
pub(super) fn is_asked(core: &Core) -> bool {
    let rules = &core.spec.id_token;
    core.knows_keys() || !rules.algs.is_empty() || rules.encrypted
}

/// Fetches the provider's keys while nothing is lost yet if that fails: before a code or
/// a refresh token is used.
pub(crate) async fn prepare(core: &Core) -> Result<(), Error> {
    match core.knows_keys() {
        true => core.prepare_keys().await,
        false => Ok(()),
    }
}

/// What is inside an encrypted ID token; `None` for one that is not encrypted.
pub(super) fn opened(core: &Core, id_token: &Secret) -> Result<Option<Secret>, Error> {
    let wrapped = id_token.expose().split('.').count() == 5;
    match (wrapped, core.spec.id_token.encrypted) {
        (true, _) => core.opened(id_token.expose()).map(Some).map_err(told),
        (false, true) => Err(unfit("it is not encrypted, and must be").key("id_token(encrypted)")),
        (false, false) => Ok(None),
    }
}

/// Checks the signature, and the algorithm where some are declared.
pub(super) async fn check(core: &Core, jwt: &str) -> Result<(), Error> {
    if !is_asked(core) {
        return Ok(());
    }
    let algs = core.provider_algs();
    core.check_signature(jwt, algs).await.map_err(told)
}

/// As [`check`], with the keys that are at hand: between the answer to a refresh and its
/// storing, nobody is waited for.
pub(super) fn check_at_hand(core: &Core, jwt: &str) -> Result<(), Error> {
    if !is_asked(core) {
        return Ok(());
    }
    let algs = core.provider_algs();
    core.check_signature_at_hand(jwt, algs).map_err(told)
}

fn told(refused: Refused) -> Error {
    match refused {
        Refused::Jwt(what, _) => unfit(&what),
        #[cfg(feature = "jose")]
        // Its code would say that nothing was sent, and the code or the refresh token was.
        Refused::Keys(error) => unfit(&format!("the provider's keys were not read: {error}")),
    }
}
