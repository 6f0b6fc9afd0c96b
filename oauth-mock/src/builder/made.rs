//! The rules of a server from its settings, for each declaration that it serves.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use oauth_runtime::spec::{Keep, LearnSpec, ProviderSpec};
use serde_json::Value;

use super::MockBuilder;
use crate::answer::IdTokens;
use crate::clients::Clients;
use crate::grant::differs;
use crate::keys::Keys;
use crate::setup::Setup;
use crate::template::Tenant;

impl MockBuilder {
    pub(super) fn setup(
        &self,
        spec: &'static ProviderSpec,
        clients: &Arc<Clients>,
        tenant: &[Tenant],
        kept: &[(String, Value)],
        skew: &Arc<AtomicI64>,
    ) -> Setup {
        Setup {
            spec,
            clients: clients.clone(),
            redirect_uris: self.redirect_uris.clone(),
            initial_access_token: self.initial_access_token.clone(),
            username: self.username.clone(),
            password: self.password.clone(),
            tenant: tenant.to_vec(),
            kept: kept.to_vec(),
            settled: settled(spec, &self.items, kept),
            items: self.items.clone(),
            client_auth: self.client_auth,
            pkce: self.pkce,
            rotation: self.rotation.unwrap_or(spec.rotation),
            bearer: self.bearer,
            code_lifetime: self
                .code_lifetime
                .or(spec.lifetimes.code)
                .unwrap_or(Duration::from_secs(600)),
            access_token_lifetime: self.access_token_lifetime,
            refresh_token_lifetime: self.refresh_token_lifetime,
            old_access_token_dies: self.old_access_token_dies,
            refresh_for_client: self.refresh_for_client,
            clock: self.clock.clone(),
            date_skew: skew.clone(),
            on_request: self.on_request.clone(),
            device_interval: self.device_interval,
            device_lifetime: self.device_lifetime,
            id_tokens: IdTokens::new([0; 32]),
            keys: Keys::default(),
        }
    }
}

/// The kept values but those of which a list has several.
fn settled(
    spec: &ProviderSpec,
    items: &[(String, usize)],
    kept: &[(String, Value)],
) -> Vec<(String, Value)> {
    let several = |learn: &LearnSpec| {
        let count = items.iter().rev().find(|(name, _)| name == learn.name);
        count.is_some_and(|(_, count)| *count > 1)
    };
    let is_open = |name: &str, value: &Value| {
        let listed = spec.learn.iter().filter(|learn| several(learn));
        let mut keeps = listed.flat_map(|learn| learn.call.answer.keep);
        keeps.any(|keep| keep.name == name) && differs(value)
    };
    kept.iter()
        .filter(|(name, value)| !is_open(name, value))
        .cloned()
        .collect()
}

/// Everything that is kept of answers and callbacks.
pub(super) fn keeps(spec: &'static ProviderSpec) -> Vec<&'static Keep> {
    let mut all: Vec<&Keep> = spec.callback.keep.iter().collect();
    for call in spec.calls {
        let steps = call.before.iter().chain(call.then);
        all.extend(call.answer.keep);
        all.extend(steps.flat_map(|step| step.call.answer.keep));
    }
    all.extend(spec.learn.iter().flat_map(|learn| learn.call.answer.keep));
    let seconds = spec.second_tokens.iter();
    all.extend(seconds.flat_map(|second| keeps(second.spec)));
    all
}
