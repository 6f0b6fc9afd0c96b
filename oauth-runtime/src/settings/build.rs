//! A client from its settings.

use super::Settings;
use super::key;
use super::name::{
    CLIENT_CERTIFICATE, CLIENT_ID, CLIENT_KEY, CLIENT_KEY_ALG, CLIENT_KEY_ID, CLIENT_SECRET,
    ISSUER, REDIRECT_URI, Setting, shows_certificate,
};
use super::read::Found;
use crate::client::{Builder, Client, DynBuilder, DynClient};
use crate::error::{Code, Error};
use crate::provider::Provider;
use crate::spec::{ProviderSpec, VarKind};
use crate::value;

impl DynBuilder {
    /// Starts a client from its settings. Files that hold a secret are read now.
    ///
    /// # Errors
    /// `E0609` when settings are missing (it names all of them), `E0610` when one
    /// cannot be read or is unknown, `E0601` for a tenant value that its kind does
    /// not allow. Each names the variable or the key to look at.
    pub fn from_settings(spec: &'static ProviderSpec, settings: &Settings) -> Result<Self, Error> {
        settings.check_names(spec)?;
        let all = Setting::all(spec);
        let mut found = Vec::with_capacity(all.len());
        for setting in &all {
            found.push((setting, settings.find(spec, setting)?));
        }
        let missing: Vec<&Setting> = found
            .iter()
            .filter(|(setting, value)| setting.required && value.is_none())
            .map(|(setting, _)| *setting)
            .collect();
        if !missing.is_empty() {
            return Err(settings.missing(spec, &missing));
        }
        let value = |name: &str| -> Option<&Found> {
            found
                .iter()
                .find(|(setting, _)| setting.name == name)
                .and_then(|(_, value)| value.as_ref())
        };
        for var in spec.vars {
            if let Some(found) = value(var.wire) {
                value::check(&var.kind, found.value.expose()).map_err(|why| {
                    Error::new(Code::ValueRefused, format!("`{}` {why}", var.wire))
                        .of(spec.id)
                        .key(found.origin.clone())
                })?;
            }
        }
        let client_id = match value(CLIENT_ID) {
            Some(found) => found.value.expose().to_owned(),
            None => String::new(),
        };
        let mut builder = Self::reading(spec, client_id, &|index| {
            let var = spec.vars.get(index)?;
            value(var.wire).map(|found| found.value.expose())
        });
        if let Some(found) = value(CLIENT_SECRET) {
            builder = builder.client_secret(found.value.clone());
        }
        if let Some(found) = value(CLIENT_CERTIFICATE).filter(|_| shows_certificate(spec)) {
            builder = builder.client_certificate(found.value.clone());
        }
        if let Some(found) = value(CLIENT_KEY) {
            let key = key::read(spec, found, value(CLIENT_KEY_ALG))?;
            builder = builder.client_key(match value(CLIENT_KEY_ID) {
                Some(id) => key.key_id(id.value.expose()),
                None => key,
            });
        }
        if let Some(found) = value(REDIRECT_URI) {
            builder = builder.redirect_uri(found.value.expose());
        }
        if let Some(found) = value(ISSUER) {
            let issuer = found.value.expose();
            value::check(&VarKind::Url(&[]), issuer).map_err(|why| {
                Error::new(Code::SettingRefused, format!("`{ISSUER}` {why}"))
                    .of(spec.id)
                    .key(found.origin.clone())
            })?;
            builder = builder.issuer(issuer);
        }
        Ok(builder)
    }
}

impl DynClient {
    /// Starts a client from its settings.
    ///
    /// # Errors
    /// As [`DynBuilder::from_settings`].
    pub fn from_settings(
        spec: &'static ProviderSpec,
        settings: &Settings,
    ) -> Result<DynBuilder, Error> {
        DynBuilder::from_settings(spec, settings)
    }
}

impl<P: Provider> Client<P> {
    /// Starts a client from its settings.
    ///
    /// # Errors
    /// As [`DynBuilder::from_settings`].
    pub fn from_settings(settings: &Settings) -> Result<Builder<P>, Error> {
        DynBuilder::from_settings(P::SPEC, settings).map(Builder::new)
    }

    /// Starts a client from the environment: `AcceloClient::from_env()?.build()?`
    /// reads `ACCELO_CLIENT_ID`, `ACCELO_CLIENT_SECRET` (or
    /// `ACCELO_CLIENT_SECRET_FILE`), `ACCELO_REDIRECT_URI`, `ACCELO_ISSUER` and the
    /// tenant values.
    ///
    /// # Errors
    /// As [`DynBuilder::from_settings`].
    pub fn from_env() -> Result<Builder<P>, Error> {
        Self::from_settings(&Settings::from_env())
    }
}
