//! Client id, client secret and tenant values from the environment, a TOML file or code.

use std::collections::BTreeMap;

use crate::secret::Secret;

/// Settings of any number of providers, by provider and name.
///
/// `ACCELO_CLIENT_ID` in the environment, `client_id` in the table `[accelo]` of a
/// TOML file and `set("accelo", "client_id", ...)` in code are the same setting.
/// What is set later wins: begin with the weakest source.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    values: BTreeMap<(String, String), Secret>,
}

impl Settings {
    /// No settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets one value.
    #[must_use]
    pub fn set(mut self, provider: &str, name: &str, value: impl Into<Secret>) -> Self {
        self.values
            .insert((provider.to_owned(), name.to_owned()), value.into());
        self
    }
}
