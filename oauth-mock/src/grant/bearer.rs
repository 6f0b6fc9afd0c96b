//! Assertion grants: JWT (RFC 7523 §2.1) and SAML 2.0 (RFC 7522 §2.1).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::{CallKind, Param};

use super::{Done, issue, scope};
use crate::read::Params;
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::store::Family;

pub(super) fn assertion(shared: &Shared, route: &Route, params: &Params) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    scope::check(setup, params)?;
    let mut store = shared.store();
    let client = params.client.and_then(|at| setup.clients.get(at));
    let subject = match route.call.assertion {
        // Reading the request has checked it against the declaration.
        Some(_) => client.map_or_else(|| "client".to_owned(), |client| client.id.clone()),
        None => {
            let given = params.need(Param::Assertion)?;
            let text = match route.kind {
                CallKind::Saml2Bearer => decoded(given)?,
                _ => given.to_owned(),
            };
            let known = store.trusted(&text).map(str::to_owned);
            known.ok_or_else(|| Refusal::grant("nobody that is trusted made this assertion"))?
        }
    };
    let at = store.add_family(Family {
        client: params.client,
        subject,
        scope: params.get(Param::Scope).map(str::to_owned),
        redirect_uri: None,
        nonce: None,
        obtained_by: route.kind,
        revoked: false,
        realm: 0,
    });
    let with_refresh = setup.gives_refresh_token(route.kind);
    issue(shared, &mut store, route.call, at, None, with_refresh)
}

/// RFC 7522 §2.1: base64url, without padding.
fn decoded(given: &str) -> Result<String, Refusal> {
    let bytes = URL_SAFE_NO_PAD.decode(given).ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.ok_or_else(|| {
        Refusal::grant("the assertion is not in base64url without padding (RFC 7522 §2.1)")
    })
}
