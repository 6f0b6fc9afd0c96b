//! A set of tokens as a provider answered it.

use std::fmt;
use std::time::SystemTime;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::Error;
use crate::flow::{TokenType, id_token};
use crate::metadata::ClientInformation;
use crate::secret::Secret;
use crate::spec::{CallKind, ProviderSpec};
use crate::wire::judge::restore_kept;

const AUTHORIZATION_DETAILS: &str = "authorization_details";

/// When an access token ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expiry {
    /// At this time.
    At(SystemTime),
    /// Never, by declaration.
    Never,
    /// Neither the answer nor the declaration says. The token is used until the API refuses it.
    Unknown,
}

/// The tokens of one sign-in, and what came with them (RFC 6749 §5.1).
///
/// A session restored from elsewhere starts with [`TokenSet::new`] and sets the
/// fields that are known.
#[derive(Clone)]
#[non_exhaustive]
pub struct TokenSet {
    /// The access token.
    pub access_token: Secret,
    /// The refresh token, if one was issued.
    pub refresh_token: Option<Secret>,
    /// The OpenID Connect ID token, as it came. What of it was checked stands at
    /// [`TokenSet::id_token_claims`].
    pub id_token: Option<Secret>,
    /// When the access token was issued, by this machine's clock.
    pub issued_at: SystemTime,
    /// When the access token ends.
    pub expires: Expiry,
    /// When the refresh token was issued, by this machine's clock. A refresh
    /// that keeps the refresh token keeps its age.
    pub refresh_token_issued_at: SystemTime,
    /// When the refresh token ends, if the answer or the declaration says.
    pub refresh_token_expires_at: Option<SystemTime>,
    /// The granted scopes as they were answered; `None` when the answer was silent.
    pub scope: Option<Vec<String>>,
    /// The call that obtained the first token of this set.
    pub obtained_by: CallKind,
    /// The scopes that were asked for, joined as they were sent.
    pub requested_scope: Option<String>,
    /// Parameters of the caller's own that were sent, to be sent again when a
    /// token is minted anew.
    pub requested_params: Vec<(String, String)>,
    /// The redirect URI of the sign-in, for providers that want it again on refresh.
    pub redirect_uri: Option<String>,
    /// The values that the declaration keeps.
    pub kept: Kept,
    /// Fields of the answer that nothing claims. Never printed.
    pub remainder: Map<String, Value>,
    /// Further tokens of the same answer, each under its declared name, until
    /// they have sessions of their own.
    pub(crate) second: Vec<(&'static str, Self)>,
    /// The private key that the tokens are bound to (RFC 9449): they are of no use
    /// without it.
    pub(crate) dpop_key: Option<Secret>,
    /// The client that obtained them, where it registered itself.
    pub(crate) client: Option<ClientInformation>,
}

impl fmt::Debug for TokenSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSet")
            .field("access_token", &self.access_token)
            .field("refresh_token", &self.refresh_token)
            .field("expires", &self.expires)
            .field("scope", &self.scope)
            .field("obtained_by", &self.obtained_by)
            .field("kept", &self.kept)
            .finish_non_exhaustive()
    }
}

impl TokenSet {
    /// A set of one access token, of which nothing else is known.
    #[must_use]
    pub fn new(access_token: impl Into<Secret>, issued_at: SystemTime) -> Self {
        Self {
            access_token: access_token.into(),
            refresh_token: None,
            id_token: None,
            issued_at,
            expires: Expiry::Unknown,
            refresh_token_issued_at: issued_at,
            refresh_token_expires_at: None,
            scope: None,
            obtained_by: CallKind::Token,
            requested_scope: None,
            requested_params: Vec::new(),
            redirect_uri: None,
            kept: Kept::default(),
            remainder: Map::new(),
            second: Vec::new(),
            dpop_key: None,
            client: None,
        }
    }

    /// The claims of the ID token, decoded. `None` when there is none, or it does
    /// not have the form of a signed JWT.
    ///
    /// Where the sign-in sent a `nonce`, or the client knows the issuer, these were
    /// checked when the token came, or it was not taken (OpenID Connect Core
    /// §3.1.3.7): `iss` where the issuer is known, `aud` and `azp` against the
    /// client id, `exp`, `iat` and `nbf` against this machine's clock with ten
    /// seconds for the provider's, and `nonce` where one was sent. An ID token of a
    /// renewal is checked alike, and must have the same `sub`; else the older one stays.
    ///
    /// With the feature `jose`, and where the address of the provider's keys is
    /// declared (`jwks`) or discovered, its signature was checked too, and `at_hash`
    /// and `c_hash` where it has them. Elsewhere it came from the token endpoint over
    /// TLS, which counts in place of the signature (point 6 there). Either way nothing
    /// is checked here: do not take this for a token that somebody handed to your
    /// program, nor for one in a set that was adopted or read from a store that others
    /// can write. Where neither nonce nor issuer nor keys are known, nothing was
    /// checked. `exp` may be past by now.
    #[must_use]
    pub fn id_token_claims(&self) -> Option<Value> {
        let id_token = self.id_token.as_ref()?;
        id_token::claims(id_token.expose()).map(Value::Object)
    }

    /// What was granted in detail, as it was answered (RFC 9396 §7): an array of objects,
    /// each with a `type`. It may be less than was asked for. `None` when the answer says
    /// nothing of it.
    #[must_use]
    pub fn authorization_details(&self) -> Option<&Value> {
        self.remainder.get(AUTHORIZATION_DETAILS)
    }

    /// What the token that a token exchange issued is (RFC 8693 §2.2.1). It stands
    /// in [`access_token`](Self::access_token) whatever it is. `None` where the
    /// provider does not say.
    #[must_use]
    pub fn issued_token_type(&self) -> Option<TokenType> {
        let issued = self.remainder.get("issued_token_type")?;
        issued.as_str().map(TokenType::from)
    }

    /// The set after a refresh answered `newer`: what the answer omits is kept
    /// (RFC 6749 §6), with its age.
    #[must_use]
    pub fn merge(&self, mut newer: Self) -> Self {
        if newer.refresh_token.is_none() {
            newer.refresh_token.clone_from(&self.refresh_token);
            newer.refresh_token_issued_at = self.refresh_token_issued_at;
            newer.refresh_token_expires_at = self.refresh_token_expires_at;
        }
        if newer.dpop_key.is_none() {
            newer.dpop_key.clone_from(&self.dpop_key);
        }
        if newer.client.is_none() {
            newer.client.clone_from(&self.client);
        }
        if newer.id_token.is_none() {
            newer.id_token.clone_from(&self.id_token);
        }
        if newer.scope.is_none() {
            newer.scope.clone_from(&self.scope);
        }
        if let Some(granted) = self.authorization_details()
            && newer.authorization_details().is_none()
        {
            let granted = granted.clone();
            newer
                .remainder
                .insert(AUTHORIZATION_DETAILS.into(), granted);
        }
        newer.obtained_by = self.obtained_by;
        newer.requested_scope.clone_from(&self.requested_scope);
        newer.requested_params.clone_from(&self.requested_params);
        newer.redirect_uri.clone_from(&self.redirect_uri);
        newer.kept.fill_from(&self.kept);
        if newer.second.is_empty() {
            newer.second.clone_from(&self.second);
        }
        newer
    }
}

/// The values that a declaration keeps from token answers and callbacks, by their declared names.
#[derive(Clone, Default)]
pub struct Kept(Vec<(&'static str, KeptValue)>);

#[derive(Clone)]
pub(crate) enum KeptValue {
    Text(Box<str>),
    Json(Value),
    Secret(Secret),
}

impl Kept {
    /// Values kept earlier, checked against their declared kinds once more: a
    /// host that is not trusted does not come back through a store.
    ///
    /// # Errors
    /// `E0605` for a value that its kind does not allow, `E0603` for a name that
    /// the declaration does not keep.
    pub fn restore<'v>(
        spec: &'static ProviderSpec,
        values: impl IntoIterator<Item = (&'v str, &'v str)>,
    ) -> Result<Self, Error> {
        restore_kept(spec, values).map_err(|error| error.of(spec.id))
    }

    /// A kept value as text; a number or a truth value is written out.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            KeptValue::Text(text) => Some(text.to_string()),
            KeptValue::Json(value) => Some(value.to_string()),
            KeptValue::Secret(_) => None,
        }
    }

    /// A kept value as JSON, read into a type. `None` when it is missing or has another form.
    #[must_use]
    pub fn json<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        match self.get(name)? {
            KeptValue::Json(value) => T::deserialize(value).ok(),
            KeptValue::Text(text) => T::deserialize(Value::from(&**text)).ok(),
            KeptValue::Secret(_) => None,
        }
    }

    /// A value kept as a secret.
    #[must_use]
    pub fn secret(&self, name: &str) -> Option<Secret> {
        match self.get(name)? {
            KeptValue::Secret(secret) => Some(secret.clone()),
            _ => None,
        }
    }

    /// The declared names that have a value.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(name, _)| *name)
    }

    /// Every value as text, for a store.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&'static str, Secret)> {
        self.0.iter().map(|(name, value)| {
            let text = match value {
                KeptValue::Text(text) => Secret::new(&**text),
                KeptValue::Json(value) => Secret::new(value.to_string()),
                KeptValue::Secret(secret) => secret.clone(),
            };
            (*name, text)
        })
    }

    pub(crate) fn str(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            KeptValue::Text(text) => Some(text),
            KeptValue::Json(Value::String(text)) => Some(text),
            KeptValue::Secret(secret) => Some(secret.expose()),
            KeptValue::Json(_) => None,
        }
    }

    /// The values kept as secrets.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|(_, value)| match value {
            KeptValue::Secret(secret) => Some(secret.expose()),
            KeptValue::Text(_) | KeptValue::Json(_) => None,
        })
    }

    /// Takes every value of `newer`, over what is there.
    pub(crate) fn take_from(&mut self, newer: &Self) {
        for (name, value) in &newer.0 {
            self.push(name, value.clone());
        }
    }

    /// Takes the values of `other` that the declaration learns.
    pub(crate) fn learn_from(&mut self, spec: &'static ProviderSpec, other: &Self) {
        for keep in spec.learn.iter().flat_map(|learn| learn.call.answer.keep) {
            if let Some(value) = other.get(keep.name) {
                self.push(keep.name, value.clone());
            }
        }
    }

    /// Whether a name has a value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(crate) fn push(&mut self, name: &'static str, value: KeptValue) {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value));
    }

    pub(crate) fn fill_from(&mut self, older: &Self) {
        for (name, value) in &older.0 {
            if self.get(name).is_none() {
                self.0.push((name, value.clone()));
            }
        }
    }

    fn get(&self, name: &str) -> Option<&KeptValue> {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}
