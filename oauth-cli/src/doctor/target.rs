//! The provider that is looked at, with this machine's settings.

use oauth_runtime::spec::{CallKind, ClientAuth, ProviderSpec};
use oauth_runtime::wire::LoopbackOrigin;
use oauth_runtime::{DynBuilder, DynClient};

use super::finding::Finding;
use crate::address;
use crate::metadata::{is_fetchable, split};
use crate::registration::{Options, Registration};
use crate::shown::Shown;
use crate::{Failure, Global};

/// A provider and what is known of its registration.
pub(super) struct Target {
    pub(super) shown: &'static Shown,
    pub(super) spec: &'static ProviderSpec,
    /// The stand-in's origin.
    pub(super) against: Option<String>,
    registration: Result<Registration, Failure>,
}

impl Target {
    pub(super) fn of(global: &Global, shown: &'static Shown, options: &Options) -> Self {
        Self {
            shown,
            spec: shown.spec,
            against: global
                .against()
                .and_then(|origin| LoopbackOrigin::new(origin).ok())
                .map(|origin| origin.as_str().to_owned()),
            registration: Registration::collect(global, shown, options, &[]),
        }
    }

    /// A setting, if the settings can be read at all and it is set.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.registration.as_ref().ok()?.value(name).ok()?
    }

    /// A client, pointed at the stand-in if there is one.
    pub(super) fn builder(&self) -> Option<DynBuilder> {
        self.registration.as_ref().ok()?.builder().ok()
    }

    /// The declared addresses of calls, each with its tenant values, as far as they are known.
    pub(super) fn declared(&self) -> Vec<(CallKind, String)> {
        let values: Vec<(&str, String)> = self
            .spec
            .vars
            .iter()
            .filter_map(|var| Some((var.wire, self.value(var.wire)?)))
            .collect();
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let id = self.value("client_id").unwrap_or_else(|| "client".into());
        let client = DynClient::builder(self.spec, &values, id).build().ok();
        CallKind::ALL
            .iter()
            .filter_map(|kind| {
                let call = self.spec.call(*kind)?;
                let planned = client
                    .as_ref()
                    .and_then(|client| client.explain(*kind).ok()?)
                    .map(|page| page.url);
                let url = planned.unwrap_or_else(|| address::written(self.spec, call));
                let url = url.split(['?', '#']).next().unwrap_or_default().to_owned();
                Some((*kind, url))
            })
            .filter(|(_, url)| is_fetchable(url))
            .collect()
    }

    /// Scheme, host and port of each server that is asked.
    pub(super) fn origins(&self) -> Vec<String> {
        if let Some(against) = &self.against {
            return vec![against.clone()];
        }
        let mut origins: Vec<String> = Vec::new();
        for (_, url) in self.declared() {
            let origin = split(&url).0.to_owned();
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        origins
    }

    /// Whether all settings are there.
    pub(super) fn settings(&self) -> Finding {
        const ID: &str = "settings";
        let registration = match &self.registration {
            Ok(registration) => registration,
            Err(failure) => return Finding::fail(ID, failure.to_string()),
        };
        let built = registration
            .builder()
            .and_then(|builder| Ok(builder.build()?));
        if let Err(failure) = built {
            return Finding::fail(ID, failure.to_string()).fix(format!(
                "`oauth providers show {}` lists the settings",
                self.spec.id
            ));
        }
        if self.against.is_some() {
            return Finding::pass(ID, "those of the stand-in");
        }
        let proves =
            self.spec.calls.iter().any(|call| {
                call.kind.yields_token() && !matches!(call.client_auth, ClientAuth::None)
            });
        match registration.has_secret() {
            Err(failure) => Finding::fail(ID, failure.to_string()),
            Ok(false) if proves => Finding::warn(
                ID,
                "complete, but for the client secret: right for a registration without one, or if `oauth login` asked for it",
            )
            .fix(format!(
                "set `{}_CLIENT_SECRET`, or `{0}_CLIENT_SECRET_FILE` to the name of a file",
                self.spec.id.to_ascii_uppercase()
            )),
            Ok(_) => Finding::pass(ID, "complete"),
        }
    }
}
