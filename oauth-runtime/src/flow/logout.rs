//! Logout: begun here (OpenID Connect RP-Initiated Logout 1.0), or told by the provider
//! through the browser (Front-Channel Logout 1.0) or directly (Back-Channel Logout 1.0).

use std::time::SystemTime;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::client::Core;
use crate::error::{Code, Error};
use crate::jose::jws::Claims;
use crate::jose::verify::Refused;
use crate::spec::CallKind;

/// The event of a logout token.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// How many seconds a provider's clock may be ahead.
const LEEWAY: f64 = 10.0;
/// In bytes, of the query of a front-channel logout.
const LARGEST: usize = 8 << 10;

/// Whose session ended at the provider. [`Connections::sign_out_of`] ends the stored
/// connections that it names.
///
/// [`Connections::sign_out_of`]: crate::Connections::sign_out_of
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Logout {
    /// The issuer that tells it.
    pub iss: String,
    /// The person, as the ID token names them.
    pub sub: Option<String>,
    /// The session at the provider, as the ID token names it. Without one, all sessions
    /// of the person ended.
    pub sid: Option<String>,
}

impl Logout {
    /// Whether a session with an ID token of these claims is one that ended.
    #[must_use]
    pub fn names(&self, id_token_claims: &Value) -> bool {
        let claim = |name: &str| id_token_claims.get(name).and_then(Value::as_str);
        let same = |name: &str, own: &Option<String>| {
            own.as_ref().is_none_or(|own| claim(name) == Some(own))
        };
        let said = self.sub.is_some() || self.sid.is_some();
        said && claim("iss") == Some(&self.iss) && same("sub", &self.sub) && same("sid", &self.sid)
    }
}

/// Reads the query with which the provider opens the front-channel logout URI (§2).
pub(crate) fn front_channel(core: &Core, query: &str) -> Result<Logout, Error> {
    let issuer = issuer(core)?;
    let unreadable = |text: &'static str| Error::new(Code::UnreadableCallback, text);
    if query.len() > LARGEST {
        return Err(unreadable("the query is larger than 8 KiB"));
    }
    let query = query.split_once('?').map_or(query, |(_, query)| query);
    let (mut iss, mut sid) = (None, None);
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let slot = match name {
            "iss" => &mut iss,
            "sid" => &mut sid,
            _ => continue,
        };
        let spaced = value.replace('+', " ");
        let value = percent_decode_str(&spaced).decode_utf8();
        let value = value.map_err(|_| unreadable("a parameter of the query is no text"))?;
        if slot.replace(value.into_owned()).is_some() {
            let text = format!("the parameter `{name}` stands twice in the query");
            return Err(Error::new(Code::DuplicateParameter, text));
        }
    }
    match iss {
        Some(iss) if iss == issuer => (),
        // Both come or neither does; without them the browser's own session is meant.
        None if sid.is_none() => (),
        _ => {
            return Err(Error::new(
                Code::IssuerMismatch,
                "the logout comes from another issuer than the one of this client",
            )
            .key("issuer"));
        }
    }
    Ok(Logout {
        iss: issuer.to_owned(),
        sub: None,
        sid,
    })
}

/// Validates a logout token (§2.6) and remembers it, so that it counts once.
pub(crate) async fn back_channel(core: &Core, logout_token: &str) -> Result<Logout, Error> {
    let issuer = issuer(core)?;
    let inside = core.inside(logout_token)?;
    let jwt = inside
        .as_ref()
        .map_or(logout_token, |inside| inside.expose());
    // Tokens of older providers have no type of their own (§2.4).
    let typ = ["logout+jwt", "jwt"];
    let claims = core.verified_as(jwt, core.provider_algs(), &typ).await?;
    core.check_parties(&claims)?;
    let checked = check(&claims, core.time.now());
    let jti = checked.map_err(|what| Refused::jwt(what).into_error(core))?;
    let fingerprint = Sha256::digest([issuer.as_bytes(), b"\0", jti.as_bytes()].concat());
    if !core.hub.logouts().finish(fingerprint.into()) {
        let what = "its `jti` was seen before";
        return Err(Refused::jwt(what).into_error(core));
    }
    let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
    Ok(Logout {
        iss: issuer.to_owned(),
        sub: text("sub"),
        sid: text("sid"),
    })
}

/// What the claims of a logout token must be, beside issuer and audience. Answers `jti`.
fn check(claims: &Claims, now: SystemTime) -> Result<&str, &'static str> {
    let since = now.duration_since(SystemTime::UNIX_EPOCH);
    let now = since.map_or(0.0, |since| since.as_secs_f64());
    let seconds = |name: &str| claims.get(name).and_then(Value::as_f64);
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    match (seconds("iat"), seconds("exp")) {
        (None, _) => return Err("`iat` is missing or no number"),
        (_, None) => return Err("`exp` is missing or no number"),
        (Some(iat), _) if iat - now > LEEWAY => return Err("`iat` is in the future"),
        (_, Some(exp)) if exp <= now => return Err("`exp` is over"),
        _ => (),
    }
    let event = claims.get("events").and_then(|events| events.get(EVENT));
    if !event.is_some_and(Value::is_object) {
        return Err("`events` has no object of a back-channel logout");
    }
    if text("sub").is_none() && text("sid").is_none() {
        return Err("it names neither a person (`sub`) nor a session (`sid`)");
    }
    if claims.contains_key("nonce") {
        return Err("it has a `nonce`, as ID tokens do and logout tokens must not");
    }
    text("jti")
        .filter(|jti| !jti.is_empty())
        .ok_or("`jti` is missing")
}

fn issuer(core: &Core) -> Result<&str, Error> {
    core.issuer.as_deref().ok_or_else(|| {
        let text = "a logout is told by an issuer, and nothing says which one is right: declare `issuer`, or give it to the builder";
        Error::new(Code::NotOffered, text)
            .of(core.spec.id)
            .on(CallKind::EndSession)
            .key("issuer")
    })
}
