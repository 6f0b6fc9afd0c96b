//! Client id, client secret and tenant values from the environment, a TOML file or code.

mod build;
mod key;
mod missing;
mod name;
mod near;
mod read;
mod secret_file;
mod source;
#[cfg(test)]
mod tests;
#[cfg(feature = "toml")]
mod toml;

pub use name::Setting;

use std::ffi::OsString;
use std::fmt;

use crate::error::Error;
use crate::secret::Secret;
use crate::spec::ProviderSpec;
use source::Source;

/// Settings of any number of providers, by provider and name.
///
/// `ACCELO_CLIENT_ID` in the environment, `client_id` in the table `[accelo]` of a
/// TOML file and `set("accelo", "client_id", ...)` in code are the same setting.
/// What is added later wins, so begin with the weakest source. An empty value
/// counts as unset, and a weaker source is asked.
///
/// ```
/// use oauth_runtime::{Settings, oauth_provider};
///
/// #[oauth_provider(
///     vars(site: DnsLabel),
///     authorize = "https://{site}.acme.example/authorize",
///     token = "https://{site}.acme.example/token",
/// )]
/// pub struct Acme;
///
/// # fn main() -> Result<(), oauth_runtime::Error> {
/// // In a program: `Settings::from_env()`, or just `AcmeClient::from_env()?`.
/// let settings = Settings::new()
///     .and_variables([("ACME_CLIENT_ID", "my-client"), ("ACME_SITE", "weak")])
///     .set("acme", "site", "strong");
/// let builder = AcmeClient::from_settings(&settings)?;
/// # let _ = builder;
/// # Ok(())
/// # }
/// ```
///
/// Each provider takes `client_id`, `client_secret`, `redirect_uri`, `issuer` and
/// its tenant values under their names on the wire ([`Settings::of`] lists them).
/// Where the client may sign, there are `client_key` (PEM or a JWK), `client_key_id` and
/// `client_key_alg`; where it shows a certificate, `client_certificate`.
/// A secret can also be named instead of written: `client_secret_file` is the path
/// of a file, and in TOML and code `client_secret_env` is the name of a variable.
#[derive(Clone, Default)]
pub struct Settings {
    /// The weakest first.
    sources: Vec<Source>,
}

impl Settings {
    /// No settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The environment of this process, as it is at this call.
    #[must_use]
    pub fn from_env() -> Self {
        Self::new().and_env()
    }

    /// Adds the environment of this process, as it is at this call.
    #[must_use]
    pub fn and_env(self) -> Self {
        self.and_variables(std::env::vars_os())
    }

    /// Adds variables as if they stood in the environment: those of a test, or of
    /// a file that the program has read.
    #[must_use]
    pub fn and_variables<N: Into<OsString>, V: Into<OsString>>(
        mut self,
        variables: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        self.sources.push(Source::variables(
            variables
                .into_iter()
                .map(|(name, value)| (name.into(), value.into())),
        ));
        self
    }

    /// Adds one value.
    #[must_use]
    pub fn set(mut self, provider: &str, name: &str, value: impl Into<Secret>) -> Self {
        if !matches!(self.sources.last(), Some(Source::Code(_))) {
            self.sources.push(Source::Code(Vec::new()));
        }
        if let Some(Source::Code(values)) = self.sources.last_mut() {
            values.push((provider.into(), name.into(), value.into()));
        }
        self
    }

    /// The settings that a provider takes: the client's own, then its tenant values.
    #[must_use]
    pub fn of(spec: &'static ProviderSpec) -> Vec<Setting> {
        Setting::all(spec)
    }

    /// One setting of a provider. Reads the file that the setting names, if it names one.
    ///
    /// # Errors
    /// `E0610` when the provider has no such setting, or when its value cannot be read.
    pub fn get(&self, spec: &'static ProviderSpec, name: &str) -> Result<Option<Secret>, Error> {
        let setting = Setting::named(spec, name)?;
        Ok(self.find(spec, &setting)?.map(|found| found.value))
    }

    /// Where the value of a setting comes from: `ACCELO_CLIENT_ID`, or
    /// `client_id` in `[accelo]` of a file. `None` when it is not set. Says nothing
    /// of the value and opens no file.
    ///
    /// # Errors
    /// `E0610` when the provider has no such setting, or when one source names it twice.
    pub fn origin(&self, spec: &'static ProviderSpec, name: &str) -> Result<Option<String>, Error> {
        let setting = Setting::named(spec, name)?;
        let given = self.given(spec, &setting)?;
        Ok(given.map(|given| given.origin))
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.sources).finish()
    }
}
