//! What a declaration says, in words and as JSON.

use std::time::Duration;

use oauth_runtime::Settings;
use oauth_runtime::spec::{CallKind, ClientAuth, Grants, ProviderSpec, Rotation, VarKind};
use oauth_runtime::wire::departures;
use serde_json::{Value, json};

use crate::address;
use crate::shown::Shown;

/// All that a person or a program may want to know of a provider.
pub(super) struct Facts {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    /// `None` for the made-up one.
    pub(super) crate_name: Option<&'static str>,
    /// Family, feature and module in the catalogue.
    pub(super) family: Option<&'static str>,
    pub(super) docs: Option<&'static str>,
    pub(super) checked: Option<&'static str>,
    pub(super) declared_at: &'static str,
    pub(super) grants: Vec<&'static str>,
    pub(super) calls: Vec<Call>,
    pub(super) values: Vec<TenantValue>,
    pub(super) scopes: Vec<Scope>,
    pub(super) settings: Vec<Setting>,
    pub(super) redirect_uris: Vec<String>,
    pub(super) register: Vec<String>,
    pub(super) lifetimes: Vec<String>,
    pub(super) quirks: Vec<String>,
}

pub(super) struct Call {
    pub(super) key: &'static str,
    pub(super) method: &'static str,
    pub(super) url: String,
    pub(super) client_auth: Option<&'static str>,
}

pub(super) struct TenantValue {
    pub(super) name: &'static str,
    pub(super) kind: String,
    pub(super) required: bool,
    pub(super) default: Option<&'static str>,
}

pub(super) struct Scope {
    pub(super) text: &'static str,
    pub(super) variant: &'static str,
    pub(super) default: bool,
}

pub(super) struct Setting {
    pub(super) variable: String,
    pub(super) what: String,
    /// A value of the right form.
    pub(super) example: Option<&'static str>,
}

impl Facts {
    pub(super) fn of(shown: &Shown) -> Self {
        let spec = shown.spec;
        let (redirect_uris, register) = register(spec);
        Self {
            id: spec.id,
            name: spec.name,
            family: shown.family,
            crate_name: (!shown.is_made_up()).then_some(shown.crate_name),
            docs: spec.docs,
            checked: spec.checked,
            declared_at: spec.declared_at,
            grants: grants(spec),
            calls: calls(spec),
            values: values(spec),
            scopes: scopes(spec),
            settings: settings(shown),
            redirect_uris,
            register,
            lifetimes: lifetimes(spec),
            quirks: departures(spec),
        }
    }

    /// The provider's crate, or that there is none.
    pub(super) fn origin(&self) -> String {
        match (self.crate_name, self.family) {
            (Some(name), Some(family)) => format!("{name}, feature {family}"),
            (Some(name), None) => name.to_owned(),
            (None, _) => "(made up, to try things with)".to_owned(),
        }
    }

    /// Whether all words stand in id or name.
    pub(super) fn is_named(&self, words: &[String]) -> bool {
        let text = format!("{} {}", self.id, self.name).to_lowercase();
        words.iter().all(|word| text.contains(word))
    }

    /// Whether all words stand somewhere in what is told of the provider.
    pub(super) fn hold(&self, words: &[String]) -> bool {
        let mut text = format!("{} {} {}", self.id, self.name, self.origin());
        let more = (self.grants.iter().copied())
            .chain(self.calls.iter().map(|call| call.key))
            .chain(self.calls.iter().filter_map(|call| call.client_auth))
            .chain(
                self.scopes
                    .iter()
                    .flat_map(|scope| [scope.text, scope.variant]),
            )
            .chain(self.values.iter().map(|value| value.name))
            .chain(self.quirks.iter().map(String::as_str));
        for piece in more {
            text.push(' ');
            text.push_str(piece);
        }
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    }

    pub(super) fn to_json(&self) -> Value {
        let calls: serde_json::Map<String, Value> = self
            .calls
            .iter()
            .map(|call| {
                let value = json!({
                    "method": call.method, "url": call.url, "client_auth": call.client_auth,
                });
                (call.key.to_owned(), value)
            })
            .collect();
        let values = self.values.iter().map(|value| {
            json!({
                "name": value.name, "kind": value.kind,
                "required": value.required, "default": value.default,
            })
        });
        let scopes = self.scopes.iter().map(|scope| {
            json!({ "scope": scope.text, "variant": scope.variant, "default": scope.default })
        });
        let settings = self.settings.iter().map(|setting| {
            json!({
                "variable": setting.variable,
                "what": setting.what,
                "example": setting.example,
            })
        });
        json!({
            "id": self.id,
            "name": self.name,
            "crate": self.crate_name,
            "feature": self.family,
            "made_up": self.crate_name.is_none(),
            "docs": self.docs,
            "checked": self.checked,
            "declared_at": self.declared_at,
            "grants": self.grants,
            "calls": calls,
            "values": values.collect::<Vec<_>>(),
            "scopes": scopes.collect::<Vec<_>>(),
            "settings": settings.collect::<Vec<_>>(),
            "redirect_uris": self.redirect_uris,
            "lifetimes": self.lifetimes,
            "quirks": self.quirks,
        })
    }
}

fn grants(spec: &ProviderSpec) -> Vec<&'static str> {
    [
        (Grants::AUTHORIZATION_CODE, "authorization_code"),
        (Grants::PIN, "pin"),
        (Grants::CODE_REQUEST, "code_request"),
        (Grants::DEVICE_CODE, "device_code"),
        (Grants::CLIENT_CREDENTIALS, "client_credentials"),
        (Grants::PASSWORD, "password"),
        (Grants::REFRESH, "refresh_token"),
    ]
    .into_iter()
    .filter(|(grant, _)| spec.grants.contains(*grant))
    .map(|(_, name)| name)
    .collect()
}

fn calls(spec: &ProviderSpec) -> Vec<Call> {
    CallKind::ALL
        .iter()
        .filter_map(|kind| Some((kind, spec.call(*kind)?)))
        .map(|(kind, call)| Call {
            key: kind.key(),
            method: call.method.as_str(),
            url: address::written(spec, call),
            client_auth: kind.yields_token().then(|| call.client_auth.describe()),
        })
        .collect()
}

fn values(spec: &ProviderSpec) -> Vec<TenantValue> {
    spec.vars
        .iter()
        .map(|var| TenantValue {
            name: var.wire,
            kind: kind(&var.kind),
            required: !var.optional && var.default.is_none(),
            default: var.default,
        })
        .collect()
}

/// The kind as it is written in a declaration, with what it allows.
fn kind(kind: &VarKind) -> String {
    let allowed: Vec<&str> = match kind {
        VarKind::Host(patterns) | VarKind::Origin(patterns) | VarKind::Url(patterns) => {
            patterns.to_vec()
        }
        VarKind::OneOf(choices) => choices.iter().map(|choice| choice.name).collect(),
        _ => Vec::new(),
    };
    match allowed.is_empty() {
        true => kind.describe().to_owned(),
        false => format!("{}({})", kind.describe(), allowed.join(", ")),
    }
}

fn scopes(spec: &ProviderSpec) -> Vec<Scope> {
    let list = &spec.scopes;
    list.names
        .iter()
        .enumerate()
        .map(|(at, scope)| Scope {
            text: scope.value,
            variant: scope.name,
            default: list.default.iter().any(|index| usize::from(*index) == at),
        })
        .collect()
}

/// The environment variable of a setting.
fn variable(spec: &'static ProviderSpec, name: &str) -> String {
    Settings::of(spec)
        .into_iter()
        .find(|setting| setting.name == name)
        .map_or_else(String::new, |setting| setting.variable)
}

fn settings(shown: &Shown) -> Vec<Setting> {
    let spec = shown.spec;
    let proves = spec
        .calls
        .iter()
        .any(|call| call.kind.yields_token() && !matches!(call.client_auth, ClientAuth::None));
    let browser = spec.grants.contains(Grants::AUTHORIZATION_CODE);
    Settings::of(spec)
        .into_iter()
        .filter_map(|setting| {
            let what = match setting.name {
                "client_id" => "the client id of your registration".to_owned(),
                "client_secret" if proves => {
                    "its secret; not for a registration without one".to_owned()
                }
                "redirect_uri" if browser => {
                    "the redirect URI, where it is not the one above".to_owned()
                }
                "client_secret" | "redirect_uri" | "issuer" => return None,
                name => tenant(spec, name)?,
            };
            let sample = shown.vars.iter().find(|(name, _)| *name == setting.name);
            Some(Setting {
                variable: setting.variable,
                what,
                example: sample.map(|(_, value)| *value),
            })
        })
        .collect()
}

/// What a tenant value may be, and what it is when nobody sets it.
fn tenant(spec: &ProviderSpec, name: &str) -> Option<String> {
    let var = spec.vars.iter().find(|var| var.wire == name)?;
    let rest = match (var.default, var.optional) {
        (Some(default), _) => format!("; {default} if not set"),
        (None, true) => "; may be left out".to_owned(),
        (None, false) => String::new(),
    };
    Some(format!("{}{rest}", kind(&var.kind)))
}

/// The redirect URIs to register, and how to say it.
fn register(spec: &'static ProviderSpec) -> (Vec<String>, Vec<String>) {
    if !spec.grants.contains(Grants::AUTHORIZATION_CODE) {
        let text = match spec.grants.contains(Grants::PIN) {
            true => "no redirect URI: the person types a PIN",
            false => "no redirect URI: nobody signs in with a browser",
        };
        return (Vec::new(), vec![text.into()]);
    }
    let redirect = spec.redirect;
    let Some(host) = redirect.host.text() else {
        let text = "an https redirect URI of your own: this provider takes none on loopback, so the \
                    person pastes the address at which the browser ends";
        return (Vec::new(), vec![text.into()]);
    };
    if redirect.ports.is_empty() {
        let uri = format!("http://{host}{}", redirect.path);
        let lines = vec![
            format!("register this redirect URI: {uri}"),
            format!(
                "any port is then good (RFC 8252 §7.3); where the provider compares ports too, \
                 register one and set {}",
                variable(spec, "redirect_uri")
            ),
        ];
        return (vec![uri], lines);
    }
    let uris: Vec<String> = redirect
        .ports
        .iter()
        .map(|port| format!("http://{host}:{port}{}", redirect.path))
        .collect();
    let lines = uris
        .iter()
        .map(|uri| format!("register this redirect URI: {uri}"))
        .collect();
    (uris, lines)
}

fn lifetimes(spec: &ProviderSpec) -> Vec<String> {
    let known = spec.lifetimes;
    let mut lines: Vec<String> = [
        ("a code", known.code),
        ("an access token", known.access_token),
        ("a refresh token", known.refresh_token),
    ]
    .into_iter()
    .filter_map(|(what, lifetime)| Some(format!("{what} lives {}", words(lifetime?))))
    .collect();
    match spec.rotation {
        Rotation::SingleUse { grace: Some(grace) } => lines.push(format!(
            "a used refresh token stays good for {}",
            words(grace)
        )),
        Rotation::SingleUse { grace: None } => {
            lines.push("a refresh token ends when it is used".into());
        }
        _ => (),
    }
    lines
}

/// A length of time in its largest unit that divides it.
fn words(time: Duration) -> String {
    let seconds = time.as_secs();
    [(86_400, "d"), (3600, "h"), (60, "min")]
        .into_iter()
        .find(|(unit, _)| seconds > 0 && seconds.is_multiple_of(*unit))
        .map_or_else(
            || format!("{seconds} s"),
            |(unit, name)| format!("{} {name}", seconds / unit),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_be_there() {
        let accelo = Facts::of(Shown::named("accelo").unwrap());
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(accelo.hold(&words("pin revoke")));
        assert!(!accelo.hold(&words("pin nothing-like-it")));
    }

    #[test]
    fn lengths_of_time_are_short() {
        for (seconds, text) in [
            (60, "1 min"),
            (90, "90 s"),
            (14_400, "4 h"),
            (1_209_600, "14 d"),
            (0, "0 s"),
        ] {
            assert_eq!(words(Duration::from_secs(seconds)), text);
        }
    }
}
