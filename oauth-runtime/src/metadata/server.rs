//! What an authorization server says of itself.

use std::fmt;

use serde_json::{Map, Value};

use super::endpoint::{NAMED, Rule, member};
use crate::error::{Code, Error};
use crate::spec::CallKind;

/// The metadata of an authorization server (RFC 8414 §2, OpenID Connect Discovery §3),
/// checked: its issuer is the one that was asked for, its endpoints are URLs that
/// credentials may go to, and each member that a standard gives a type has that type.
#[derive(Clone)]
pub struct ServerMetadata {
    issuer: String,
    members: Map<String, Value>,
}

impl fmt::Debug for ServerMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerMetadata")
            .field("issuer", &self.issuer)
            .field("members", &self.members.len())
            .finish_non_exhaustive()
    }
}

/// Members that are lists of texts.
const LISTS: &[&str] = &[
    "acr_values_supported",
    "authorization_details_types_supported",
    "authorization_signing_alg_values_supported",
    "backchannel_token_delivery_modes_supported",
    "code_challenge_methods_supported",
    "dpop_signing_alg_values_supported",
    "grant_types_supported",
    "id_token_signing_alg_values_supported",
    "introspection_endpoint_auth_methods_supported",
    "prompt_values_supported",
    "protected_resources",
    "request_object_signing_alg_values_supported",
    "response_modes_supported",
    "response_types_supported",
    "revocation_endpoint_auth_methods_supported",
    "scopes_supported",
    "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported",
    "userinfo_signing_alg_values_supported",
];

/// Members that are true or false.
const FLAGS: &[&str] = &[
    "authorization_response_iss_parameter_supported",
    "backchannel_logout_supported",
    "client_id_metadata_document_supported",
    "frontchannel_logout_supported",
    "request_parameter_supported",
    "require_pushed_authorization_requests",
    "require_signed_request_object",
    "tls_client_certificate_bound_access_tokens",
];

const ALIASES: &str = "mtls_endpoint_aliases";

impl ServerMetadata {
    /// Reads the document that was found at the well-known address of `issuer`.
    ///
    /// # Errors
    /// `E0902` when it is of another issuer (RFC 8414 §3.3: compared byte for byte),
    /// `E0903` when it is no such document, or a member is not what the standards say.
    pub fn from_json(issuer: &str, text: &str) -> Result<Self, Error> {
        match serde_json::from_str(text) {
            Ok(Value::Object(members)) => Self::of(issuer, members, false),
            _ => Err(refused("the metadata is no JSON object")),
        }
    }

    /// As [`ServerMetadata::from_json`], where plain `http` may have a reason.
    pub(crate) fn of(
        issuer: &str,
        members: Map<String, Value>,
        insecure_http: bool,
    ) -> Result<Self, Error> {
        match members.get("issuer") {
            Some(Value::String(own)) if own == issuer => (),
            Some(Value::String(other)) => return Err(of_another(issuer, other)),
            Some(_) => return Err(refused("the metadata's `issuer` is no text")),
            None => return Err(refused("the metadata names no `issuer`")),
        }
        let read = Self {
            issuer: issuer.to_owned(),
            members,
        };
        read.check(Rule {
            owner: issuer,
            insecure_http,
        })?;
        Ok(read)
    }

    /// Whether it offers OpenID Connect and does not say where userinfo is.
    pub(super) fn is_half_of_openid(&self) -> bool {
        let scopes = self.list("scopes_supported").unwrap_or_default();
        scopes.contains(&"openid") && self.text("userinfo_endpoint").is_none()
    }

    /// With the members of another document of the same issuer that this one lacks.
    pub(super) fn completed_by(mut self, other: Self) -> Self {
        for (name, value) in other.members {
            self.members.entry(name).or_insert(value);
        }
        self
    }

    fn check(&self, rule: Rule<'_>) -> Result<(), Error> {
        let aliases = match self.given(ALIASES) {
            None => None,
            Some(Value::Object(aliases)) => Some(aliases),
            Some(_) => return Err(wrong(ALIASES, "is no JSON object")),
        };
        for name in NAMED.iter().filter_map(|kind| member(*kind)) {
            check_url(name, self.given(name), rule)?;
            let alias = aliases.and_then(|aliases| aliases.get(name));
            check_url(name, alias, rule)
                .map_err(|error| error.hint(format!("it stands in `{ALIASES}`")))?;
        }
        for name in LISTS {
            let fits = match self.given(name) {
                None => true,
                Some(Value::Array(items)) => items.iter().all(Value::is_string),
                Some(_) => false,
            };
            if !fits {
                return Err(wrong(name, "is no list of texts"));
            }
        }
        for name in FLAGS {
            if self.given(name).is_some_and(|value| !value.is_boolean()) {
                return Err(wrong(name, "is neither true nor false"));
            }
        }
        Ok(())
    }

    /// A member that is there. Null counts as absent.
    fn given(&self, name: &str) -> Option<&Value> {
        self.members.get(name).filter(|value| !value.is_null())
    }

    /// The issuer identifier.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The endpoint of a call: `token_endpoint` for [`CallKind::Token`] and every grant
    /// there, `jwks_uri` for [`CallKind::Jwks`].
    #[must_use]
    pub fn endpoint(&self, call: CallKind) -> Option<&str> {
        self.text(member(call)?)
    }

    /// The endpoint of a call for clients that show a certificate (RFC 8705 §5), where
    /// it is another one.
    #[must_use]
    pub fn mtls_endpoint(&self, call: CallKind) -> Option<&str> {
        self.given(ALIASES)?.get(member(call)?)?.as_str()
    }

    /// A member that is a text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.given(name)?.as_str()
    }

    /// A member that is a list of texts: `scopes_supported`. `None` when the metadata
    /// does not have it, which for many members has a meaning of its own (RFC 8414 §2).
    #[must_use]
    pub fn list(&self, name: &str) -> Option<Vec<&str>> {
        let items = self.given(name)?.as_array()?;
        Some(items.iter().filter_map(Value::as_str).collect())
    }

    /// Whether a member is there and true.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.given(name) == Some(&Value::Bool(true))
    }

    /// Whether each authorization response names its issuer (RFC 9207 §3).
    #[must_use]
    pub fn names_issuer_in_response(&self) -> bool {
        self.flag("authorization_response_iss_parameter_supported")
    }

    /// Whether every authorization request must be pushed (RFC 9126 §5).
    #[must_use]
    pub fn requires_pushed_requests(&self) -> bool {
        self.flag("require_pushed_authorization_requests")
    }

    /// Whether every authorization request must be a signed JWT (RFC 9101 §10.5).
    #[must_use]
    pub fn requires_signed_requests(&self) -> bool {
        self.flag("require_signed_request_object")
    }

    /// The methods of client authentication (RFC 8414 §2). Where the metadata lists
    /// none, it is `client_secret_basic`.
    #[must_use]
    pub fn client_auth_methods(&self) -> Vec<&str> {
        self.list("token_endpoint_auth_methods_supported")
            .unwrap_or_else(|| vec!["client_secret_basic"])
    }

    /// All members as they came, with those that no standard knows.
    #[must_use]
    pub fn members(&self) -> &Map<String, Value> {
        &self.members
    }
}

fn check_url(name: &'static str, value: Option<&Value>, rule: Rule<'_>) -> Result<(), Error> {
    let url = match value {
        None | Some(Value::Null) => return Ok(()),
        Some(Value::String(url)) => url,
        Some(_) => return Err(wrong(name, "is no text")),
    };
    match rule.refuses(url) {
        None => Ok(()),
        Some(why) => {
            let shown: String = url
                .chars()
                .take(80)
                .flat_map(char::escape_default)
                .collect();
            Err(wrong(name, &format!("{why}: `{shown}`")))
        }
    }
}

fn wrong(name: &str, why: &str) -> Error {
    refused(format!("`{name}` of the metadata {why}"))
}

pub(super) fn refused(text: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(Code::MetadataRefused, text).key("issuer")
}

fn of_another(issuer: &str, other: &str) -> Error {
    let shown: String = other
        .chars()
        .take(200)
        .flat_map(char::escape_default)
        .collect();
    let text = format!(
        "the metadata is of the issuer `{shown}`, and `{issuer}` was asked for; they must be equal, byte for byte, and nothing of it was used"
    );
    Error::new(Code::MetadataIssuer, text).key("issuer")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ISSUER: &str = "https://as.example";

    fn read(mut members: Value) -> Result<ServerMetadata, Error> {
        if let Some(members) = members.as_object_mut() {
            members.entry("issuer").or_insert(ISSUER.into());
        }
        ServerMetadata::from_json(ISSUER, &members.to_string())
    }

    #[test]
    fn the_document_of_rfc_8414_is_read() {
        // RFC 8414 §3.2.
        let text = r#"{"issuer":"https://server.example.com",
            "authorization_endpoint":"https://server.example.com/authorize",
            "token_endpoint":"https://server.example.com/token",
            "token_endpoint_auth_methods_supported":["client_secret_basic","private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported":["RS256","ES256"],
            "userinfo_endpoint":"https://server.example.com/userinfo",
            "jwks_uri":"https://server.example.com/jwks.json",
            "registration_endpoint":"https://server.example.com/register",
            "scopes_supported":["openid","profile","email","address","phone","offline_access"],
            "response_types_supported":["code","code token"],
            "service_documentation":"http://server.example.com/service_documentation.html",
            "ui_locales_supported":["en-US","en-GB","en-CA","fr-FR","fr-CA"]}"#;
        let read = ServerMetadata::from_json("https://server.example.com", text).unwrap();
        assert_eq!(
            read.endpoint(CallKind::Refresh),
            Some("https://server.example.com/token")
        );
        assert_eq!(
            read.endpoint(CallKind::Jwks),
            Some("https://server.example.com/jwks.json")
        );
        assert_eq!(read.endpoint(CallKind::Revoke), None);
        assert_eq!(
            read.client_auth_methods(),
            ["client_secret_basic", "private_key_jwt"]
        );
        assert!(!read.names_issuer_in_response());
        assert!(read.members().contains_key("ui_locales_supported"));
    }

    #[test]
    fn the_issuer_is_compared_byte_for_byte() {
        for other in [
            "https://as.example/",
            "https://AS.example",
            "https://as.example:443",
            "http://as.example",
            "https://as.example.evil.example",
            "",
        ] {
            let error = read(json!({ "issuer": other })).unwrap_err();
            assert_eq!(error.code(), Code::MetadataIssuer, "{other}");
        }
        let missing = ServerMetadata::from_json(ISSUER, "{}").unwrap_err();
        assert_eq!(missing.code(), Code::MetadataRefused);
    }

    #[test]
    fn a_member_of_the_wrong_type_is_named() {
        for (name, value) in [
            ("token_endpoint", json!(["https://as.example/token"])),
            ("token_endpoint", json!("http://as.example/token")),
            ("jwks_uri", json!("https://127.0.0.1/jwks")),
            ("scopes_supported", json!("openid profile")),
            ("code_challenge_methods_supported", json!([1])),
            (
                "authorization_response_iss_parameter_supported",
                json!("true"),
            ),
            ("require_pushed_authorization_requests", json!(1)),
            ("mtls_endpoint_aliases", json!([])),
            (
                "mtls_endpoint_aliases",
                json!({ "token_endpoint": "http://as.example/" }),
            ),
        ] {
            let error = read(json!({ name: value })).unwrap_err();
            assert_eq!(error.code(), Code::MetadataRefused);
            assert!(error.to_string().contains(name), "{error}");
        }
    }

    #[test]
    fn null_and_unknown_members_count_for_nothing() {
        let read =
            read(json!({ "token_endpoint": null, "scopes_supported": null, "x": { "y": 1 } }));
        let read = read.unwrap();
        assert_eq!(read.endpoint(CallKind::Token), None);
        assert_eq!(read.list("scopes_supported"), None);
    }
}
