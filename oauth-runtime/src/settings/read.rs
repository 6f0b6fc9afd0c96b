//! Finding a value: the strongest source that states it, and what it points at.

use std::path::Path;

use super::Settings;
use super::name::{Form, Setting, unknown};
use super::near::nearest;
use super::secret_file::read_secret;
use super::source::Given;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::ProviderSpec;

/// A value, and where it came from.
pub(super) struct Found {
    pub(super) value: Secret,
    pub(super) origin: String,
}

impl Settings {
    /// What the strongest source says of a setting.
    pub(super) fn given(
        &self,
        spec: &'static ProviderSpec,
        setting: &Setting,
    ) -> Result<Option<Given>, Error> {
        for source in self.sources.iter().rev() {
            let mut given = source
                .given(spec.id, setting)
                .map_err(|error| error.of(spec.id))?
                .into_iter();
            match (given.next(), given.next()) {
                (None, _) => (),
                (Some(only), None) => return Ok(Some(only)),
                (Some(one), Some(other)) => {
                    return Err(Error::new(
                        Code::SettingRefused,
                        format!(
                            "`{}` and `{}` are both set; keep one of them",
                            one.origin, other.origin
                        ),
                    )
                    .of(spec.id));
                }
            }
        }
        Ok(None)
    }

    /// The value of a setting.
    pub(super) fn find(
        &self,
        spec: &'static ProviderSpec,
        setting: &Setting,
    ) -> Result<Option<Found>, Error> {
        let Some(given) = self.given(spec, setting)? else {
            return Ok(None);
        };
        let value = match given.form {
            Form::Plain => Ok(given.text),
            Form::File => {
                let written = Path::new(given.text.expose());
                let path = match &given.directory {
                    Some(directory) => directory.join(written),
                    None => written.to_owned(),
                };
                read_secret(&path).map_err(|why| format!("the file `{}` {why}", path.display()))
            }
            Form::Variable => self.pointed_at(given.text.expose()),
        };
        match value {
            Ok(value) => Ok(Some(Found {
                value,
                origin: given.origin,
            })),
            Err(why) => Err(Error::new(
                Code::SettingRefused,
                format!("`{}` cannot be read: {why}", setting.name),
            )
            .of(spec.id)
            .key(given.origin)),
        }
    }

    /// The value of a variable that another source names.
    fn pointed_at(&self, name: &str) -> Result<Secret, String> {
        let shown: String = name
            .chars()
            .take(60)
            .flat_map(char::escape_default)
            .collect();
        for source in self.sources.iter().rev() {
            match source.variable(name) {
                Ok(None) => (),
                Ok(Some(value)) => return Ok(value),
                Err(_) => return Err(format!("the environment variable `{shown}` is not UTF-8")),
            }
        }
        Err(format!(
            "the environment variable `{shown}` is not set, or the environment is none of the sources; add it with `and_env()`"
        ))
    }

    /// Refuses what is set for the provider under a name that it does not have.
    pub(super) fn check_names(&self, spec: &'static ProviderSpec) -> Result<(), Error> {
        let all = Setting::all(spec);
        let is_known = |name: &str| {
            all.iter()
                .any(|setting| setting.forms().any(|(_, form)| form == name))
        };
        for source in &self.sources {
            for (name, origin) in source.names(spec.id) {
                if !is_known(name) {
                    return Err(unknown(spec, name).key(origin));
                }
            }
        }
        Ok(())
    }

    /// A table or a variable that looks like the provider's, but is not.
    pub(super) fn near(&self, spec: &'static ProviderSpec, variable: &str) -> Option<&str> {
        let known: Vec<&str> = self
            .sources
            .iter()
            .flat_map(|source| source.known())
            .filter(|name| *name != spec.id && *name != variable)
            .collect();
        nearest(variable, known.iter().copied()).or_else(|| nearest(spec.id, known))
    }
}
