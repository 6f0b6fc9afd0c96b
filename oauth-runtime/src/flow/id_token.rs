//! ID tokens, OpenID Connect Core §2 and §3.1.3.7.

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use crate::client::Core;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::token::TokenSet;

type Claims = Map<String, Value>;

/// In bytes. Tokens with hundreds of groups have a tenth of it.
const LARGEST: usize = 64 << 10;
/// How many seconds a provider's clock may be ahead.
const LEEWAY: f64 = 10.0;

/// Checks the ID token of a sign-in whose tokens came straight from the token
/// endpoint: where a nonce was sent, or the issuer is known.
///
/// The signature is not checked. The token came over TLS from the endpoint that
/// the declaration names, and OpenID Connect Core §3.1.3.7 point 6 takes that in
/// its place.
pub(super) fn check(core: &Core, tokens: &TokenSet, nonce: Option<&Secret>) -> Result<(), Error> {
    let named = |error: Error| error.of(core.spec.id).on(tokens.obtained_by);
    let expected = Expected::of(core, nonce);
    match &tokens.id_token {
        Some(id_token) if expected.nonce.is_some() || expected.issuer.is_some() => {
            expected.check(id_token.expose()).map(|_| ()).map_err(named)
        }
        None if nonce.is_some() => Err(named(refused(
            "a nonce was sent, and the answer has no ID token that brings it back; ask for the scope `openid`, or do not declare `nonce`",
            "nonce",
        ))),
        _ => Ok(()),
    }
}

/// Keeps the older ID token when the one of a renewal does not pass the checks or
/// is about another person (OpenID Connect Core §12.2). The renewal itself
/// counts: its refresh token may be the only one that works.
pub(crate) fn keep_checked(core: &Core, old: &TokenSet, newer: &mut TokenSet) {
    let Some(id_token) = &newer.id_token else {
        return;
    };
    let expected = Expected::of(core, None);
    if expected.issuer.is_none() && !core.spec.nonce {
        return;
    }
    let subject = |claims: &Claims| claims.get("sub").cloned();
    let old = old.id_token.as_ref().and_then(|old| claims(old.expose()));
    let checked = expected.check(id_token.expose());
    let checked = checked.and_then(|new| match old {
        Some(old) if subject(&old) != subject(&new) => Err(refused(
            "the ID token's `sub` is not that of the sign-in",
            "",
        )),
        _ => Ok(()),
    });
    if let Err(error) = checked {
        tracing::warn!(%error, "the ID token of a renewal was not taken; the older one stays");
        newer.id_token = None;
    }
}

/// The claims of an ID token, if it has the form of one.
pub(crate) fn claims(id_token: &str) -> Option<Claims> {
    read(id_token).ok().map(|(_, claims)| claims)
}

/// What an ID token must say.
struct Expected<'a> {
    issuer: Option<&'a str>,
    client_id: &'a str,
    nonce: Option<&'a Secret>,
    now: SystemTime,
}

impl<'a> Expected<'a> {
    fn of(core: &'a Core, nonce: Option<&'a Secret>) -> Self {
        Self {
            issuer: core.issuer.as_deref(),
            client_id: core.acting_id(),
            nonce,
            now: core.time.now(),
        }
    }

    fn check(&self, id_token: &str) -> Result<Claims, Error> {
        let (header, claims) = read(id_token)?;
        match header.get("alg").and_then(Value::as_str) {
            Some(alg) if !alg.is_empty() && !alg.eq_ignore_ascii_case("none") => (),
            _ => return Err(unfit("`alg` names no signature")),
        }
        if let Some(issuer) = self.issuer
            && text(&claims, "iss") != Some(issuer)
        {
            let what = format!("`iss` is not the issuer `{}`", issuer.escape_default());
            return Err(unfit(&what).key("issuer"));
        }
        self.check_audience(&claims)?;
        self.check_times(&claims)?;
        match self.nonce {
            Some(nonce) if !text(&claims, "nonce").is_some_and(|own| nonce.matches(own)) => {
                Err(unfit("`nonce` is not that of this sign-in").key("nonce"))
            }
            _ => Ok(claims),
        }
    }

    fn check_audience(&self, claims: &Claims) -> Result<(), Error> {
        let several = match claims.get("aud") {
            Some(Value::String(only)) if only == self.client_id => false,
            Some(Value::Array(all)) if all.iter().any(|one| one == self.client_id) => all.len() > 1,
            _ => return Err(unfit("`aud` does not name this client id").key("client_id")),
        };
        match several && text(claims, "azp") != Some(self.client_id) {
            true => Err(
                unfit("`aud` names others as well, and `azp` is not this client id")
                    .key("client_id"),
            ),
            false => Ok(()),
        }
    }

    fn check_times(&self, claims: &Claims) -> Result<(), Error> {
        let since = self.now.duration_since(SystemTime::UNIX_EPOCH);
        let now = since.unwrap_or_default().as_secs_f64();
        let seconds = |name: &str| claims.get(name).and_then(Value::as_f64);
        let Some(exp) = seconds("exp") else {
            return Err(unfit("`exp` is missing or no number"));
        };
        if exp <= now {
            return Err(clock(format!("`exp` was {:.0} s ago", now - exp)));
        }
        let Some(iat) = seconds("iat") else {
            return Err(unfit("`iat` is missing or no number"));
        };
        for (name, begin) in [("iat", Some(iat)), ("nbf", seconds("nbf"))] {
            if let Some(ahead) = begin.map(|begin| begin - now)
                && ahead > LEEWAY
            {
                return Err(clock(format!("`{name}` is {ahead:.0} s in the future")));
            }
        }
        Ok(())
    }
}

fn text<'c>(claims: &'c Claims, name: &str) -> Option<&'c str> {
    claims.get(name)?.as_str()
}

/// Header and claims of a signed JWT in compact form (RFC 7515 §3.1).
fn read(id_token: &str) -> Result<(Claims, Claims), Error> {
    if id_token.len() > LARGEST {
        return Err(unfit("it is larger than 64 KiB"));
    }
    let mut parts = id_token.split('.');
    let (Some(header), Some(claims), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(unfit("it is not a signed JWT of three parts"));
    };
    let object = |part: &str| {
        let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
        serde_json::from_slice::<Claims>(&bytes).ok()
    };
    match (object(header), object(claims)) {
        (Some(header), Some(claims)) => Ok((header, claims)),
        (None, _) => Err(unfit("its header is no JSON object in base64url")),
        (_, None) => Err(unfit("its claims are no JSON object in base64url")),
    }
}

fn unfit(what: &str) -> Error {
    refused(
        format!("the ID token is not for this sign-in: {what}"),
        "answer(id_token)",
    )
}

fn clock(what: String) -> Error {
    unfit(&format!(
        "{what} by this machine's clock, which may be wrong"
    ))
}

fn refused(text: impl Into<std::borrow::Cow<'static, str>>, key: &'static str) -> Error {
    let error = Error::new(Code::IdTokenRefused, text);
    match key {
        "" => error,
        key => error.key(key),
    }
}
