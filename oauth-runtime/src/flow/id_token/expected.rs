//! What the claims of an ID token must say.

use std::time::SystemTime;

use serde_json::Value;

use super::{Sent, text, unfit};
use crate::client::Core;
use crate::error::Error;
use crate::jose::jws::{Claims, Jws};
use crate::jose::verify::other_issuer;
use crate::secret::Secret;

/// How many seconds a provider's clock may be ahead, or behind where it says how long
/// ago something was.
const LEEWAY: f64 = 10.0;

/// What an ID token must say.
pub(super) struct Expected<'a> {
    issuer: Option<&'a str>,
    client_id: &'a str,
    nonce: Option<&'a Secret>,
    max_age: Option<u64>,
    acr: &'a [String],
    now: SystemTime,
    /// What no text may show.
    secrets: Vec<&'a str>,
}

impl<'a> Expected<'a> {
    pub(super) fn of(core: &'a Core, sent: Sent<'a>) -> Self {
        Self {
            issuer: core.issuer.as_deref(),
            client_id: core.acting_id(),
            nonce: sent.nonce,
            max_age: sent.max_age,
            acr: sent.acr,
            now: core.time.now(),
            secrets: [sent.nonce, sent.code, core.acting_secret()]
                .into_iter()
                .flatten()
                .map(Secret::expose)
                .collect(),
        }
    }

    /// Whether something is known that only the right ID token says.
    pub(super) const fn says_something(&self) -> bool {
        let asked = self.max_age.is_some() || !self.acr.is_empty();
        self.nonce.is_some() || self.issuer.is_some() || asked
    }

    pub(super) fn check(&self, id_token: &str) -> Result<Claims, Error> {
        let jws = Jws::read(id_token).map_err(unfit)?;
        match jws.header("alg") {
            Some(alg) if !alg.is_empty() && !alg.eq_ignore_ascii_case("none") => (),
            _ => return Err(unfit("`alg` names no signature")),
        }
        check_typ(&jws)?;
        let claims = jws.claims;
        if let Some(issuer) = self.issuer
            && text(&claims, "iss") != Some(issuer)
        {
            let what = other_issuer(issuer, text(&claims, "iss"), &self.secrets);
            return Err(unfit(&what).key("issuer"));
        }
        if self.issuer.is_some() && text(&claims, "sub").unwrap_or_default().is_empty() {
            return Err(unfit("`sub` is missing"));
        }
        self.check_audience(&claims)?;
        self.check_times(&claims)?;
        let own = text(&claims, "acr");
        if !self.acr.is_empty() && !self.acr.iter().any(|acr| Some(acr.as_str()) == own) {
            return Err(
                unfit("`acr` is none of those that were asked for as essential").key("claims"),
            );
        }
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
        let party = claims.get("azp").filter(|party| !party.is_null());
        match party {
            Some(party) if party != self.client_id => {
                Err(unfit("`azp` is not this client id").key("client_id"))
            }
            None if several => Err(unfit(
                "`aud` names others as well, and `azp` is not this client id",
            )
            .key("client_id")),
            _ => Ok(()),
        }
    }

    fn check_times(&self, claims: &Claims) -> Result<(), Error> {
        let since = self.now.duration_since(SystemTime::UNIX_EPOCH);
        let now = since.map_or(0.0, |since| since.as_secs_f64());
        let seconds = |name| claims.get(name).and_then(Value::as_f64);
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
        let Some(max_age) = self.max_age else {
            return Ok(());
        };
        let Some(auth_time) = seconds("auth_time") else {
            return Err(unfit("`auth_time` is missing, and `max_age` was sent").key("max_age"));
        };
        #[expect(clippy::cast_precision_loss, reason = "a number of seconds")]
        let most = max_age as f64 + LEEWAY;
        match now - auth_time > most {
            true => Err(clock(format!(
                "the person signed in {:.0} s ago (`auth_time`), which is more than the `max_age` of {max_age} s",
                now - auth_time
            ))
            .key("max_age")),
            false => Ok(()),
        }
    }
}

/// A JWT that says that it is something else is no ID token (RFC 8725 §3.11).
fn check_typ(jws: &Jws<'_>) -> Result<(), Error> {
    let typ = jws.header("typ").unwrap_or_default().to_ascii_lowercase();
    match typ.ends_with("+jwt") && typ != "id_token+jwt" {
        true => Err(unfit("`typ` is that of a JWT for something else")),
        false => Ok(()),
    }
}

/// What an ID token of a renewal must share with the one of the sign-in (OpenID
/// Connect Core §12.2).
pub(super) fn follows(old: &Claims, newer: &Claims) -> Result<(), Error> {
    let differs = |name: &str| old.get(name) != newer.get(name);
    // Only where both have it: a renewal may leave these out.
    let contradicts = |name: &str| newer.contains_key(name) && differs(name);
    if let Some(name) = ["sub", "iss"].into_iter().find(|name| differs(name)) {
        return Err(unfit(&format!("its `{name}` is not that of the sign-in")));
    }
    let rest = ["nonce", "azp"];
    match rest.into_iter().find(|name| contradicts(name)) {
        Some(name) => Err(unfit(&format!("its `{name}` is not that of the sign-in"))),
        None => Ok(()),
    }
}

fn clock(what: String) -> Error {
    unfit(&format!(
        "{what} by this machine's clock, which may be wrong"
    ))
}
