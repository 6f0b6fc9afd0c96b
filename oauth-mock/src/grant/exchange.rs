//! Token exchange (RFC 8693).

use oauth_runtime::spec::{CallKind, Param};
use serde_json::Value;

use super::{Done, family, issue, scope};
use crate::answer::Extra;
use crate::read::Params;
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::setup::Setup;
use crate::store::{Family, Store};

const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";
const REFRESH_TOKEN: &str = "urn:ietf:params:oauth:token-type:refresh_token";
/// What is issued beside access tokens: the token type is no bearer then (§2.2.1).
const OTHERS: [&str; 3] = [
    "urn:ietf:params:oauth:token-type:jwt",
    "urn:ietf:params:oauth:token-type:id_token",
    "urn:ietf:params:oauth:token-type:saml2",
];

/// Whom a token is about, and what they allowed.
struct Party {
    subject: String,
    scope: Option<String>,
}

pub(super) fn exchange(shared: &Shared, route: &Route, params: &Params) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    scope::check(setup, params)?;
    let mut store = shared.store();
    let subject = party(
        setup,
        &store,
        params.need(Param::SubjectToken)?,
        params.need(Param::SubjectTokenType)?,
    )?;
    match (
        params.get(Param::ActorToken),
        params.get(Param::ActorTokenType),
    ) {
        (Some(token), Some(kind)) => {
            party(setup, &store, token, kind)?;
        }
        (None, None) => (),
        _ => {
            return Err(Refusal::request(
                "`actor_token` and `actor_token_type` go together (RFC 8693 §2.1)",
            ));
        }
    }
    let issued_type = match params.get(Param::RequestedTokenType) {
        None | Some(ACCESS_TOKEN) => ACCESS_TOKEN,
        Some(other) => OTHERS
            .into_iter()
            .find(|known| *known == other)
            .ok_or_else(|| Refusal::request("no such `requested_token_type` is issued"))?,
    };
    let requested = params.get(Param::Scope);
    if let (Some(requested), Some(allowed)) = (requested, &subject.scope) {
        let delimiter = setup.spec.scopes.delimiter;
        let all: Vec<&str> = allowed.split(delimiter).collect();
        if requested.split(delimiter).any(|one| !all.contains(&one)) {
            return Err(Refusal::new(
                "invalid_scope",
                "the subject's token has not all of these scopes",
            ));
        }
    }
    let at = store.add_family(Family {
        client: params.client,
        subject: subject.subject,
        scope: requested.map(str::to_owned).or(subject.scope),
        redirect_uri: None,
        nonce: None,
        obtained_by: CallKind::TokenExchange,
        revoked: false,
        realm: 0,
    });
    let with_refresh = setup.gives_refresh_token(route.kind) && issued_type == ACCESS_TOKEN;
    let mut extra: Vec<Extra> = vec![("issued_token_type", Value::from(issued_type))];
    if issued_type != ACCESS_TOKEN {
        extra.push(("token_type", Value::from("N_A")));
    }
    issue(shared, &mut store, route.call, at, None, with_refresh).map(|done| done.with(extra))
}

/// Whom a token is about: one of this server's own that lives, or one that it was
/// told to trust.
fn party(setup: &Setup, store: &Store, token: &str, kind: &str) -> Result<Party, Refusal> {
    // RFC 8693 §2.2.2: for any reason that lies in a token.
    let refused = || {
        Err(Refusal::request(
            "the token is unknown, over or of another type",
        ))
    };
    let own = match kind {
        ACCESS_TOKEN => {
            let found = store.access(token);
            let live = found.filter(|access| !access.is_over(setup.now()));
            live.map(|access| access.family)
        }
        REFRESH_TOKEN => store.refresh_token(token).map(|(family, _)| family),
        _ => None,
    };
    match own {
        Some(at) => {
            let family = family(store, at)?;
            match family.revoked {
                true => refused(),
                false => Ok(Party {
                    subject: family.subject,
                    scope: family.scope,
                }),
            }
        }
        None => match store.trusted(token) {
            Some(subject) => Ok(Party {
                subject: subject.to_owned(),
                scope: None,
            }),
            None => refused(),
        },
    }
}
