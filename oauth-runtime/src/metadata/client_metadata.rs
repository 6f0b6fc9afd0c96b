//! What a client says of itself.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::error::{Code, Error};
use crate::value::{is_loopback_authority, split_origin};

/// The metadata of a client (RFC 7591 §2): what it tells an authorization server at
/// which it registers itself, or in the document that its client id is the address of.
///
/// `redirect_uris`, `grant_types`, `response_types`, `token_endpoint_auth_method` and
/// `application_type` follow from the sign-in where they are not set.
///
/// ```
/// use oauth_runtime::ClientMetadata;
///
/// let metadata = ClientMetadata::new("Acme Reader")
///     .client_uri("https://reader.example")
///     .logo_uri("https://reader.example/logo.png")
///     .contacts(["ops@reader.example"]);
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct ClientMetadata(Map<String, Value>);

impl fmt::Debug for ClientMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.0.keys().collect();
        f.debug_tuple("ClientMetadata").field(&names).finish()
    }
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[must_use]
            pub fn $name(self, value: impl Into<String>) -> Self {
                self.extra(stringify!($name), value.into())
            }
        )*
    };
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[must_use]
            pub fn $name<T: Into<String>>(self, values: impl IntoIterator<Item = T>) -> Self {
                let values: Vec<String> = values.into_iter().map(Into::into).collect();
                self.extra(stringify!($name), values)
            }
        )*
    };
}

impl ClientMetadata {
    /// The metadata of a program of this name, as a person reads it on the page where
    /// he consents.
    pub fn new(client_name: impl Into<String>) -> Self {
        Self::default().client_name(client_name)
    }

    texts! {
        /// The program's name for people.
        client_name;
        /// The scopes that the client may ask for, separated by spaces.
        scope;
        /// How the client authenticates at the token endpoint: `none`,
        /// `client_secret_basic`, `client_secret_post`, `private_key_jwt`, ...
        token_endpoint_auth_method;
        /// `native` or `web` (OpenID Connect Dynamic Client Registration §2).
        application_type;
        /// The address of the program's logo.
        logo_uri;
        /// The address of a page about the program.
        client_uri;
        /// The address of the program's terms of service.
        tos_uri;
        /// The address of the program's privacy policy.
        policy_uri;
        /// The address of the client's public keys. Not together with [`Self::jwks`].
        jwks_uri;
        /// What tells the program from others, the same for all its installations.
        software_id;
        /// The program's version.
        software_version;
        /// A JWT in which a third party vouches for metadata (RFC 7591 §2.3).
        software_statement;
    }

    lists! {
        /// The redirect URIs. Without them it is the one of the sign-in.
        redirect_uris;
        /// The grants that the client uses: `authorization_code`, `refresh_token`.
        grant_types;
        /// The response types that the client uses: `code`.
        response_types;
        /// Addresses of people who are responsible for the program.
        contacts;
    }

    /// The client's public keys (RFC 7517 §5). A set with a private key in it is
    /// refused before anything is sent.
    #[must_use]
    pub fn jwks(self, jwks: Value) -> Self {
        self.extra("jwks", jwks)
    }

    /// A member that has no method here, such as `client_name#de` (RFC 7591 §2.2).
    #[must_use]
    pub fn extra(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.insert(name.into(), value.into());
        self
    }

    pub(crate) fn members(&self) -> &Map<String, Value> {
        &self.0
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// Sets a member that the program left open.
    pub(crate) fn or(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.entry(name).or_insert_with(|| value.into());
        self
    }

    /// Sets what follows from the redirect URI of a sign-in.
    pub(crate) fn for_redirect_uri(self, redirect_uri: &str) -> Self {
        let kind = match is_native(redirect_uri) {
            true => "native",
            false => "web",
        };
        self.or("redirect_uris", json!([redirect_uri]))
            .or("application_type", kind)
    }

    /// # Errors
    /// `E0603` when the keys are not public.
    pub(crate) fn check(&self) -> Result<(), Error> {
        const PRIVATE: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "k"];
        let keys = self.0.get("jwks").and_then(|set| set.get("keys"));
        let keys = keys.and_then(Value::as_array).into_iter().flatten();
        let mut secret = keys.filter(|key| PRIVATE.iter().any(|name| key.get(name).is_some()));
        match secret.next() {
            None => Ok(()),
            Some(_) => Err(Error::new(
                Code::InputRefused,
                "`jwks` of the client metadata holds a private key; nothing was sent. Put the public keys there",
            )
            .key("client_metadata")),
        }
    }
}

/// Whether a redirect URI leads back to a program on the person's own machine
/// (RFC 8252 §7): on loopback, or by a scheme of its own.
pub(crate) fn is_native(redirect_uri: &str) -> bool {
    let (origin, _) = split_origin(redirect_uri);
    match origin.split_once("://") {
        Some(("https", authority)) | Some(("http", authority)) => is_loopback_authority(authority),
        _ => true,
    }
}

/// A redirect URI without the port, where it is on loopback: there the port is the
/// client's to choose at each sign-in (RFC 8252 §7.3).
pub(crate) fn without_loopback_port(redirect_uri: &str) -> String {
    let (origin, rest) = split_origin(redirect_uri);
    let Some((scheme, authority)) = origin.split_once("://") else {
        return redirect_uri.to_owned();
    };
    if !is_loopback_authority(authority) {
        return redirect_uri.to_owned();
    }
    let name = match authority.find(']') {
        Some(end) => authority.get(..=end),
        None => authority.split(':').next(),
    };
    format!("{scheme}://{}{rest}", name.unwrap_or(authority))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_sets_stays() {
        let metadata = ClientMetadata::new("Reader")
            .application_type("web")
            .for_redirect_uri("http://127.0.0.1:1/cb");
        assert_eq!(metadata.text("application_type"), Some("web"));
        assert_eq!(
            metadata.members().get("redirect_uris"),
            Some(&json!(["http://127.0.0.1:1/cb"]))
        );
        assert_eq!(
            format!("{metadata:?}"),
            r#"ClientMetadata(["application_type", "client_name", "redirect_uris"])"#
        );
    }

    #[test]
    fn a_program_on_the_persons_machine_is_native() {
        for (uri, native, key) in [
            ("http://127.0.0.1:8080/cb", true, "http://127.0.0.1/cb"),
            ("http://[::1]:8080/cb?a", true, "http://[::1]/cb?a"),
            ("http://localhost/cb", true, "http://localhost/cb"),
            ("com.example.app:/cb", true, "com.example.app:/cb"),
            (
                "https://a.example:8443/cb",
                false,
                "https://a.example:8443/cb",
            ),
        ] {
            assert_eq!(is_native(uri), native, "{uri}");
            assert_eq!(without_loopback_port(uri), key);
        }
    }

    #[test]
    fn a_private_key_is_not_published() {
        let public = json!({"keys": [{"kty": "EC", "crv": "P-256", "x": "a", "y": "b"}]});
        assert!(ClientMetadata::default().jwks(public).check().is_ok());
        let private = json!({"keys": [{"kty": "EC", "x": "a", "y": "b", "d": "s3cret"}]});
        let refused = ClientMetadata::default().jwks(private).check();
        assert_eq!(refused.unwrap_err().code(), Code::InputRefused);
    }
}
