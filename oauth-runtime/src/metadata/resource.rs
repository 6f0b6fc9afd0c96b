//! What a protected resource says of itself.

use std::fmt;

use serde_json::{Map, Value};

use super::endpoint::Rule;
use crate::error::{Code, Error};
use crate::value::split_origin;

/// The metadata of a protected resource (RFC 9728 §2), checked: it is of the resource
/// that was asked for, and each member that the standard gives a type has that type.
#[derive(Clone)]
pub struct ResourceMetadata {
    resource: String,
    members: Map<String, Value>,
}

impl fmt::Debug for ResourceMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResourceMetadata")
            .field("resource", &self.resource)
            .field("members", &self.members.len())
            .finish_non_exhaustive()
    }
}

const SERVERS: &str = "authorization_servers";

const LISTS: &[&str] = &[
    SERVERS,
    "authorization_details_types_supported",
    "bearer_methods_supported",
    "dpop_signing_alg_values_supported",
    "resource_signing_alg_values_supported",
    "scopes_supported",
];

const FLAGS: &[&str] = &[
    "dpop_bound_access_tokens_required",
    "tls_client_certificate_bound_access_tokens",
];

impl ResourceMetadata {
    /// Reads the document that was found for a resource.
    ///
    /// # Errors
    /// `E0910` when it is of another resource (RFC 9728 §3.3), is no such document, or
    /// a member is not what the standard says.
    pub fn from_json(resource: &str, text: &str) -> Result<Self, Error> {
        match serde_json::from_str(text) {
            Ok(Value::Object(members)) => Self::of_one(&[resource], members),
            _ => Err(refused("the metadata of the resource is no JSON object")),
        }
    }

    /// As [`ResourceMetadata::from_json`], for one of several resources.
    pub(crate) fn of_one(resources: &[&str], members: Map<String, Value>) -> Result<Self, Error> {
        let resource = match members.get("resource") {
            Some(Value::String(own)) if resources.iter().any(|asked| is_same(asked, own)) => {
                own.clone()
            }
            Some(Value::String(other)) => return Err(of_another(resources, other)),
            _ => return Err(refused("the metadata of the resource names no `resource`")),
        };
        let read = Self { resource, members };
        let fits = |names: &[&'static str], good: fn(&Value) -> bool, text| {
            let mut given = names
                .iter()
                .filter_map(|name| Some((name, read.given(name)?)));
            match given.find(|(_, value)| !good(value)) {
                None => Ok(()),
                Some((name, _)) => Err(refused(format!(
                    "`{name}` of the resource's metadata is {text}"
                ))),
            }
        };
        let is_texts = |value: &Value| {
            let items = value.as_array();
            items.is_some_and(|items| items.iter().all(Value::is_string))
        };
        fits(LISTS, is_texts, "no list of texts")?;
        fits(FLAGS, Value::is_boolean, "neither true nor false")?;
        Ok(read)
    }

    fn given(&self, name: &str) -> Option<&Value> {
        self.members.get(name).filter(|value| !value.is_null())
    }

    /// The resource identifier, as the resource itself writes it.
    #[must_use]
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// The issuer identifiers of the authorization servers that the resource trusts, in
    /// its order. Nothing of them is checked here.
    #[must_use]
    pub fn authorization_servers(&self) -> Vec<&str> {
        self.list(SERVERS).unwrap_or_default()
    }

    /// The authorization servers that a client of this resource may go to: by https, and
    /// within this machine or a network behind a firewall only from there.
    pub(crate) fn trusted_servers(&self, insecure_http: bool) -> Result<Vec<&str>, Error> {
        let rule = Rule {
            owner: &self.resource,
            insecure_http,
        };
        let named = self.authorization_servers();
        let wrong = |issuer: &str| match issuer.contains('?') {
            true => Some("has a query"),
            false => rule.refuses(issuer),
        };
        let trusted: Vec<_> = named
            .iter()
            .copied()
            .filter(|issuer| wrong(issuer).is_none())
            .collect();
        match (trusted.is_empty(), named.first()) {
            (false, _) => Ok(trusted),
            (true, None) => Err(refused(
                "the metadata of the resource names no authorization server: set `issuer`",
            )),
            (true, Some(issuer)) => Err(refused(format!(
                "the authorization server `{}` of the resource's metadata {}; nothing was sent there",
                shown(issuer),
                wrong(issuer).unwrap_or("is not https"),
            ))),
        }
    }

    /// The scopes that requests to the resource use (`scopes_supported`).
    #[must_use]
    pub fn scopes_supported(&self) -> Option<Vec<&str>> {
        self.list("scopes_supported")
    }

    /// How the resource takes tokens: `header`, `body`, `query`. `None` when it does not
    /// say.
    #[must_use]
    pub fn bearer_methods_supported(&self) -> Option<Vec<&str>> {
        self.list("bearer_methods_supported")
    }

    /// A member that is a text: `resource_name`.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.given(name)?.as_str()
    }

    /// A member that is a list of texts.
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

    /// All members as they came.
    #[must_use]
    pub fn members(&self) -> &Map<String, Value> {
        &self.members
    }
}

/// Whether two texts name one resource: byte for byte, but for what no URL tells apart
/// (RFC 3986 §6.2.2.1 and §6.2.3): case of scheme and host, the default port, and an
/// empty path for `/`.
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    a == b || canonical(a) == canonical(b)
}

fn canonical(resource: &str) -> String {
    let (origin, rest) = split_origin(resource);
    let origin = origin.to_ascii_lowercase();
    let bare = match origin.split_once("://") {
        Some(("https", authority)) => authority.strip_suffix(":443"),
        Some(("http", authority)) => authority.strip_suffix(":80"),
        _ => None,
    };
    let scheme = origin.split("://").next().unwrap_or_default();
    let origin = match bare {
        Some(authority) => format!("{scheme}://{authority}"),
        None => origin.clone(),
    };
    let slash = if rest.starts_with('/') { "" } else { "/" };
    format!("{origin}{slash}{rest}")
}

pub(super) fn refused(text: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(Code::ResourceRefused, text).key("resource")
}

/// A text of a server, safe to print.
pub(super) fn shown(text: &str) -> String {
    text.chars()
        .take(120)
        .flat_map(char::escape_default)
        .collect()
}

fn of_another(asked: &[&str], other: &str) -> Error {
    let asked = asked.first().copied().unwrap_or_default();
    refused(format!(
        "the metadata is of the resource `{}`, and `{asked}` was asked for; nothing of it was used, for a token for one must not be shown to the other. If it is meant, declare it as `resource` and the address that is called as `api`",
        shown(other),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RESOURCE: &str = "https://mcp.acme.example/mcp";

    fn read(text: &str) -> Result<ResourceMetadata, Error> {
        ResourceMetadata::from_json(RESOURCE, text)
    }

    #[test]
    fn the_example_of_rfc_9728_is_read() {
        // RFC 9728 §3.2.
        let text = r#"{
            "resource": "https://resource.example.com",
            "authorization_servers": ["https://as1.example.com", "https://as2.example.net"],
            "bearer_methods_supported": ["header", "body"],
            "scopes_supported": ["profile", "email", "phone"],
            "resource_documentation": "https://resource.example.com/resource_documentation.html"
        }"#;
        let read = ResourceMetadata::from_json("https://resource.example.com", text).unwrap();
        let servers = ["https://as1.example.com", "https://as2.example.net"];
        assert_eq!(read.authorization_servers(), servers);
        assert_eq!(read.trusted_servers(false).unwrap(), servers);
        assert_eq!(
            read.scopes_supported().unwrap(),
            ["profile", "email", "phone"]
        );
        assert_eq!(read.bearer_methods_supported().unwrap(), ["header", "body"]);
        assert!(read.text("resource_documentation").is_some());
    }

    #[test]
    fn metadata_of_another_resource_is_refused() {
        for other in [
            "https://mcp.acme.example",
            "https://mcp.acme.example/",
            "https://mcp.acme.example/mcp/",
            "https://mcp.acme.example/MCP",
            "https://mcp.acme.example/mcp?a",
            "https://mcp.acme.example.evil.example/mcp",
            "https://bank.example/mcp",
            "http://mcp.acme.example/mcp",
            "",
        ] {
            let text = format!(r#"{{"resource": "{other}", "authorization_servers": []}}"#);
            let error = read(&text).unwrap_err();
            assert_eq!(error.code(), Code::ResourceRefused, "{other}");
        }
        for same in [RESOURCE, "HTTPS://MCP.acme.example:443/mcp"] {
            let text = format!(r#"{{"resource": "{same}"}}"#);
            assert_eq!(read(&text).unwrap().resource(), same);
        }
        assert!(is_same("https://a.example", "https://a.example/"));
        assert!(!is_same("https://a.example:8443", "https://a.example/"));
    }

    #[test]
    fn a_member_of_the_wrong_type_is_named() {
        for (text, name) in [
            (
                r#""authorization_servers": "https://as.example""#,
                "authorization_servers",
            ),
            (r#""scopes_supported": [1]"#, "scopes_supported"),
            (r#""dpop_bound_access_tokens_required": "no""#, "dpop_bound"),
        ] {
            let text = format!(r#"{{"resource": "{RESOURCE}", {text}}}"#);
            let error = read(&text).unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
        assert!(read("[]").is_err());
        assert!(read(r#"{"resource": ["https://mcp.acme.example/mcp"]}"#).is_err());
    }

    #[test]
    fn a_server_inside_is_asked_from_inside_only() {
        let servers = |resource: &str, servers: &str| {
            let text =
                format!(r#"{{"resource": "{resource}", "authorization_servers": {servers}}}"#);
            let read = ResourceMetadata::from_json(resource, &text).unwrap();
            let trusted = read.trusted_servers(false);
            trusted.map(|servers| servers.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>())
        };
        for inside in [
            "http://as.example",
            "https://127.0.0.1",
            "http://127.0.0.1:80",
            "https://localhost",
            "https://169.254.169.254",
            "https://10.0.0.1",
            "https://[::1]",
            "https://as.example?a",
            "file:///etc/passwd",
            "",
        ] {
            assert!(
                servers(RESOURCE, &format!(r#"["{inside}"]"#)).is_err(),
                "{inside}"
            );
            let two = servers(RESOURCE, &format!(r#"["{inside}", "https://as.example"]"#));
            assert_eq!(two.unwrap(), ["https://as.example"]);
        }
        let local = servers("http://127.0.0.1:3000/mcp", r#"["http://localhost:3001/"]"#);
        assert_eq!(local.unwrap(), ["http://localhost:3001/"]);
        let none = servers(RESOURCE, "[]").unwrap_err();
        assert!(none.to_string().contains("names no authorization server"));
    }
}
