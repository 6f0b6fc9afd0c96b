//! What a caller asks for beyond the declaration, typed: rich authorization requests
//! (RFC 9396), resources (RFC 8707), and the parameters of OpenID Connect.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use crate::error::{Code, Error};
use crate::secret::Secret;

/// The caller's own parameters of one request.
#[derive(Clone, Default)]
pub(crate) struct Asked {
    pub(crate) params: Vec<(String, String)>,
    /// Resource indicators, in place of the declared one.
    pub(crate) resources: Vec<String>,
    pub(crate) id_token_hint: Option<Secret>,
    /// In seconds.
    pub(crate) max_age: Option<u64>,
    /// The values of `acr` of which the ID token must have one.
    pub(crate) acr: Vec<String>,
    refused: Option<Error>,
}

impl Asked {
    pub(crate) fn param(&mut self, name: String, value: String) {
        self.params.push((name, value));
    }

    /// A parameter that is known to stand once.
    pub(crate) fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.params.retain(|(known, _)| known != name);
        self.params.push((name.to_owned(), value.into()));
    }

    /// Values that are joined by spaces.
    pub(crate) fn list(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item = impl AsRef<str>>,
    ) {
        let mut joined = String::new();
        for value in values {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(value.as_ref());
        }
        self.set(name, joined);
    }

    pub(crate) fn json(&mut self, name: &'static str, value: &impl Serialize) {
        match serde_json::to_string(value) {
            Ok(json) => self.set(name, json),
            Err(_) => {
                let text = format!("the value of `{name}` cannot be written as JSON");
                self.refused = Some(Error::new(Code::InputRefused, text).key(name));
            }
        }
    }

    /// The `claims` parameter (OpenID Connect Core §5.5).
    pub(crate) fn claims(&mut self, value: &impl Serialize) {
        self.json("claims", value);
        let asked = serde_json::to_value(value).unwrap_or_default();
        self.acr = essential_acr(&asked);
    }

    /// RFC 8707 §2: an absolute URI without a fragment.
    pub(crate) fn resource(&mut self, uri: String) {
        let plain = uri.bytes().all(|byte| byte.is_ascii_graphic());
        let scheme = uri.split_once(':').is_some_and(|(scheme, rest)| {
            let first = scheme.bytes().next();
            first.is_some_and(|byte| byte.is_ascii_alphabetic()) && !rest.is_empty()
        });
        if !plain || !scheme || uri.contains('#') {
            let text = "a resource is an absolute URI without a fragment (RFC 8707 §2)";
            self.refused = Some(Error::new(Code::InputRefused, text).key("resource"));
            return;
        }
        self.resources.push(uri);
    }

    pub(crate) fn max_age(&mut self, age: Duration) {
        self.max_age = Some(age.as_secs());
        self.set("max_age", age.as_secs().to_string());
    }

    /// Whether a value was refused.
    pub(crate) fn check(&mut self) -> Result<(), Error> {
        self.refused.take().map_or(Ok(()), Err)
    }

    /// The parameters with the resources among them, to be kept with tokens.
    pub(crate) fn kept(&self) -> Vec<(String, String)> {
        let resources = kept_resources(&self.resources);
        self.params.iter().cloned().chain(resources).collect()
    }
}

/// The values of an `acr` that is asked for as essential (OpenID Connect Core §5.5.1.1).
fn essential_acr(claims: &Value) -> Vec<String> {
    let acr = claims.get("id_token").and_then(|own| own.get("acr"));
    let member = |name: &str| acr.and_then(|acr| acr.get(name));
    if member("essential") != Some(&Value::Bool(true)) {
        return Vec::new();
    }
    let values = member("values").and_then(Value::as_array);
    let several = values.into_iter().flatten();
    let all = several.chain(member("value")).filter_map(Value::as_str);
    all.map(str::to_owned).collect()
}

const RESOURCE: &str = "resource";

/// Resources as they are kept with the tokens that are for them.
pub(crate) fn kept_resources(resources: &[String]) -> Vec<(String, String)> {
    let named = |uri: &String| (RESOURCE.to_owned(), uri.clone());
    resources.iter().map(named).collect()
}

/// What was asked for when tokens were obtained: the resources, and the other parameters.
pub(crate) fn parted(kept: &[(String, String)]) -> (Vec<String>, Vec<(String, String)>) {
    let (resources, params): (Vec<_>, Vec<_>) =
        kept.iter().cloned().partition(|(name, _)| name == RESOURCE);
    (resources.into_iter().map(|(_, uri)| uri).collect(), params)
}

/// The methods with which any request takes resources and rich authorization requests.
macro_rules! asking_access {
    ($type:ident $(<$p:ident: $bound:path>)?, $($field:ident).+) => {
        impl $(<$p: $bound>)? $type $(<$p>)? {
            /// A protected resource that the token shall be for (RFC 8707 §2), in place of
            /// the declared one. Several calls name several resources.
            #[must_use]
            pub fn resource(mut self, uri: impl Into<String>) -> Self {
                self.$($field).+.resource(uri.into());
                self
            }

            /// What is asked for in detail (RFC 9396 §2): an array of objects, each with a
            /// `type`. What was granted stands at
            /// [`TokenSet::authorization_details`](crate::TokenSet::authorization_details).
            #[must_use]
            pub fn authorization_details(mut self, details: &impl serde::Serialize) -> Self {
                self.$($field).+.json("authorization_details", details);
                self
            }
        }
    };
}

/// The methods with which an authorization request takes what OpenID Connect Core
/// §3.1.2.1 defines, beside those of [`asking_access`].
macro_rules! asking {
    ($type:ident $(<$p:ident: $bound:path>)?, $($field:ident).+) => {
        $crate::flow::asked::asking_access!($type $(<$p: $bound>)?, $($field).+);

        impl $(<$p: $bound>)? $type $(<$p>)? {
            /// Whether the provider asks the person for anything: `none`, `login`,
            /// `consent`, `select_account` (OpenID Connect Core §3.1.2.1), `create`.
            #[must_use]
            pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
                self.$($field).+.set("prompt", prompt);
                self
            }

            /// How long ago the person may have proved who he is, in whole seconds
            /// (OpenID Connect Core §3.1.2.1). `auth_time` of the ID token is held
            /// against it.
            #[must_use]
            pub fn max_age(mut self, age: std::time::Duration) -> Self {
                self.$($field).+.max_age(age);
                self
            }

            /// Who will probably sign in: an address, a phone number, a name
            /// (OpenID Connect Core §3.1.2.1).
            #[must_use]
            pub fn login_hint(mut self, hint: impl Into<String>) -> Self {
                self.$($field).+.set("login_hint", hint);
                self
            }

            /// An ID token of the person who shall sign in (OpenID Connect Core §3.1.2.1).
            #[must_use]
            pub fn id_token_hint(mut self, id_token: impl Into<$crate::Secret>) -> Self {
                self.$($field).+.id_token_hint = Some(id_token.into());
                self
            }

            /// How the person shall prove who he is, the most wanted first
            /// (OpenID Connect Core §3.1.2.1).
            #[must_use]
            pub fn acr_values(
                mut self,
                values: impl IntoIterator<Item = impl AsRef<str>>,
            ) -> Self {
                self.$($field).+.list("acr_values", values);
                self
            }

            /// Which claims are wanted, and from where (OpenID Connect Core §5.5).
            #[must_use]
            pub fn claims(mut self, claims: &impl serde::Serialize) -> Self {
                self.$($field).+.claims(claims);
                self
            }

            /// The languages of the provider's pages as BCP 47 tags, the most wanted
            /// first (OpenID Connect Core §3.1.2.1).
            #[must_use]
            pub fn ui_locales(
                mut self,
                tags: impl IntoIterator<Item = impl AsRef<str>>,
            ) -> Self {
                self.$($field).+.list("ui_locales", tags);
                self
            }

            /// How the pages are shown: `page`, `popup`, `touch`, `wap`
            /// (OpenID Connect Core §3.1.2.1).
            #[must_use]
            pub fn display(mut self, display: impl Into<String>) -> Self {
                self.$($field).+.set("display", display);
                self
            }
        }
    };
}

pub(crate) use {asking, asking_access};
