//! What Moovila shows when an application is registered.

use std::fmt;

use oauth_runtime::value::Url;
use oauth_runtime::{Builder, Error, ScopeSet as _, Secret};
use serde::Deserialize;
use serde::de::Deserializer;

use crate::provider::{Moovila, MoovilaClient, MoovilaScope, MoovilaVars};
use crate::scopes::{ScopeMismatch, compare};

/// A registration: everything that a client of Moovila needs, at run time.
///
/// It reads from any serde format, so it can stand in a configuration file:
///
/// ```
/// # use oauth_moovila::{MoovilaScope, Registration};
/// let registration: Registration = serde_json::from_str(
///     r#"{
///         "authorization_url": "https://login.example/authorize",
///         "token_url": "https://login.example/token",
///         "api_base": "https://api.example/PublicAPI",
///         "client_id": "mv-demo",
///         "client_secret": "demo-secret",
///         "callback_urls": ["https://app.example/callback"],
///         "scopes": ["ProjectTaskRead", "UsersRead"]
///     }"#,
/// )
/// .unwrap();
/// assert_eq!(registration.scopes[1], MoovilaScope::UsersRead);
/// assert!(!format!("{registration:?}").contains("demo-secret"));
/// ```
#[derive(Clone, Debug, Deserialize)]
pub struct Registration {
    /// The authorization URL.
    #[serde(deserialize_with = "url")]
    pub authorization_url: Url,
    /// The token URL.
    #[serde(deserialize_with = "url")]
    pub token_url: Url,
    /// The base of the API, which the registration does not show.
    #[serde(deserialize_with = "url")]
    pub api_base: Url,
    /// The client id.
    pub client_id: String,
    /// The client secret. It can be reset in Moovila.
    #[serde(deserialize_with = "secret")]
    pub client_secret: Secret,
    /// The callback URLs.
    pub callback_urls: Vec<String>,
    /// The data elements.
    #[serde(deserialize_with = "scopes")]
    pub scopes: Vec<MoovilaScope>,
}

impl Registration {
    /// A client for this registration.
    ///
    /// # Errors
    /// When a value cannot be used, or the transport cannot be set up.
    pub fn client(&self) -> Result<MoovilaClient, Error> {
        self.builder().build()
    }

    /// A client for this registration, before further settings.
    #[must_use]
    pub fn builder(&self) -> Builder<Moovila> {
        let vars = MoovilaVars {
            authorization_url: self.authorization_url.clone(),
            token_url: self.token_url.clone(),
            api_base: self.api_base.clone(),
        };
        MoovilaClient::builder(vars, self.client_id.as_str())
            .client_secret(self.client_secret.clone())
    }

    /// Compares the scopes that are to be asked for with the registered ones.
    ///
    /// With `?` a difference is an error; with `if let Err(mismatch)` it is a warning.
    ///
    /// # Errors
    /// When the two sets differ.
    pub fn check_scopes(&self, requested: &[MoovilaScope]) -> Result<(), ScopeMismatch> {
        compare(&self.scopes, requested)
    }

    /// Looks whether a redirect URI is one of the registered callback URLs, byte for byte.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn check_callback(&self, redirect_uri: &str) -> Result<(), UnregisteredCallback> {
        match self.callback_urls.iter().any(|known| known == redirect_uri) {
            true => Ok(()),
            false => Err(UnregisteredCallback),
        }
    }
}

/// A redirect URI that is none of the registered callback URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnregisteredCallback;

impl fmt::Display for UnregisteredCallback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the redirect URI is none of the registered callback URLs")
    }
}

impl std::error::Error for UnregisteredCallback {}

fn url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(serde::de::Error::custom)
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    String::deserialize(deserializer).map(Secret::new)
}

fn scopes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<MoovilaScope>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    Ok(texts
        .iter()
        .map(|text| MoovilaScope::from_value(text))
        .collect())
}
