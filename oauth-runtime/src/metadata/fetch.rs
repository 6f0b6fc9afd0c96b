//! Fetching documents that anybody may read: no credential travels, and no redirect is
//! followed.

use std::time::Duration;

use http::{HeaderMap, HeaderValue, header};
use serde_json::{Map, Value};
use tracing::Instrument as _;

use super::server::{ServerMetadata, refused};
use super::well_known::addresses;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::spec::Method;
use crate::transport::TransportError;
use crate::value::split_origin;
use crate::wire::judge::{Document, retry_after};
use crate::wire::{WireRequest, WireResponse};

/// How long a document lasts of which its server says nothing, and the bounds of what
/// it can say.
const LIFETIME: Duration = Duration::from_secs(3600);
const SHORTEST: Duration = Duration::from_secs(300);
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// What stands at an address.
pub(crate) enum Found {
    /// A JSON object, and how long it lasts.
    Object(Map<String, Value>, Duration),
    /// None: why, in a few words.
    Nothing(String),
}

impl Core {
    /// Gets a public JSON object, by way of the stand-in server where there is one.
    ///
    /// # Errors
    /// `E05..` when the server was not reached, `E0308`, `E0323` and `E0324` when it
    /// cannot answer now, `E0903` for an object that cannot be read safely.
    pub(crate) async fn get_object(&self, url: &str) -> Result<Found, Error> {
        let response = self
            .get(url)
            .await
            .map_err(|error| error.of(self.spec.id))?;
        let shown = url.split('?').next().unwrap_or_default();
        let status = response.status;
        match status {
            200 => (),
            429 | 500.. => {
                let code = match status {
                    429 => Code::TooManyRequests,
                    _ => Code::ServerError,
                };
                let text = format!("`{shown}` could not be fetched: status {status}");
                return Err(Error::new(code, text)
                    .of(self.spec.id)
                    .status_code(status)
                    .wait(retry_after(&response)));
            }
            _ => return Ok(Found::Nothing(format!("status {status}"))),
        }
        let Ok(document) = serde_json::from_slice::<Document<'_>>(&response.body) else {
            return Ok(Found::Nothing("no JSON".to_owned()));
        };
        let Document::Object(fields) = &document else {
            return Ok(Found::Nothing("no JSON object".to_owned()));
        };
        let mut members = Map::with_capacity(fields.len());
        for (name, value) in fields {
            if members
                .insert(name.clone().into_owned(), value.to_value())
                .is_some()
            {
                let name: String = name
                    .chars()
                    .take(80)
                    .flat_map(char::escape_default)
                    .collect();
                let text = format!("`{name}` stands twice in `{shown}`, so nothing of it was used");
                return Err(refused(text).of(self.spec.id));
            }
        }
        Ok(Found::Object(members, lifetime(&response.headers)))
    }

    async fn get(&self, url: &str) -> Result<WireResponse, Error> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(name) = &self.user_agent {
            headers.insert(header::USER_AGENT, name.clone());
        }
        let (_, rest) = split_origin(url);
        let request = WireRequest {
            method: Method::Get,
            url: match &self.against {
                Some(against) => format!("{}{rest}", against.as_str()),
                None => url.to_owned(),
            },
            headers,
            body: bytes::Bytes::new(),
        };
        let limits = self.credential_limits;
        let span = tracing::debug_span!("oauth.metadata", provider = self.spec.id);
        let sent = self.transport.send(request, limits).instrument(span).await;
        // No credential was sent, so nobody has to wonder what became of one.
        sent.map_err(|error| match error {
            TransportError::TooLarge => {
                let size = limits.body;
                refused(format!("the metadata is larger than {size} bytes"))
            }
            other => other.within(limits, "credential_limits").not_sent(),
        })
    }

    /// Fetches the metadata of an issuer (RFC 8414 §3, OpenID Connect Discovery §4).
    pub(super) async fn fetch_metadata(
        &self,
        issuer: &str,
    ) -> Result<(ServerMetadata, Duration), Error> {
        let named = |error: Error| error.of(self.spec.id).key("issuer");
        let insecure_http = self.spec.insecure_http.is_some();
        let mut missed = Vec::new();
        let mut of_another = None;
        let mut addresses = addresses(issuer).into_iter();
        while let Some(address) = addresses.next() {
            let members = match self.get_object(&address).await {
                Ok(Found::Object(members, lifetime)) => (members, lifetime),
                Ok(Found::Nothing(why)) => {
                    missed.push(format!("`{address}` ({why})"));
                    continue;
                }
                Err(error) => return Err(named(error)),
            };
            match ServerMetadata::of(issuer, members.0, insecure_http) {
                Ok(metadata) if metadata.is_half_of_openid() => {
                    let whole = self.completed(metadata, addresses.collect()).await;
                    return Ok((whole, members.1));
                }
                Ok(metadata) => return Ok((metadata, members.1)),
                // Some servers answer for their root wherever they are asked.
                Err(error) if error.code() == Code::MetadataIssuer => {
                    of_another.get_or_insert(error);
                }
                Err(error) => return Err(named(error)),
            }
        }
        Err(named(of_another.unwrap_or_else(|| {
            Error::new(
                Code::MetadataMissing,
                format!(
                    "the issuer `{issuer}` shows no metadata: there is none at {}; check `issuer`, or declare the URLs of the calls",
                    missed.join(" nor at ")
                ),
            )
        })))
    }

    /// Metadata with what only the document of OpenID Connect has: servers that show
    /// both leave userinfo and logout out of the first. What stands in both is taken from
    /// the first, and a second of another issuer counts for nothing.
    async fn completed(&self, first: ServerMetadata, addresses: Vec<String>) -> ServerMetadata {
        let insecure_http = self.spec.insecure_http.is_some();
        for address in addresses {
            if let Ok(Found::Object(members, _)) = self.get_object(&address).await
                && let Ok(second) = ServerMetadata::of(first.issuer(), members, insecure_http)
            {
                return first.completed_by(second);
            }
        }
        first
    }
}

/// How long an answer may be kept (RFC 9111 §5.2.2), within bounds: an error in it shall
/// neither cost a request for each call nor hide a change for days.
fn lifetime(headers: &HeaderMap) -> Duration {
    let directives = headers
        .get_all(header::CACHE_CONTROL)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|directive| directive.trim().to_ascii_lowercase());
    let mut lifetime = LIFETIME;
    for directive in directives {
        match directive.split_once('=') {
            None if matches!(directive.as_str(), "no-store" | "no-cache") => return SHORTEST,
            Some(("max-age", seconds)) => {
                if let Ok(seconds) = seconds.trim_matches('"').parse() {
                    lifetime = Duration::from_secs(seconds);
                }
            }
            _ => (),
        }
    }
    lifetime.clamp(SHORTEST, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cache_control_counts_within_bounds() {
        for (text, seconds) in [
            ("", 3600),
            ("max-age=7200", 7200),
            ("public, Max-Age=600", 600),
            ("max-age=0", 300),
            ("max-age=99999999", 86400),
            ("max-age=-1", 3600),
            ("no-cache", 300),
            ("max-age=600, no-store", 300),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(text));
            assert_eq!(lifetime(&headers).as_secs(), seconds, "{text}");
        }
    }
}
