//! Which settings a provider has, and what they are called in each source.

use super::near::nearest;
use crate::error::{Code, Error};
use crate::spec::{CallKind, CallSpec, ClientAuth, ProviderSpec, VarKind, VarSpec};
use crate::wire::sends_client_id;

/// One setting that a provider takes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Setting {
    /// The name in a TOML table and in code: `client_id`.
    pub name: &'static str,
    /// The environment variable: `ACCELO_CLIENT_ID`.
    pub variable: String,
    /// Whether there is no client without it.
    pub required: bool,
    /// Whether it is never printed, and can also be read from a file
    /// (`ACCELO_CLIENT_SECRET_FILE`, `client_secret_file`).
    pub secret: bool,
    /// The value where none is given.
    pub default: Option<&'static str>,
}

pub(super) const CLIENT_ID: &str = "client_id";
pub(super) const CLIENT_SECRET: &str = "client_secret";
/// Certificate chain and private key, where the provider asks for them.
pub(super) const CLIENT_CERTIFICATE: &str = "client_certificate";
/// The private key with which the client signs, its `kid`, and how it signs.
pub(super) const CLIENT_KEY: &str = "client_key";
pub(super) const CLIENT_KEY_ID: &str = "client_key_id";
pub(super) const CLIENT_KEY_ALG: &str = "client_key_alg";
pub(super) const REDIRECT_URI: &str = "redirect_uri";
pub(super) const ISSUER: &str = "issuer";

impl Setting {
    fn own(spec: &ProviderSpec, name: &'static str) -> Self {
        Self {
            name,
            variable: variable(spec.id, name),
            required: (name == CLIENT_ID
                && sends_client_id(spec)
                // A client that registers itself comes to its id there.
                && spec.call(CallKind::Registration).is_none())
                || spec
                    .vars
                    .iter()
                    .any(|var| var.wire == name && required(var)),
            secret: matches!(name, CLIENT_SECRET | CLIENT_CERTIFICATE | CLIENT_KEY),
            default: None,
        }
    }

    pub(super) fn all(spec: &'static ProviderSpec) -> Vec<Self> {
        let own = [
            CLIENT_ID,
            CLIENT_SECRET,
            CLIENT_CERTIFICATE,
            CLIENT_KEY,
            CLIENT_KEY_ID,
            CLIENT_KEY_ALG,
            REDIRECT_URI,
            ISSUER,
        ];
        let own: Vec<&'static str> = own
            .into_iter()
            .filter(|name| match *name {
                CLIENT_CERTIFICATE => shows_certificate(spec),
                CLIENT_KEY | CLIENT_KEY_ID | CLIENT_KEY_ALG => signs(spec),
                _ => true,
            })
            .collect();
        let tenant = spec.vars.iter().filter(|var| !own.contains(&var.wire));
        own.iter()
            .map(|name| Self::own(spec, name))
            .chain(tenant.map(|var| Self {
                name: var.wire,
                variable: variable(spec.id, var.wire),
                required: required(var),
                secret: matches!(var.kind, VarKind::Secret),
                default: var.default,
            }))
            .collect()
    }

    /// The setting of this name, or what to write instead.
    pub(super) fn named(spec: &'static ProviderSpec, name: &str) -> Result<Self, Error> {
        let all = Self::all(spec);
        match all.iter().find(|setting| setting.name == name) {
            Some(setting) => Ok(setting.clone()),
            None => Err(unknown(spec, name)),
        }
    }

    /// Its names in a table: the value itself, and, for a secret, where it is.
    pub(super) fn forms(&self) -> impl Iterator<Item = (Form, String)> {
        let every = [Form::Plain, Form::File, Form::Variable];
        let count = if self.secret { every.len() } else { 1 };
        every
            .into_iter()
            .take(count)
            .map(|form| (form, format!("{}{}", self.name, form.suffix())))
    }
}

/// Whether a client of the provider may need a private key.
fn signs(spec: &ProviderSpec) -> bool {
    let by_key = |call: &CallSpec| {
        matches!(
            call.client_auth,
            ClientAuth::PrivateKeyJwt(_) | ClientAuth::Discovered
        )
    };
    spec.request_object.is_some() || spec.profile.is_fapi2() || spec.calls.iter().any(by_key)
}

/// Whether a client of the provider may need a certificate.
pub(super) fn shows_certificate(spec: &ProviderSpec) -> bool {
    let by_tls = |call: &CallSpec| matches!(call.client_auth, ClientAuth::TlsClientAuth);
    spec.mtls || spec.calls.iter().any(by_tls)
}

const fn required(var: &VarSpec) -> bool {
    !var.optional && var.default.is_none()
}

/// How a source states a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is.
    Plain,
    /// As the path of a file that holds it.
    File,
    /// As the name of the environment variable that holds it.
    Variable,
}

impl Form {
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::File => "_file",
            Self::Variable => "_env",
        }
    }
}

/// `accelo` and `client_id` become `ACCELO_CLIENT_ID`.
pub(super) fn variable(provider: &str, name: &str) -> String {
    format!("{provider}_{name}")
        .chars()
        .map(|c| match c.is_ascii_alphanumeric() {
            true => c.to_ascii_uppercase(),
            false => '_',
        })
        .collect()
}

/// A name that the provider does not have, and the one that was probably meant.
pub(super) fn unknown(spec: &'static ProviderSpec, name: &str) -> Error {
    let all = Setting::all(spec);
    let renamed = spec.vars.iter().find(|var| var.name == name);
    let forms: Vec<String> = all
        .iter()
        .flat_map(|setting| setting.forms().map(|(_, form)| form))
        .collect();
    let meant = match renamed {
        Some(var) => Some(var.wire),
        None => {
            without_suffix(&all, name).or_else(|| nearest(name, forms.iter().map(String::as_str)))
        }
    };
    let shown: String = name
        .chars()
        .take(60)
        .flat_map(char::escape_default)
        .collect();
    let text = match meant {
        Some(meant) => format!("there is no setting `{shown}`; did you mean `{meant}`?"),
        None => {
            let names: Vec<_> = all.iter().map(|setting| setting.name).collect();
            format!(
                "there is no setting `{shown}`; there are `{}`",
                names.join("`, `")
            )
        }
    };
    Error::new(Code::SettingRefused, text).of(spec.id)
}

/// `site` for `site_file`: only a secret is taken from elsewhere.
fn without_suffix(all: &[Setting], name: &str) -> Option<&'static str> {
    let bare = [Form::File, Form::Variable]
        .iter()
        .find_map(|form| name.strip_suffix(form.suffix()))?;
    let setting = all.iter().find(|setting| setting.name == bare)?;
    Some(setting.name)
}
