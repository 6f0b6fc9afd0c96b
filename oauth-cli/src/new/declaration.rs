//! A draft that was checked: everything in it can be written down.

use super::draft::{Callback, ClientAuth, Draft, Offer};
use super::name::{Names, variant};
use super::template::{Kind, Templates, Var};

/// A provider as it will be written.
pub(super) struct Declaration {
    pub(super) names: Names,
    /// What the provider is, on one line, or nothing.
    pub(super) title: String,
    pub(super) docs: Option<String>,
    pub(super) scopes: Vec<Scope>,
    pub(super) vars: Vec<Var>,
    /// Whether a person signs in by a browser.
    pub(super) signs_in: bool,
    pub(super) refreshes: bool,
    pub(super) client_credentials: bool,
    /// The entries of the block, in order.
    pub(super) entries: Vec<String>,
    /// What the source says and the declaration does not.
    pub(super) notes: Vec<String>,
}

/// A named scope.
pub(super) struct Scope {
    pub(super) variant: String,
    pub(super) text: String,
    pub(super) about: String,
}

/// A text as a literal of Rust. Whatever the text holds, it stays inside of the quotes.
pub(super) fn literal(text: &str) -> String {
    proc_macro2::Literal::string(text).to_string()
}

/// What the person adds to the source.
pub(super) struct Settings<'a> {
    pub(super) insecure_http: Option<&'a str>,
    /// Year and month.
    pub(super) today: String,
}

impl Declaration {
    /// Checks a draft. What cannot be declared is an error when nothing works without it,
    /// and a note otherwise.
    pub(super) fn new(
        names: Names,
        mut draft: Draft,
        settings: &Settings<'_>,
    ) -> Result<Self, String> {
        let known = std::mem::take(&mut draft.known);
        let mut notes = std::mem::take(&mut draft.notes);
        let mut urls = Templates::new(&known, settings.insecure_http.is_some());
        let required = |urls: &mut Templates<'_>, key: &str, url: &Option<String>| {
            url.as_deref().map(|url| urls.take(key, url)).transpose()
        };
        let authorize = required(&mut urls, "authorize", &draft.authorize)?;
        let token = required(&mut urls, "token", &draft.token)?
            .ok_or("there is no token endpoint, and without one no declaration")?;
        let mut optional =
            |key: &'static str, url: Option<String>| -> Option<(&'static str, String)> {
                match urls.take(key, &url?) {
                    Ok(url) => Some((key, url)),
                    Err(why) => {
                        notes.push(format!("{why}; it was left out"));
                        None
                    }
                }
            };
        let client_credentials = match std::mem::take(&mut draft.client_credentials) {
            Offer::No => None,
            Offer::AsToken => Some(None),
            Offer::At(url) => optional("client_credentials", Some(url)).map(Some),
        };
        let refresh = match draft.no_refresh || authorize.is_none() && draft.device.is_none() {
            true => None,
            false => optional("refresh", draft.refresh.take()),
        };
        let others: Vec<(&str, String)> = [
            optional("device", draft.device.take()),
            optional("revoke", draft.revoke.take()),
            optional("introspect", draft.introspect.take()),
            optional("userinfo", draft.userinfo.take()),
            optional("api", draft.api.take().map(closed)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let device = others.iter().any(|(key, _)| *key == "device");
        if authorize.is_none() && client_credentials.is_none() && !device {
            return Err("the source has no grant that a declaration can have: no authorization code, no client credentials, no device authorization".into());
        }
        let docs = plain_url(draft.docs.take());
        let issuer = plain_url(draft.issuer.take());
        let mut declaration = Self {
            title: one_line(draft.title.as_deref().unwrap_or_default()),
            scopes: scopes(&draft, &mut notes),
            vars: urls.vars,
            signs_in: authorize.is_some(),
            refreshes: authorize.is_some() && !draft.no_refresh,
            client_credentials: client_credentials.is_some(),
            entries: Vec::new(),
            notes,
            docs,
            names,
        };
        declaration.notes.append(&mut urls.notes);
        let mut entries = declaration.identity(settings, issuer.as_deref());
        entries.extend(authorize.map(|url| format!("authorize = {}", literal(&url))));
        // Where nobody signs in, and no device does, the token call has the only grant's name.
        match (&client_credentials, declaration.signs_in || device) {
            (Some(None), false) => {
                entries.push(format!("client_credentials = {}", literal(&token)))
            }
            (Some(Some((_, url))), false) => {
                entries.push(format!("client_credentials = {}", literal(url)))
            }
            (offered, true) => {
                entries.push(format!("token = {}", literal(&token)));
                match offered {
                    Some(None) => entries.push("client_credentials".into()),
                    Some(Some((_, url))) => {
                        entries.push(format!("client_credentials = {}", literal(url)))
                    }
                    None => (),
                }
            }
            (None, false) => (),
        }
        if draft.no_refresh {
            entries.push("refresh = none".into());
        }
        for (key, url) in refresh.into_iter().chain(others) {
            entries.push(format!("{key} = {}", literal(&url)));
        }
        let mut callback = Vec::new();
        match draft.callback {
            Callback::Query => (),
            Callback::Fragment => callback.push("mode = fragment"),
            Callback::FormPost => callback.push("mode = form_post"),
        }
        if draft.iss_required && issuer.is_some() {
            callback.push("iss = required");
        }
        if declaration.signs_in && !callback.is_empty() {
            entries.push(format!("callback({})", callback.join(", ")));
        }
        match draft.client_auth {
            ClientAuth::Body => (),
            ClientAuth::Basic => entries.push("client_auth = basic".into()),
            ClientAuth::None | ClientAuth::Other if declaration.client_credentials => {
                declaration.notes.push(
                    "a client that gets tokens for itself must prove who it is, and the source names no way that a \
                     declaration can say: no `client_auth` was written, which means `body`; ask the vendor"
                        .into(),
                );
            }
            ClientAuth::Other => {
                entries.push("client_auth = none".into());
                declaration.notes.push(
                    "`client_auth = none` was written: it works only if the server also takes a client that proves \
                     nothing; ask the vendor"
                        .into(),
                );
            }
            ClientAuth::None => entries.push("client_auth = none".into()),
        }
        entries.extend(declaration.scope_list());
        declaration.entries = entries;
        Ok(declaration)
    }

    /// Name, page, date, issuer and tenant values.
    fn identity(&self, settings: &Settings<'_>, issuer: Option<&str>) -> Vec<String> {
        let mut entries = Vec::new();
        if let Some(name) = &self.names.display {
            entries.push(format!("name = {}", literal(name)));
        }
        if let Some(docs) = &self.docs {
            entries.push(format!("docs = {}", literal(docs)));
        }
        entries.push(format!("checked = {}", literal(&settings.today)));
        if let Some(reason) = settings.insecure_http {
            entries.push(format!("insecure_http = {}", literal(reason)));
        }
        if let Some(issuer) = issuer {
            entries.push(format!("issuer = {}", literal(issuer)));
        }
        if !self.vars.is_empty() {
            let vars: Vec<String> = self.vars.iter().map(written).collect();
            entries.push(format!("vars({})", vars.join(", ")));
        }
        entries
    }

    fn scope_list(&self) -> Option<String> {
        let listed: Vec<String> = self
            .scopes
            .iter()
            .map(|scope| format!("        {} = {},\n", scope.variant, literal(&scope.text)))
            .collect();
        (!listed.is_empty()).then(|| format!("scopes(\n{}    )", listed.concat()))
    }
}

fn written(var: &Var) -> String {
    let kind = match &var.kind {
        Kind::DnsLabel => "DnsLabel".to_owned(),
        Kind::Host => "Host".to_owned(),
        Kind::Origin => "Origin".to_owned(),
        Kind::Url => "Url".to_owned(),
        Kind::PathSegment => "PathSegment".to_owned(),
        Kind::Text => "Text".to_owned(),
        Kind::OneOf(choices) => {
            let choices: Vec<String> = choices
                .iter()
                .map(|(name, value)| format!("{name} = {}", literal(value)))
                .collect();
            format!("OneOf({})", choices.join(", "))
        }
    };
    match (&var.default, &var.kind) {
        (None, _) => format!("{}: {kind}", var.name),
        (Some(default), Kind::OneOf(_)) => format!("{}: {kind} = {default}", var.name),
        (Some(default), _) => format!("{}: {kind} = {}", var.name, literal(default)),
    }
}

/// An API's paths are joined to a base that ends with a slash.
fn closed(mut url: String) -> String {
    if !url.contains('?') && !url.ends_with(['/', '}']) || url.ends_with('}') && url.contains('/') {
        url.push('/');
    }
    url
}

fn scopes(draft: &Draft, notes: &mut Vec<String>) -> Vec<Scope> {
    let mut named: Vec<Scope> = Vec::new();
    let mut names = Vec::new();
    for scope in &draft.scopes {
        let text = &scope.text;
        // RFC 6749 §3.3; braces are the arguments of a scope.
        let sound = !text.is_empty()
            && text.len() <= 200
            && text
                .chars()
                .all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '{' | '}'));
        let shown = text
            .chars()
            .take(60)
            .collect::<String>()
            .escape_default()
            .to_string();
        if !sound {
            notes.push(format!(
                "`{shown}` is no scope (RFC 6749 §3.3): it was left out"
            ));
        } else if named.len() == 255 {
            notes.push(format!(
                "a declaration names 255 scopes: `{shown}` and what follows were left out"
            ));
            break;
        } else {
            let variant = variant(text, &names);
            names.push(variant.clone());
            named.push(Scope {
                variant,
                text: text.clone(),
                about: one_line(&scope.about),
            });
        }
    }
    named
}

/// A URL that is shown and compared, but never filled.
fn plain_url(url: Option<String>) -> Option<String> {
    url.filter(|url| {
        url.len() <= 500
            && url.starts_with("https://")
            && url.parse::<oauth_runtime::value::Url>().is_ok()
            && !url.contains(['{', '}'])
    })
}

/// Prose of a stranger as one line: no line breaks, nothing invisible, at most 160 characters.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace().map(crate::plain::plain) {
        if line.chars().count() + word.chars().count() > 160 {
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    line
}
