//! What kind of token something is, RFC 8693 §3.

use std::fmt;

/// A token type identifier (RFC 8693 §3): what a token is, as whoever exchanges it
/// sees it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenType {
    /// `urn:ietf:params:oauth:token-type:access_token`: an access token of the
    /// authorization server itself.
    AccessToken,
    /// `urn:ietf:params:oauth:token-type:refresh_token`: one of its refresh tokens.
    RefreshToken,
    /// `urn:ietf:params:oauth:token-type:id_token`: an OpenID Connect ID token.
    IdToken,
    /// `urn:ietf:params:oauth:token-type:saml1`: a SAML 1.1 assertion in base64url.
    Saml1,
    /// `urn:ietf:params:oauth:token-type:saml2`: a SAML 2.0 assertion in base64url.
    Saml2,
    /// `urn:ietf:params:oauth:token-type:jwt`: a JWT of anybody (RFC 7519 §9).
    Jwt,
    /// Another URI, of another standard or a vendor's own.
    Other(Box<str>),
}

impl TokenType {
    const KNOWN: [Self; 6] = [
        Self::AccessToken,
        Self::RefreshToken,
        Self::IdToken,
        Self::Saml1,
        Self::Saml2,
        Self::Jwt,
    ];

    /// The identifier as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::AccessToken => "urn:ietf:params:oauth:token-type:access_token",
            Self::RefreshToken => "urn:ietf:params:oauth:token-type:refresh_token",
            Self::IdToken => "urn:ietf:params:oauth:token-type:id_token",
            Self::Saml1 => "urn:ietf:params:oauth:token-type:saml1",
            Self::Saml2 => "urn:ietf:params:oauth:token-type:saml2",
            Self::Jwt => "urn:ietf:params:oauth:token-type:jwt",
            Self::Other(uri) => uri,
        }
    }
}

impl From<&str> for TokenType {
    fn from(uri: &str) -> Self {
        let known = Self::KNOWN.into_iter().find(|known| known.as_str() == uri);
        known.unwrap_or_else(|| Self::Other(uri.into()))
    }
}

impl fmt::Display for TokenType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::TokenType;

    #[test]
    fn known_identifiers_are_read_back_and_others_stay_as_they_are() {
        for known in TokenType::KNOWN {
            assert_eq!(TokenType::from(known.as_str()), known);
        }
        let own = TokenType::from("urn:ietf:params:oauth:token-type:id-jag");
        assert_eq!(own.as_str(), "urn:ietf:params:oauth:token-type:id-jag");
        assert!(matches!(own, TokenType::Other(_)));
        assert!(matches!(
            TokenType::from("ACCESS_TOKEN"),
            TokenType::Other(_)
        ));
    }
}
