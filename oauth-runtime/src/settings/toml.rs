//! Settings in TOML: a table for each provider.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::Settings;
use super::secret_file::read_text;
use super::source::{Source, Tables};
use crate::error::{Code, Error};
use crate::secret::Secret;

impl Settings {
    /// Adds a TOML text with a table for each provider, named by its id:
    ///
    /// ```toml
    /// [accelo]
    /// client_id = "my-client"
    /// client_secret_file = "accelo-secret"
    /// deployment = "acme"
    /// ```
    ///
    /// Tables of other names may stand beside them. A key that a provider does not
    /// have is an error when a client of that provider is made.
    ///
    /// # Errors
    /// `E0610` with line and column when the text is not TOML.
    pub fn and_toml(self, text: &str) -> Result<Self, Error> {
        self.and_tables(text, None)
    }

    /// Adds a TOML file, as [`Settings::and_toml`] adds a text. A relative
    /// `client_secret_file` in it begins at the file's own directory.
    ///
    /// # Errors
    /// `E0610` when the file cannot be read or is not TOML.
    pub fn and_toml_file(self, path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let text = read_text(path).map_err(|why| {
            Error::new(
                Code::SettingRefused,
                format!("the settings file `{}` {why}", path.display()),
            )
        })?;
        self.and_tables(text.expose(), Some(path))
    }

    fn and_tables(mut self, text: &str, file: Option<&Path>) -> Result<Self, Error> {
        // The parser's own text can repeat a line of the file, and with it a secret.
        let root: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let (line, column) = place(text, error.span().map_or(0, |span| span.start));
            let name = match file {
                Some(file) => format!("the settings file `{}`", file.display()),
                None => "the text".to_owned(),
            };
            Error::new(
                Code::SettingRefused,
                format!("{name} is not TOML at line {line}, column {column}"),
            )
        })?;
        let values = root
            .into_iter()
            .filter_map(|(provider, value)| match value {
                toml::Value::Table(table) => Some((provider, texts(table))),
                _ => None,
            })
            .collect();
        self.sources.push(Source::Tables(Arc::new(Tables {
            file: file.map(Path::to_owned),
            values,
        })));
        Ok(self)
    }
}

/// Numbers count as text: tenants and client ids can be numbers.
fn texts(table: toml::Table) -> BTreeMap<String, Option<Secret>> {
    table
        .into_iter()
        .map(|(key, value)| {
            let text = match value {
                toml::Value::String(text) => Some(Secret::new(text)),
                toml::Value::Integer(number) => Some(Secret::new(number.to_string())),
                _ => None,
            };
            (key, text)
        })
        .collect()
}

fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    (line, column)
}
