//! JWTs that the provider signed (RFC 7515 §5.2, RFC 8725).

use serde_json::Value;

use super::jws::{Claims, Jws};
use crate::client::Core;
use crate::error::{Code, Error, OAuthError};
use crate::secret::Secret;
use crate::spec::Alg;

/// Why a JWT does not count.
#[derive(Debug)]
pub(crate) enum Refused {
    /// It is not what it must be, and perhaps a key of the declaration tells why.
    Jwt(String, Option<&'static str>),
    /// The keys to check it with could not be had.
    #[cfg(feature = "jose")]
    Keys(Error),
}

/// Why the `iss` of a JWT does not count. What came is shown without control characters
/// and without what is secret here.
pub(crate) fn other_issuer(issuer: &str, given: Option<&str>, secrets: &[&str]) -> String {
    let issuer = issuer.escape_default();
    let given = given.map_or_else(
        || "missing".to_owned(),
        |given| format!("`{}`", OAuthError::clean(given, secrets)),
    );
    format!("`iss` is not the issuer `{issuer}`, it is {given}")
}

impl Refused {
    pub(crate) fn jwt(what: impl Into<String>) -> Self {
        Self::Jwt(what.into(), None)
    }

    /// Names the key of the declaration or the setting to look at.
    fn key(self, key: &'static str) -> Self {
        match self {
            Self::Jwt(what, _) => Self::Jwt(what, Some(key)),
            #[cfg(feature = "jose")]
            keys @ Self::Keys(_) => keys,
        }
    }

    /// The error of a JWT that has no code of its own.
    pub(crate) fn into_error(self, core: &Core) -> Error {
        match self {
            #[cfg(feature = "jose")]
            Self::Keys(error) => error,
            Self::Jwt(what, key) => {
                let text = format!("a JWT of the provider was refused: {what}");
                let error = Error::new(Code::JwtRefused, text).of(core.spec.id);
                match key {
                    Some(key) => error.key(key),
                    None => error,
                }
            }
        }
    }
}

impl Core {
    /// What is inside a JWT that may be encrypted; `None` for one that is not.
    pub(crate) fn inside(&self, jwt: &str) -> Result<Option<Secret>, Error> {
        match jwt.split('.').count() {
            5 => {
                let opened = self.opened(jwt).map(Some);
                opened.map_err(|refused| refused.into_error(self))
            }
            _ => Ok(None),
        }
    }

    /// Whether a JWT comes from this client's issuer and is for this client.
    pub(crate) fn check_parties(&self, claims: &Claims) -> Result<(), Error> {
        let refuse = |what: &str| Err(Refused::jwt(what).into_error(self));
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        if let Some(issuer) = &self.issuer
            && text("iss") != Some(issuer)
        {
            let secret = self.acting_secret().map(Secret::expose);
            let what = other_issuer(issuer, text("iss"), secret.as_slice());
            return refuse(&what).map_err(|error| error.key("issuer"));
        }
        let named = match claims.get("aud") {
            Some(Value::String(only)) => *only == self.acting_id(),
            Some(Value::Array(all)) => all.iter().any(|one| one == self.acting_id()),
            _ => false,
        };
        match named {
            true => Ok(()),
            false => {
                refuse("`aud` does not name this client id").map_err(|error| error.key("client_id"))
            }
        }
    }

    /// The inside of an encrypted JWT.
    #[cfg(feature = "jose")]
    pub(crate) fn opened(&self, jwe: &str) -> Result<Secret, Refused> {
        let key = self.decryption_key.as_ref().ok_or_else(|| {
            Refused::jwt(
                "it is encrypted, and no key is set to decrypt it: give one to `decryption_key`",
            )
            .key("decryption_key")
        })?;
        key.open(jwe)
    }

    #[cfg(not(feature = "jose"))]
    pub(crate) fn opened(&self, _: &str) -> Result<Secret, Refused> {
        Err(Refused::jwt(
            "it is encrypted, which needs the feature `jose` of `oauth-runtime`",
        ))
    }
}

/// The algorithm of a JWT, if it is one of `allowed`; where none is named, one with a
/// public key. `none` is none of them.
pub(crate) fn allowed_alg(jws: &Jws<'_>, allowed: &[Alg]) -> Result<Alg, Refused> {
    let Some(name) = jws.header("alg") else {
        return Err(Refused::jwt("its header has no `alg`"));
    };
    if jws.header.contains_key("crit") {
        return Err(Refused::jwt(
            "its header has `crit`, and no extension is known (RFC 7515 section 4.1.11)",
        ));
    }
    let fits = |alg: &Alg| match allowed {
        [] => !alg.is_symmetric(),
        allowed => allowed.contains(alg),
    };
    Alg::named(name).filter(fits).ok_or_else(|| {
        let name: String = name.chars().take(32).collect();
        let all = allowed.iter().map(|alg| alg.name());
        Refused::jwt(match allowed {
            [] => format!(
                "`alg` is `{}`, which is no signature with a public key",
                name.escape_default()
            ),
            _ => format!(
                "`alg` is `{}`, and what is asked for is {}",
                name.escape_default(),
                all.collect::<Vec<_>>().join(" or "),
            ),
        })
        .key("id_token(algs)")
    })
}

#[cfg(feature = "jose")]
impl Core {
    /// The claims of a JWT that the provider signed. Its claims are not looked at: who
    /// calls this knows what they must say.
    pub(crate) async fn verified(&self, jwt: &str, algs: &[Alg]) -> Result<Claims, Error> {
        let verified = self.verified_jws(jwt, algs).await;
        verified.map_err(|refused| refused.into_error(self))
    }

    /// As [`Core::verified`], for a JWT whose `typ` is one of these where it has one.
    pub(crate) async fn verified_as(
        &self,
        jwt: &str,
        algs: &[Alg],
        typ: &[&str],
    ) -> Result<Claims, Error> {
        let jws = Jws::read(jwt).map_err(Refused::jwt);
        jws.and_then(|jws| check_typ(&jws, typ))
            .map_err(|refused| refused.into_error(self))?;
        self.verified(jwt, algs).await
    }

    /// Whether something tells where the provider publishes its keys.
    pub(crate) fn knows_keys(&self) -> bool {
        self.keys_url().is_some()
    }

    /// Has the provider's keys at hand, fetching them if need be.
    pub(crate) async fn prepare_keys(&self) -> Result<(), Error> {
        self.keys().await.map(|_| ())
    }

    /// Checks the signature of an ID token. Where no keys are known, only that its
    /// algorithm is one of `algs`, and an HMAC.
    pub(crate) async fn check_signature(&self, jwt: &str, algs: &[Alg]) -> Result<(), Refused> {
        match self.is_by_keys(jwt, algs)? {
            true => self.verified_jws(jwt, algs).await.map(|_| ()),
            false => Ok(()),
        }
    }

    /// As [`Core::check_signature`], with the keys that are at hand: nothing is sent.
    pub(crate) fn check_signature_at_hand(&self, jwt: &str, algs: &[Alg]) -> Result<(), Refused> {
        match self.is_by_keys(jwt, algs)? {
            true => self.verified_at_hand(jwt, algs).map(|_| ()),
            false => Ok(()),
        }
    }

    /// Whether the signature can be checked; what needs keys that nobody knows came over
    /// TLS from the token endpoint.
    fn is_by_keys(&self, jwt: &str, algs: &[Alg]) -> Result<bool, Refused> {
        let jws = Jws::read(jwt).map_err(Refused::jwt)?;
        let alg = allowed_alg(&jws, algs)?;
        Ok(alg.is_symmetric() || self.knows_keys())
    }

    async fn verified_jws(&self, jwt: &str, algs: &[Alg]) -> Result<Claims, Refused> {
        let jws = Jws::read(jwt).map_err(Refused::jwt)?;
        let alg = allowed_alg(&jws, algs)?;
        if alg.is_symmetric() {
            return self.by_secret(jws, alg);
        }
        let seen = self.keys().await.map_err(Refused::Keys)?;
        let mut held = seen.verify(&jws, alg);
        if held == Held::NoKey
            && let Some(newer) = self.newer_keys(&seen).await.map_err(Refused::Keys)?
        {
            held = newer.verify(&jws, alg);
        }
        told(jws, held, "jwks")
    }

    /// As [`Core::verified`], with the keys that are at hand: nothing is sent.
    fn verified_at_hand(&self, jwt: &str, algs: &[Alg]) -> Result<Claims, Refused> {
        let jws = Jws::read(jwt).map_err(Refused::jwt)?;
        let alg = allowed_alg(&jws, algs)?;
        if alg.is_symmetric() {
            return self.by_secret(jws, alg);
        }
        let held = self
            .keys_at_hand()
            .map_or(Held::NoKey, |keys| keys.verify(&jws, alg));
        told(jws, held, "jwks")
    }

    fn by_secret(&self, jws: Jws<'_>, alg: Alg) -> Result<Claims, Refused> {
        let Some(secret) = &self.client_secret else {
            return Err(
                Refused::jwt("it is signed with the client secret, and none is set")
                    .key("client_secret"),
            );
        };
        let held = verify_hmac(secret.expose().as_bytes(), &jws, alg);
        let held = if held { Held::Yes } else { Held::No };
        told(jws, held, "client_secret")
    }
}

#[cfg(feature = "jose")]
use super::key_set::{Held, verify_hmac};

#[cfg(feature = "jose")]
fn told(jws: Jws<'_>, held: Held, key: &'static str) -> Result<Claims, Refused> {
    let why = match held {
        Held::Yes => return Ok(jws.claims),
        Held::No => "its signature does not hold",
        Held::NoKey => "it is signed with a key that the provider does not publish",
    };
    Err(Refused::jwt(why).key(key))
}

/// Whether `typ` is missing or one of these (RFC 8725 §3.11).
#[cfg(feature = "jose")]
fn check_typ(jws: &Jws<'_>, wanted: &[&str]) -> Result<(), Refused> {
    let Some(typ) = jws.header("typ") else {
        return Ok(());
    };
    let typ = typ.strip_prefix("application/").unwrap_or(typ);
    match wanted.iter().any(|own| own.eq_ignore_ascii_case(typ)) {
        true => Ok(()),
        false => Err(Refused::jwt("`typ` is that of a JWT for something else")),
    }
}

#[cfg(not(feature = "jose"))]
impl Core {
    /// The macro refuses a declaration that comes here.
    pub(crate) async fn verified(&self, _: &str, _: &[Alg]) -> Result<Claims, Error> {
        let text = "the provider's JWTs need the feature `jose` of `oauth-runtime`";
        Err(Error::new(Code::NotOffered, text).of(self.spec.id))
    }

    pub(crate) async fn verified_as(
        &self,
        jwt: &str,
        algs: &[Alg],
        _: &[&str],
    ) -> Result<Claims, Error> {
        self.verified(jwt, algs).await
    }

    pub(crate) const fn knows_keys(&self) -> bool {
        false
    }

    pub(crate) async fn prepare_keys(&self) -> Result<(), Error> {
        Ok(())
    }

    pub(crate) async fn check_signature(&self, jwt: &str, algs: &[Alg]) -> Result<(), Refused> {
        self.check_signature_at_hand(jwt, algs)
    }

    /// Without the feature, only the algorithm can be told.
    pub(crate) fn check_signature_at_hand(&self, jwt: &str, algs: &[Alg]) -> Result<(), Refused> {
        let jws = Jws::read(jwt).map_err(Refused::jwt)?;
        allowed_alg(&jws, algs).map(|_| ())
    }
}
