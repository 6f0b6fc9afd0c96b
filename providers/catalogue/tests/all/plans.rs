//! Every call of every provider can be planned with values of the declared kinds.

use oauth_providers::providers;
use oauth_runtime::DynClient;
use oauth_runtime::spec::{CallKind, ProviderSpec, VarKind, VarSpec};
use oauth_runtime::transport::{BoxFuture, Limits, Transport, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};

/// Nothing is sent here.
struct Offline;

impl Transport for Offline {
    fn send(
        &self,
        _request: WireRequest,
        _limits: Limits,
    ) -> BoxFuture<'_, Result<WireResponse, TransportError>> {
        let failed = TransportError::NotSent("there is no network".to_owned());
        Box::pin(std::future::ready(Err(failed)))
    }
}

/// A host that one of the patterns allows.
fn host(patterns: &[&str]) -> String {
    let pattern = patterns.first().copied().unwrap_or("acme.example");
    pattern.replace('*', "acme")
}

fn sample(var: &VarSpec) -> String {
    match var.kind {
        VarKind::DnsLabel => "acme".to_owned(),
        VarKind::Host(patterns) => host(patterns),
        VarKind::Origin(patterns) | VarKind::Url(patterns) => format!("https://{}", host(patterns)),
        VarKind::Uuid => "9b2d8f3e-41c7-4d5a-8e6f-0a1b2c3d4e5f".to_owned(),
        VarKind::OneOf(choices) => choices[0].name.to_owned(),
        _ => format!("sample-{}", var.name.replace('_', "-")),
    }
}

/// A client with a value for every variable.
fn client(spec: &'static ProviderSpec) -> Result<DynClient, oauth_runtime::Error> {
    let values: Vec<(&str, String)> = spec
        .vars
        .iter()
        .map(|var| (var.name, sample(var)))
        .collect();
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    DynClient::builder(spec, &values, "client-id")
        .client_secret("client-secret")
        .transport(Offline)
        .build()
}

#[test]
fn every_call_can_be_planned() {
    let mut failed = Vec::new();
    for entry in providers() {
        let client = match client(entry.spec) {
            Ok(client) => client,
            Err(error) => {
                failed.push(format!("{}: {error}", entry.id));
                continue;
            }
        };
        for kind in CallKind::ALL {
            if let Err(error) = client.explain(*kind) {
                failed.push(format!("{} {}: {error}", entry.id, kind.key()));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_provider_offers_a_grant() {
    for entry in providers() {
        let offered = [
            CallKind::Token,
            CallKind::ClientCredentials,
            CallKind::Password,
        ];
        let found = offered.iter().any(|kind| entry.spec.call(*kind).is_some());
        assert!(found, "{}", entry.id);
    }
}

/// A login call has no standard `username`; a fixed one is sent all the same.
#[test]
fn a_fixed_user_name_and_password_are_sent() {
    let entry = providers().find(|entry| entry.id == "agencyzoom").unwrap();
    let client = client(entry.spec).unwrap();
    let page = client
        .explain(CallKind::ClientCredentials)
        .unwrap()
        .unwrap();
    let page = page.to_string();
    assert!(page.contains("json   username = sample-username"), "{page}");
    assert!(page.contains("json   password = \u{2039}"), "{page}");
    assert!(!page.contains("sample-password"), "{page}");
    assert!(!page.contains("client_id"), "{page}");
}
