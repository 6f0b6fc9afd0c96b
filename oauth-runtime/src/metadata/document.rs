//! The document that a client id can be the address of (OAuth Client ID Metadata
//! Document).

use serde_json::{Value, json};

use crate::client::Core;
use crate::error::{Code, Error};
use crate::spec::Grants;
use crate::value::{is_dot_segment, split_origin};

impl Core {
    /// What stands at the client's address.
    pub(crate) fn client_metadata_document(&self) -> Result<Value, Error> {
        let unset = |text: &'static str, key: &'static str| {
            Error::new(Code::ValueUnset, text).of(self.spec.id).key(key)
        };
        let url = self.client_metadata_url.as_deref().ok_or_else(|| {
            unset(
                "the address of the client's metadata document is not set",
                "client_metadata_url",
            )
        })?;
        self.client_metadata
            .check()
            .map_err(|error| error.of(self.spec.id))?;
        if self.client_metadata.text("client_name").is_none() {
            return Err(unset(
                "the client's metadata has no name: `ClientMetadata::new(\"...\")`",
                "client_metadata",
            ));
        }
        let mut own = self.client_metadata.clone();
        if let Some(redirect_uri) = &self.redirect_uri {
            own = own.for_redirect_uri(redirect_uri);
        }
        if own.members().get("redirect_uris").is_none() {
            return Err(unset(
                "the client's metadata names no redirect URI: set `redirect_uri`, or `redirect_uris` of the metadata",
                "redirect_uri",
            ));
        }
        let refreshes = self.spec.grants.contains(Grants::REFRESH);
        let grants = match refreshes {
            true => json!(["authorization_code", "refresh_token"]),
            false => json!(["authorization_code"]),
        };
        let document = own
            .or("grant_types", grants)
            .or("response_types", json!(["code"]))
            // Everybody can read the document, so there is no secret to prove oneself by.
            .or("token_endpoint_auth_method", "none")
            .extra("client_id", url);
        Ok(Value::Object(document.members().clone()))
    }
}

/// OAuth Client ID Metadata Document §3: https, a path, neither dot segments nor a
/// fragment nor a user.
pub(crate) fn check_document_url(url: &str) -> Result<(), Error> {
    let (origin, rest) = split_origin(url);
    let plain = |b: u8| b.is_ascii_graphic() && !br#"\"<>^`{|}#"#.contains(&b);
    let path = rest.split('?').next().unwrap_or_default();
    let good = origin.starts_with("https://")
        && origin.len() > "https://".len()
        && !origin.contains('@')
        && path.len() > 1
        && !path.split('/').any(is_dot_segment)
        && url.bytes().all(plain)
        && url.len() <= 2048;
    match good {
        true => Ok(()),
        false => Err(Error::new(
            Code::InputRefused,
            "the address of the client's metadata document must be https with a path, without user, dot segments and fragment, as in `https://reader.example/oauth/client.json`",
        )
        .key("client_metadata_url")),
    }
}

#[cfg(test)]
mod tests {
    use super::check_document_url;

    #[test]
    fn a_client_id_is_an_address_with_a_path() {
        assert!(check_document_url("https://reader.example/oauth/client.json").is_ok());
        for url in [
            "http://reader.example/client.json",
            "https://reader.example",
            "https://reader.example/",
            "https:///client.json",
            "https://u@reader.example/client.json",
            "https://reader.example/a/../client.json",
            "https://reader.example/client.json#a",
            "https://reader.example/cl ient.json",
        ] {
            assert!(check_document_url(url).is_err(), "{url}");
        }
    }
}
