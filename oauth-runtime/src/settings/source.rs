//! One source of settings, and what it says of one setting.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::name::{Form, Setting};
use crate::error::{Code, Error};
use crate::secret::Secret;

#[derive(Clone)]
pub(super) enum Source {
    /// The environment, whole: which providers will be asked for is not known yet.
    Variables(Arc<BTreeMap<OsString, OsString>>),
    /// Tables by provider.
    #[cfg_attr(
        not(feature = "toml"),
        expect(dead_code, reason = "read from TOML only")
    )]
    Tables(Arc<Tables>),
    /// Provider, name and value, in the order in which they were set.
    Code(Vec<(Box<str>, Box<str>, Secret)>),
}

/// What a TOML text holds.
pub(super) struct Tables {
    /// The file; `None` for a text.
    pub(super) file: Option<PathBuf>,
    /// Values by provider and key. `None` where the value is not one text.
    pub(super) values: BTreeMap<String, BTreeMap<String, Option<Secret>>>,
}

/// A value as a source states it.
pub(super) struct Given {
    pub(super) form: Form,
    pub(super) text: Secret,
    /// Where it stands, for people.
    pub(super) origin: String,
    /// Where a relative path in it begins.
    pub(super) directory: Option<PathBuf>,
}

impl Source {
    pub(super) fn variables(variables: impl Iterator<Item = (OsString, OsString)>) -> Self {
        // Names of variables have no case there.
        let folded = |name: OsString| match cfg!(windows) {
            true => name.to_ascii_uppercase(),
            false => name,
        };
        Self::Variables(Arc::new(
            variables
                .map(|(name, value)| (folded(name), value))
                .collect(),
        ))
    }

    /// All forms in which this source states the setting.
    pub(super) fn given(&self, provider: &str, setting: &Setting) -> Result<Vec<Given>, Error> {
        let mut all = Vec::new();
        for (form, name) in setting.forms() {
            let stated = match self {
                Self::Variables(_) if form == Form::Variable => None,
                Self::Variables(variables) => {
                    let suffix = form.suffix().to_ascii_uppercase();
                    let name = format!("{}{suffix}", setting.variable);
                    text_of(variables, &name)?.map(|text| (text, name, None))
                }
                Self::Tables(tables) => tables.text(provider, &name)?.map(|text| {
                    let directory = tables.file.as_deref().and_then(Path::parent);
                    (
                        text,
                        tables.origin(provider, &name),
                        directory.map(Path::to_owned),
                    )
                }),
                Self::Code(values) => values
                    .iter()
                    .rev()
                    .find(|(of, known, _)| **of == *provider && **known == *name)
                    .map(|(_, _, text)| {
                        let origin = format!("set({provider:?}, {name:?}, ...)");
                        (text.clone(), origin, None)
                    }),
            };
            if let Some((text, origin, directory)) = stated
                && !text.expose().is_empty()
            {
                all.push(Given {
                    form,
                    text,
                    origin,
                    directory,
                });
            }
        }
        Ok(all)
    }

    /// The names under which this source holds something of the provider, where it
    /// can be told from things that are not settings.
    pub(super) fn names(&self, provider: &str) -> Vec<(&str, String)> {
        match self {
            Self::Variables(_) => Vec::new(),
            Self::Tables(tables) => {
                let keys = tables.values.get(provider);
                keys.into_iter()
                    .flat_map(BTreeMap::keys)
                    .map(|key| (key.as_str(), tables.origin(provider, key)))
                    .collect()
            }
            Self::Code(values) => values
                .iter()
                .filter(|(of, _, _)| **of == *provider)
                .map(|(_, name, _)| (&**name, format!("set({provider:?}, {name:?}, ...)")))
                .collect(),
        }
    }

    /// The value of an environment variable, if this source is an environment.
    pub(super) fn variable(&self, name: &str) -> Result<Option<Secret>, Error> {
        match self {
            Self::Variables(variables) => text_of(variables, name),
            _ => Ok(None),
        }
    }

    /// Names of providers, or of variables, that something is set for.
    pub(super) fn known(&self) -> Vec<&str> {
        match self {
            Self::Variables(variables) => {
                variables.keys().filter_map(|name| name.to_str()).collect()
            }
            Self::Tables(tables) => tables.values.keys().map(String::as_str).collect(),
            Self::Code(values) => values.iter().map(|(provider, ..)| &**provider).collect(),
        }
    }
}

fn text_of(variables: &BTreeMap<OsString, OsString>, name: &str) -> Result<Option<Secret>, Error> {
    let Some(value) = variables.get(OsStr::new(name)) else {
        return Ok(None);
    };
    match value.to_str() {
        Some(text) => Ok(Some(text).filter(|text| !text.is_empty()).map(Into::into)),
        None => Err(Error::new(
            Code::SettingRefused,
            format!("the environment variable `{name}` is not UTF-8"),
        )
        .key(name.to_owned())),
    }
}

impl Tables {
    fn text(&self, provider: &str, key: &str) -> Result<Option<Secret>, Error> {
        let value = self.values.get(provider).and_then(|table| table.get(key));
        match value {
            None => Ok(None),
            Some(Some(text)) => Ok(Some(text.clone())),
            Some(None) => Err(Error::new(
                Code::SettingRefused,
                format!("`{key}` must be a string in quotation marks"),
            )
            .key(self.origin(provider, key))),
        }
    }

    fn origin(&self, provider: &str, key: &str) -> String {
        match &self.file {
            Some(file) => format!("{provider}.{key} in {}", file.display()),
            None => format!("{provider}.{key}"),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variables(_) => f.write_str("environment"),
            Self::Tables(tables) => match &tables.file {
                Some(file) => write!(f, "toml {}", file.display()),
                None => f.write_str("toml"),
            },
            Self::Code(values) => f
                .debug_list()
                .entries(values.iter().map(|(of, name, _)| format!("{of}.{name}")))
                .finish(),
        }
    }
}
