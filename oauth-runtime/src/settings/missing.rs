//! The error that names every setting that is missing, and each place for it.

use super::Settings;
use super::name::{CLIENT_ID, Setting};
use crate::error::{Code, Error};
use crate::spec::ProviderSpec;

impl Settings {
    /// `missing` holds at least one setting.
    pub(super) fn missing(&self, spec: &'static ProviderSpec, missing: &[&Setting]) -> Error {
        let quoted = |texts: Vec<&str>| format!("`{}`", texts.join("`, `"));
        let names: Vec<_> = missing.iter().map(|setting| setting.name).collect();
        let variables: Vec<_> = missing.iter().map(|s| s.variable.as_str()).collect();
        let argument = match missing {
            [only] if only.name == CLIENT_ID => "the client id",
            all if all.iter().any(|setting| setting.name == CLIENT_ID) => {
                "tenant values and client id"
            }
            _ => "the tenant values",
        };
        let is = if names.len() == 1 { "is" } else { "are" };
        let mut text = format!(
            "{} {is} not set: set {} in the environment, write {} into the table `[{}]` of the settings file, or give {argument} to `builder` in code",
            quoted(names.clone()),
            quoted(variables.clone()),
            quoted(names),
            spec.id,
        );
        let near = variables
            .iter()
            .find_map(|variable| self.near(spec, variable));
        if let Some(near) = near {
            text.push_str(&format!(" (there is `{}`)", near.escape_default()));
        }
        let first = variables.first().copied().unwrap_or_default().to_owned();
        Error::new(Code::SettingMissing, text)
            .of(spec.id)
            .key(first)
    }
}
