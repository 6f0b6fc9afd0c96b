//! A set of tokens, told without any of them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::CallKind;
use oauth_runtime::{Expiry, TokenSet};
use serde_json::{Map, Value, json};

use crate::moment;
use crate::plain::plain_word;

/// A token larger than this is not decoded.
const LONGEST: usize = 64 << 10;

/// The tokens of a connection, and what can be said of them.
pub(crate) struct Tokens(TokenSet);

impl Tokens {
    pub(crate) fn new(tokens: TokenSet) -> Self {
        Self(tokens)
    }

    pub(crate) fn set(&self) -> &TokenSet {
        &self.0
    }

    /// Until when the access token is good, after `access token`.
    pub(crate) fn until(&self) -> String {
        moment::until(self.0.expires)
    }

    /// Whether a new access token comes without a person.
    pub(crate) fn renews_itself(&self) -> bool {
        self.0.refresh_token.is_some() || self.0.obtained_by == CallKind::ClientCredentials
    }

    /// What happens at the end of the access token, as a sentence of its own.
    pub(crate) fn renewal(&self) -> &'static str {
        match (self.renews_itself(), self.0.expires) {
            (true, _) => "it renews itself",
            (false, Expiry::Never) => "there is nothing to renew",
            (false, _) => "then sign in again, because no refresh token came with it",
        }
    }

    /// The scopes that were granted, if the provider said, fit for a terminal.
    pub(crate) fn granted(&self) -> Option<String> {
        let scopes = self.0.scope.as_ref()?;
        let words: Vec<String> = scopes.iter().map(|scope| plain_word(scope)).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// Who signed in, as the ID token says. It came straight from the token endpoint
    /// and is only shown, so its signature is not looked at (OpenID Connect Core §3.1.3.7).
    pub(crate) fn person(&self) -> Option<String> {
        let jwt = decode(self.0.id_token.as_ref()?.expose())?;
        ["email", "preferred_username", "name", "sub"]
            .iter()
            .find_map(|claim| jwt.claims.get(*claim)?.as_str())
            .map(|text| text.chars().take(200).collect())
    }

    /// For a program.
    pub(crate) fn to_json(&self) -> Value {
        let tokens = &self.0;
        json!({
            "access_token_expires_at": moment::end(tokens.expires),
            "access_token_never_expires": tokens.expires == Expiry::Never,
            "refresh_token_expires_at": tokens.refresh_token_expires_at.map(moment::for_program),
            "issued_at": moment::for_program(tokens.issued_at),
            "renews_itself": self.renews_itself(),
            "scopes_granted": tokens.scope,
            "scope_requested": tokens.requested_scope,
            "obtained_by": tokens.obtained_by.key(),
        })
    }
}

/// A decoded JSON Web Token (RFC 7519). Nothing of it is verified.
pub(crate) struct Jwt {
    pub(crate) header: Map<String, Value>,
    pub(crate) claims: Map<String, Value>,
}

/// Decodes a token that has the form of a signed JWT (RFC 7515 §3.1); others are opaque.
pub(crate) fn decode(token: &str) -> Option<Jwt> {
    if token.len() > LONGEST {
        return None;
    }
    let mut parts = token.split('.');
    let mut object = || {
        let bytes = URL_SAFE_NO_PAD.decode(parts.next()?).ok()?;
        serde_json::from_slice::<Map<String, Value>>(&bytes).ok()
    };
    let (header, claims) = (object()?, object()?);
    let signature = parts.next()?;
    let is_whole = parts.next().is_none() && header.contains_key("alg") && !signature.contains(' ');
    is_whole.then_some(Jwt { header, claims })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jwt(header: &str, claims: &str) -> String {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        format!("{}.{}.c2ln", part(header), part(claims))
    }

    #[test]
    fn only_what_has_the_form_of_a_jwt_is_decoded() {
        let good = jwt(r#"{"alg":"RS256"}"#, r#"{"sub":"ada"}"#);
        assert_eq!(decode(&good).unwrap().claims["sub"], "ada");
        for bad in [
            "opaque".to_owned(),
            "a.b.c".to_owned(),
            jwt("{}", "{}"),
            jwt(r#"{"alg":"none"}"#, "[]"),
            format!("{good}.x"),
            jwt(
                r#"{"alg":"RS256"}"#,
                &format!(r#"{{"x":"{}"}}"#, "y".repeat(LONGEST)),
            ),
        ] {
            assert!(decode(&bad).is_none(), "{}", &bad[..bad.len().min(40)]);
        }
    }
}
