//! The registration at a provider: client id, client secret and tenant values, from
//! options, the environment, the settings file, or a question at the terminal.

use std::path::PathBuf;

use clap::Args;
use oauth_runtime::spec::{CallKind, ClientAuth, ProviderSpec, VarKind};
use oauth_runtime::store::ConnectionKey;
use oauth_runtime::{Code, DynBuilder, Error, Secret, Settings};

use crate::ask::{hidden, is_attended, secret_in, visible};
use crate::out::warn;
use crate::place::settings_file;
use crate::realm::Realm;
use crate::shown::{CLIENT_ID, CLIENT_SECRET, Shown};
use crate::{Failure, Global};

/// What names a registration. A secret never stands here, but where it is.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Registration")]
pub(crate) struct Options {
    /// The client id.
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    /// The file that holds the client secret; `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "client_secret_env")]
    client_secret_file: Option<PathBuf>,
    /// The environment variable that holds the client secret.
    #[arg(long, value_name = "NAME")]
    client_secret_env: Option<String>,
    /// A tenant value, or `issuer`: see `oauth providers show`. May be repeated.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    values: Vec<String>,
    /// The redirect URI that is registered at the provider.
    #[arg(long, value_name = "URI")]
    redirect_uri: Option<String>,
}

/// How a secret came to the command.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Given {
    /// By an option or at a question: later commands will not find it again by themselves.
    Once,
    /// By the environment or the settings file, or not at all.
    Lasting,
}

/// The settings of one provider, as this command line has them.
pub(crate) struct Registration {
    spec: &'static ProviderSpec,
    against: Option<String>,
    settings: Settings,
    secret: Given,
}

impl Registration {
    /// Collects the settings: `known` is the weakest, then the settings file, the
    /// environment, and the options. Against a mock, file and environment have no say:
    /// a real secret is not sent to a stand-in.
    pub(crate) fn collect(
        global: &Global,
        shown: &Shown,
        options: &Options,
        known: &[(&str, &str)],
    ) -> Result<Self, Failure> {
        let spec = shown.spec;
        let id = spec.id;
        let mut settings = Settings::new();
        let realm = Realm::of(global);
        if realm.is_mock() {
            for (name, value) in shown.vars {
                settings = settings.set(id, name, *value);
            }
            settings = settings.set(id, "client_id", CLIENT_ID);
        }
        for (name, value) in known {
            settings = settings.set(id, name, *value);
        }
        if !realm.is_mock() {
            if let Some(file) = settings_file(global)? {
                settings = settings.and_toml_file(file)?;
            }
            settings = settings.and_env();
        }
        settings = options.add_to(settings, spec)?;
        let mut secret = Given::Lasting;
        if let Some(given) = options.secret()? {
            settings = settings.set(id, "client_secret", given);
            secret = Given::Once;
        } else if realm.is_mock()
            && text(&settings, spec, "client_id")?.as_deref() == Some(CLIENT_ID)
        {
            settings = settings.set(id, "client_secret", CLIENT_SECRET);
        }
        Ok(Self {
            spec,
            against: global.against().map(str::to_owned),
            settings,
            secret,
        })
    }

    /// Asks at the terminal for what is missing. Where nobody sits there it is an error
    /// that names every place for it.
    pub(crate) async fn ask(&mut self) -> Result<(), Failure> {
        let mut is_warned = false;
        loop {
            let missing = self.missing()?;
            let Some((name, secret)) = missing.first().copied() else {
                return Ok(());
            };
            if !is_attended() {
                return Err(self.refuse(&missing).into());
            }
            // Before a question whose answer somebody thought to have written down.
            if let (Some(near), false) = (self.near()?, is_warned) {
                warn(format_args!("`{name}` is not set, but there is `{near}`"));
                is_warned = true;
            }
            let question = format!("{} of {}", name.replace('_', " "), self.spec.name);
            let answer = match secret {
                true => hidden(question).await?,
                false => Secret::new(visible(question).await?),
            };
            self.put(name, answer);
        }
    }

    /// Asks for the client secret where one may be needed and none is known.
    pub(crate) async fn ask_secret(&mut self, is_known: bool) -> Result<(), Failure> {
        if is_known || self.has_secret()? || !authenticates(self.spec) || !is_attended() {
            return Ok(());
        }
        let question = format!(
            "client secret of {} (Enter if there is none)",
            self.spec.name
        );
        let answer = hidden(question).await?;
        if !answer.expose().is_empty() {
            self.put("client_secret", answer);
            self.secret = Given::Once;
        }
        Ok(())
    }

    fn put(&mut self, name: &str, value: Secret) {
        let settings = std::mem::take(&mut self.settings);
        self.settings = settings.set(self.spec.id, name, value);
    }

    fn missing(&self) -> Result<Vec<(&'static str, bool)>, Failure> {
        let mut missing = Vec::new();
        for setting in Settings::of(self.spec) {
            if setting.required && self.settings.get(self.spec, setting.name)?.is_none() {
                missing.push((setting.name, setting.secret));
            }
        }
        Ok(missing)
    }

    /// The name of something that is set and looks like what is missing. One in the
    /// provider's own table is an error.
    fn near(&self) -> Result<Option<String>, Error> {
        match DynBuilder::from_settings(self.spec, &self.settings) {
            Err(error) if error.code() == Code::SettingMissing => Ok(error
                .text()
                .rsplit_once(" (there is `")
                .and_then(|(_, near)| near.strip_suffix("`)"))
                .map(str::to_owned)),
            Err(error) => Err(error),
            Ok(_) => Ok(None),
        }
    }

    fn refuse(&self, missing: &[(&'static str, bool)]) -> Error {
        let near = match self.near() {
            Err(error) => return error,
            Ok(near) => near.map_or_else(String::new, |near| format!(" (there is `{near}`)")),
        };
        let names: Vec<_> = missing
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let options: Vec<_> = missing
            .iter()
            .filter(|(_, secret)| !secret)
            .map(|(name, _)| match *name {
                "client_id" => "--client-id ID".to_owned(),
                name => format!("--set {name}=VALUE"),
            })
            .collect();
        let variables: Vec<_> = Settings::of(self.spec)
            .into_iter()
            .filter(|setting| missing.iter().any(|(name, _)| *name == setting.name))
            .map(|setting| format!("`{}`", setting.variable))
            .collect();
        let first = missing.first().map_or("", |(name, _)| name);
        Error::new(
            Code::SettingMissing,
            format!(
                "{} {} not set: give `{}`, set {} in the environment, or write {} into the table \
                 `[{}]` of the settings file{near}",
                names.join(", "),
                if names.len() == 1 { "is" } else { "are" },
                options.join(" "),
                variables.join(", "),
                if names.len() == 1 { "it" } else { "them" },
                self.spec.id,
            ),
        )
        .of(self.spec.id)
        .key(first)
    }

    /// The client id, once it is known.
    pub(crate) fn client_id(&self) -> Result<String, Failure> {
        Ok(text(&self.settings, self.spec, "client_id")?.unwrap_or_default())
    }

    /// A tenant value or another setting that is no secret.
    pub(crate) fn value(&self, name: &str) -> Result<Option<String>, Failure> {
        text(&self.settings, self.spec, name)
    }

    /// Whether a client secret is set.
    pub(crate) fn has_secret(&self) -> Result<bool, Failure> {
        Ok(self.secret()?.is_some())
    }

    fn secret(&self) -> Result<Option<Secret>, Failure> {
        Ok(self.settings.get(self.spec, "client_secret")?)
    }

    /// The secret that must be kept for later commands, if there is one.
    pub(crate) fn to_remember(&self) -> Result<Option<Secret>, Failure> {
        match self.secret {
            Given::Once => self.secret(),
            Given::Lasting => Ok(None),
        }
    }

    /// A client of this registration.
    pub(crate) fn builder(&self) -> Result<DynBuilder, Failure> {
        let missing = self.missing()?;
        if !missing.is_empty() {
            return Err(self.refuse(&missing).into());
        }
        let builder = DynBuilder::from_settings(self.spec, &self.settings)?;
        Ok(match &self.against {
            Some(origin) => builder.against(origin.as_str()),
            None => builder,
        })
    }
}

fn text(
    settings: &Settings,
    spec: &'static ProviderSpec,
    name: &str,
) -> Result<Option<String>, Failure> {
    let found = settings.get(spec, name)?;
    Ok(found.map(|value| value.expose().to_owned()))
}

/// Whether a token call of the provider can carry a client secret.
fn authenticates(spec: &'static ProviderSpec) -> bool {
    CallKind::ALL
        .iter()
        .filter(|kind| kind.yields_token())
        .filter_map(|kind| spec.call(*kind))
        .any(|call| !matches!(call.client_auth, ClientAuth::None))
}

impl Options {
    /// Those of a stored connection, whatever the settings say.
    pub(crate) fn exactly(key: &ConnectionKey, tenant: &[(&str, String)]) -> Self {
        Self {
            client_id: Some(key.registration().to_owned()),
            values: tenant
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect(),
            ..Self::default()
        }
    }

    fn add_to(
        &self,
        mut settings: Settings,
        spec: &'static ProviderSpec,
    ) -> Result<Settings, Failure> {
        if let Some(client_id) = &self.client_id {
            settings = settings.set(spec.id, "client_id", client_id.as_str());
        }
        if let Some(uri) = &self.redirect_uri {
            settings = settings.set(spec.id, "redirect_uri", uri.as_str());
        }
        for pair in &self.values {
            let Some((name, value)) = pair.split_once('=') else {
                return Err(Failure::Usage(
                    "`--set` takes a name and a value: `--set NAME=VALUE`".into(),
                ));
            };
            let var = spec
                .vars
                .iter()
                .find(|var| var.wire == name || var.name == name);
            let is_secret = name.starts_with("client_secret")
                || var.is_some_and(|var| matches!(var.kind, VarKind::Secret));
            if is_secret {
                return Err(Failure::Usage(format!(
                    "`{name}` is a secret, and what stands on a command line others can see: \
                     use `--client-secret-file`, `--client-secret-env`, the environment or the \
                     settings file"
                )));
            }
            settings = settings.set(spec.id, var.map_or(name, |var| var.wire), value);
        }
        Ok(settings)
    }

    /// The secret that the options point to.
    fn secret(&self) -> Result<Option<Secret>, Failure> {
        if let Some(name) = &self.client_secret_env {
            let refused = |why: &str| {
                Failure::from(Error::new(
                    Code::SettingRefused,
                    format!("the environment variable `{}` {why}", name.escape_default()),
                ))
            };
            // `var_os` panics on such names.
            let found = match name.is_empty() || name.contains(['=', '\0']) {
                true => None,
                false => std::env::var_os(name),
            };
            let value = found.ok_or_else(|| refused("is not set"))?;
            let value = value.into_string().map_err(|_| refused("is not UTF-8"))?;
            return match value.is_empty() {
                true => Err(refused("is empty")),
                false => Ok(Some(value.into())),
            };
        }
        match &self.client_secret_file {
            Some(file) => secret_in(file).map(Some),
            None => Ok(None),
        }
    }
}
