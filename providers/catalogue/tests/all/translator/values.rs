//! The fixed inputs from which both sides make their requests.

use std::collections::BTreeMap;

use super::node::Node;
use super::row::Row;
use super::{encode, keys};

/// Named values: `client_id`, `var.site`, `cred.apiKey`, `step1.access_token`.
#[derive(Clone, Debug)]
pub(crate) struct Values {
    named: BTreeMap<String, String>,
    /// The time of every request, in seconds since the epoch.
    pub(crate) now: u64,
    /// What the caller asks for.
    pub(crate) scopes: Vec<String>,
    /// What the caller asks for in the second list, where there is one.
    pub(crate) second_scopes: Vec<String>,
}

/// Which optional things a caller gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Every variable has a value, and scopes are asked for.
    Full,
    /// Optional variables are unset, and no scope is asked for.
    Bare,
}

impl Profile {
    pub(crate) const ALL: [Self; 2] = [Self::Full, Self::Bare];
}

pub(crate) const NOW: u64 = 1_798_761_599;

/// The byte that the injected randomness repeats.
pub(crate) const RANDOM: u8 = 0x5a;

impl Values {
    /// The inputs for a row. `own` are the row's entries of `samples.json`.
    pub(crate) fn new(row: &Row, own: &Node, profile: Profile) -> Self {
        let token = encode::base64url([RANDOM; 32]);
        let fixed = [
            ("client_id", "cl+1@acme"),
            ("client_secret", "s3cr%t/ &+~*"),
            ("redirect_uri", "https://app.acme.example/cb?team=a%20b"),
            ("redirect_host", "app.acme.example"),
            ("state", &token),
            ("code_verifier", &token),
            ("code", "c0de/+=&1"),
            ("refresh_token", "r.T/+=1"),
            ("access_token", "a.T/+=1"),
            ("second_access_token", "second.a.T"),
            ("second_refresh_token", "second.r.T"),
            ("username", "ada@acme.example"),
            ("password", "p&ss w+rd"),
            ("uuid", "5a5a5a5a-5a5a-4a5a-9a5a-5a5a5a5a5a5a"),
            ("app", "acme-app"),
        ];
        let mut values = Self {
            named: fixed
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect(),
            now: NOW,
            scopes: Vec::new(),
            second_scopes: Vec::new(),
        };
        if profile == Profile::Full {
            values.scopes = vec!["contacts.read".into(), "files:write/x".into()];
            values.second_scopes = vec!["identity.basic".into(), "users:read".into()];
        }
        if row.is("mode", "two_step") {
            // What is asked for is fixed in the row, where anything is.
            values.scopes.clear();
        }
        let path = |name: &str| row.text(&format!("token_response.paths.{name}"));
        if path("refresh_token") == Some(path("access_token").unwrap_or("access_token")) {
            // The token renews itself.
            let access = values.need("access_token").to_owned();
            values.set("refresh_token", &access);
        }
        values.set("client_private_key", private_key(row));
        for variable in row.list("variables") {
            let name = variable.get("name").and_then(Node::as_str).expect("a name");
            let in_url = |used: &Node| {
                used.items()
                    .iter()
                    .any(|at| at.as_str().is_some_and(|at| at.ends_with("_url")))
            };
            let own_choice =
                variable.get("set_by").is_some() && !variable.get("used_in").is_some_and(in_url);
            let optional = variable.get("optional").is_some() || own_choice;
            let learned = variable.get("learned_from").is_some();
            if profile == Profile::Bare && optional && !learned {
                continue;
            }
            let value = own.get(name).and_then(Node::as_str);
            let value = value.map_or_else(|| values.invented(name, variable), str::to_owned);
            values.set(&format!("var.{name}"), &value);
        }
        for credential in row.list("credentials") {
            let name = credential
                .get("name")
                .and_then(Node::as_str)
                .expect("a name");
            if profile == Profile::Bare && credential.get("optional").is_some() {
                continue;
            }
            let fixed = credential.get("hidden").and(credential.get("default"));
            let value = own.get(name).or(fixed).and_then(Node::as_str);
            let value = value.map_or_else(|| values.credential(row, name), str::to_owned);
            values.set(&format!("cred.{name}"), &value);
            values.set(&format!("once.{name}"), &value);
            if fixed.is_some() {
                values.set(&format!("fixed.{name}"), &value);
            }
        }
        // Inputs that only the declaration has.
        for (name, value) in own.members() {
            let known = ["var.", "cred."].map(|prefix| format!("{prefix}{name}"));
            let is_new =
                !name.contains('.') && known.iter().all(|known| values.get(known).is_none());
            if let (true, Profile::Full, Some(value)) = (is_new, profile, value.as_str()) {
                values.set(&format!("var.{name}"), value);
            }
        }
        // Named in a template, declared nowhere (qq).
        let mut learned = row.names_of("var.");
        learned.extend(row.members("learn.sets").iter().map(|set| set.0.clone()));
        for name in learned {
            let named = |item: &Node| item.get("name").and_then(Node::as_str) == Some(&name);
            if !row.list("variables").iter().any(named) {
                values.set(&format!("var.{name}"), &format!("acme-{}", plain(&name)));
            }
        }
        // Named in a template, declared nowhere (bungie, apple-signin, odnoklassniki).
        for name in row.names_of("cred.") {
            if values.get(&format!("cred.{name}")).is_none() && !row.has_credential(&name) {
                let value = values.credential(row, &name);
                values.set(&format!("cred.{name}"), &value);
            }
        }
        for prefix in ["token.", "callback."] {
            for name in row.names_of(prefix) {
                values.set(&format!("{prefix}{name}"), &format!("{}-7", plain(&name)));
            }
        }
        for prefix in ["step1.", "step2.", "step3.", "pre1."] {
            for name in row.names_of(prefix) {
                let full = format!("{prefix}{name}");
                let value = own.get(&full).and_then(Node::as_str);
                let value = value.map_or_else(|| plain(&full), str::to_owned);
                values.set(&full, &value);
            }
        }
        if row.at("learn.jwt").is_some() || row.is("lifetime.kind", "unknown_or_jwt_exp") {
            let token = values.access_jwt(row);
            values.set("access_token", &token);
        }
        for name in row.metadata("callback") {
            let value = values
                .get(&format!("var.{name}"))
                .map_or_else(|| format!("{}-7", plain(&name)), str::to_owned);
            values.set(&format!("callback.{name}"), &value);
        }
        values
    }

    /// An access token whose claims are read: `learn.sets` names claims.
    fn access_jwt(&self, row: &Row) -> String {
        let end = Node::Number((self.now + 3600).to_string());
        let mut claims = Node::Map(vec![("exp".to_owned(), end)]);
        for (name, claim) in row.members("learn.sets") {
            let value = self.get(&format!("var.{name}")).unwrap_or_default();
            claims.put(&[claim.as_str().unwrap_or_default()], Node::text(value));
        }
        let header = encode::base64url(r#"{"alg":"RS256"}"#);
        format!("{header}.{}.c2ln", encode::base64url(claims.to_string()))
    }

    /// The values as they are before the last call has told some.
    pub(crate) fn without(&self, names: impl Iterator<Item = String>) -> Self {
        let mut values = self.clone();
        for name in names {
            values.named.remove(&name);
        }
        values
    }

    /// A variable that only names something: any word will do.
    fn invented(&self, name: &str, variable: &Node) -> String {
        let first = variable.get("enum").and_then(|list| list.get("0"));
        let default = variable.get("default");
        if let Some(text) = first.or(default).and_then(Node::as_str) {
            return text.to_owned();
        }
        match variable.get("format").and_then(Node::as_str) {
            _ if ["client_id", "username", "password"].contains(&name) => {
                self.need(name).to_owned()
            }
            Some("uuid") => "0b3a2f6e-1c4d-4e5f-8a9b-0c1d2e3f4a5b".to_owned(),
            Some("hostname") => "acme.example.com".to_owned(),
            Some("uri") => "https://acme.example.com".to_owned(),
            _ if variable.get("secret").is_some() => format!("s3-{}", plain(name)),
            _ => format!("acme-{}", plain(name)),
        }
    }

    /// A credential. What is the client's own id or secret in the library's words
    /// has its value, so that both ways of declaring it send the same.
    fn credential(&self, row: &Row, name: &str) -> String {
        match name {
            "client_id" | "clientId" => self.need("client_id").to_owned(),
            "client_secret" | "clientSecret" => self.need("client_secret").to_owned(),
            "username" => self.need("username").to_owned(),
            "password" => self.need("password").to_owned(),
            "email" | "delegatedAccessEmailAddress" => "ada@acme.example".to_owned(),
            "serviceAccountEmailAddress" => "bot@acme.iam.gserviceaccount.com".to_owned(),
            "scopes" => "https://acme.example/auth/a https://acme.example/auth/b".to_owned(),
            "origin" => "https://app.acme.example".to_owned(),
            "client_private_key" | "privateKey" => match row.key_format() {
                Some("jwk") => keys::RSA.jwk(),
                _ => private_key(row).to_owned(),
            },
            _ => format!("cr-{}", plain(name)),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.named.get(name).map(String::as_str)
    }

    pub(crate) fn need(&self, name: &str) -> &str {
        self.get(name).unwrap_or_else(|| panic!("no value {name}"))
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.named.insert(name.to_owned(), value.to_owned());
    }

    /// All names that begin so, without the beginning, and their values.
    pub(crate) fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.named
            .iter()
            .filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.as_str())))
    }
}

fn private_key(row: &Row) -> &'static str {
    match row.is("assertion.alg", "ES256") {
        true => &keys::EC.pem,
        false => &keys::RSA.pem,
    }
}

/// Letters and digits only.
fn plain(name: &str) -> String {
    let text: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    text.to_ascii_lowercase()
}
