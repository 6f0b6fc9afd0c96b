//! The API as a protected resource that says where one signs in (RFC 9728).

use http::header::WWW_AUTHENTICATE;
use oauth_runtime::spec::Discovery;
use serde_json::json;

use crate::answer::Answer;
use crate::metadata::split;
use crate::read::Request;
use crate::setup::Setup;

const NAME: &str = "/.well-known/oauth-protected-resource";

impl Setup {
    /// The identifier of the resource, where the client starts from it.
    pub(crate) fn resource(&self) -> Option<String> {
        let parts = self
            .spec
            .resource
            .filter(|_| self.spec.discovery == Discovery::Resource)?;
        let values = self.values(None);
        let known = values.fill(parts).ok().and_then(|known| known.text());
        known.or_else(|| values.origin(parts).ok())
    }

    /// Where the metadata of the resource is (RFC 9728 §3.1).
    pub(crate) fn resource_metadata(&self) -> Option<String> {
        let resource = self.resource()?;
        let (base, below) = split(&resource);
        Some(format!("{base}{NAME}{}", below.trim_end_matches('/')))
    }

    /// What the resource says to somebody without a token: its metadata, and at its own
    /// address how it refuses (RFC 9728 §5.1).
    pub(crate) fn described(&self, request: &Request) -> Option<Answer> {
        let resource = self.resource()?;
        let address = self.resource_metadata()?;
        let (_, path) = split(&resource);
        let (_, known) = split(&address);
        let root = |path: &str| path.trim_end_matches('/').to_owned();
        match request.method.as_str() {
            "GET" if request.path == known => {
                let body = json!({
                    "resource": resource,
                    "authorization_servers": [self.issuer_of_clients()],
                    "bearer_methods_supported": ["header"],
                });
                Some(Answer::new(200, "application/json", body.to_string()))
            }
            "HEAD"
                if root(&request.path) == root(path)
                    && request.header("authorization").is_none() =>
            {
                let mut answer = Answer::new(401, "application/json", "");
                let challenge = format!("Bearer resource_metadata=\"{address}\"");
                answer.header(WWW_AUTHENTICATE, &challenge);
                Some(answer)
            }
            _ => None,
        }
    }
}
