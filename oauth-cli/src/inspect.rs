//! `oauth inspect`

use clap::Args;
use oauth_runtime::spec::CallKind;
use oauth_runtime::{Connection as Known, DynClient, TokenSet};
use serde_json::{Map, Value, json};

use crate::connection::{Connection, tenant_values};
use crate::failure::described;
use crate::out::{self, say};
use crate::paint::{aside, heading};
use crate::plain::plain;
use crate::registration::Options;
use crate::tokens::{Jwt, Tokens, decode};
use crate::work::{self, Ending};
use crate::{Failure, Global, moment};

/// Show what is known of the tokens, without showing them
///
/// A token that is a JWT is decoded. Nothing of it is verified: it is what somebody
/// wrote into it. No network.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The provider: see `oauth providers`.
    provider: String,
    /// Print the tokens as well.
    #[arg(long)]
    reveal: bool,
    #[command(flatten)]
    registration: Options,
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    work::run(|ending| inspect(global, arguments, ending))
}

async fn inspect(global: &Global, arguments: &Arguments, ending: Ending) -> Result<(), Failure> {
    let found = Connection::find(
        global,
        &ending,
        &arguments.provider,
        &arguments.registration,
    )
    .await?;
    let session = found.session(global).await?;
    let listed = found.client.connections().list().await?;
    let known = listed.into_iter().find(|known| known.key == found.key);
    let page = Page {
        found: &found,
        known,
        tokens: Tokens::new(session.tokens()),
        reveal: arguments.reveal,
    };
    match global.json {
        true => out::json(&page.to_json())?,
        false => page.print()?,
    }
    Ok(())
}

struct Page<'a> {
    found: &'a Connection,
    known: Option<Known>,
    tokens: Tokens,
    reveal: bool,
}

/// The tokens of a set, with what a person calls them.
fn each(set: &TokenSet) -> impl Iterator<Item = (&'static str, &'static str, &str)> {
    let access = Some(("access_token", "access token", &set.access_token));
    let refresh = set.refresh_token.as_ref();
    let id = set.id_token.as_ref();
    access
        .into_iter()
        .chain(refresh.map(|token| ("refresh_token", "refresh token", token)))
        .chain(id.map(|token| ("id_token", "ID token", token)))
        .map(|(name, title, token)| (name, title, token.expose()))
}

/// The grant that a person knows by this name; of other calls their key.
fn grant(call: CallKind) -> &'static str {
    match call {
        CallKind::Token => "authorization code",
        CallKind::DeviceToken => "device code",
        CallKind::ClientCredentials => "client credentials",
        CallKind::Password | CallKind::CodeRequest => "name and password",
        other => other.key(),
    }
}

/// Who issued the tokens: the declared issuer, or the origin of the token endpoint.
fn issuer(client: &DynClient) -> Option<String> {
    if let Some(declared) = client.spec().fixed_issuer() {
        return Some(declared.to_owned());
    }
    let kinds = [CallKind::Token, CallKind::ClientCredentials];
    let page = kinds
        .into_iter()
        .find_map(|kind| client.explain(kind).ok().flatten())?;
    let (scheme, rest) = page.url.split_once("://")?;
    let authority = rest.split('/').next()?;
    Some(format!("{scheme}://{authority}"))
}

impl Page<'_> {
    fn to_json(&self) -> Value {
        let set = self.tokens.set();
        let key = &self.found.key;
        let mut decoded = Map::new();
        for (name, _, token) in each(set) {
            if let Some(Jwt { header, claims }) = decode(token) {
                let jwt = json!({ "verified": false, "header": header, "claims": claims });
                decoded.insert(name.to_owned(), jwt);
            }
        }
        let tenant: Map<String, Value> = tenant_values(self.found.client.spec(), key.tenant())
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        let mut page = json!({
            "provider": key.provider(),
            "account": self.found.account,
            "client_id": key.registration(),
            "tenant": tenant,
            "issuer": issuer(&self.found.client),
            "store": self.found.vault.describe(),
            "tokens": self.tokens.to_json(),
            "refresh_token": set.refresh_token.is_some(),
            "id_token": set.id_token.is_some(),
            "kept": set.kept.names().collect::<Vec<_>>(),
            "unverified_jwt": decoded,
        });
        let Some(members) = page.as_object_mut() else {
            return page;
        };
        if let Some(known) = &self.known {
            members.insert("generation".into(), known.generation.into());
            members.insert("label".into(), known.label.as_deref().into());
            members.insert(
                "renewal_uncertain_since".into(),
                known.unknown_since.map_or(Value::Null, moment::for_program),
            );
            if let Some(error) = &known.unreadable {
                members.insert("error".into(), described(error).into());
            }
        }
        if self.reveal {
            let all: Map<String, Value> = each(set)
                .map(|(name, _, token)| (name.to_owned(), token.into()))
                .collect();
            members.insert("revealed".into(), all.into());
        }
        page
    }

    fn print(&self) -> Result<(), Failure> {
        let (set, key) = (self.tokens.set(), &self.found.key);
        let row = |name: &str, text: &str| out::line(format_args!("  {name:<16}{}", plain(text)));
        let spec = self.found.client.spec();
        say!(
            "{}  account {}",
            heading(spec.name),
            plain(&self.found.account)
        );
        row("client id", key.registration())?;
        for (name, value) in tenant_values(spec, key.tenant()) {
            row(name, &value)?;
        }
        if let Some(issuer) = issuer(&self.found.client) {
            row("issuer", &issuer)?;
        }
        row("obtained by", grant(set.obtained_by))?;
        if let Some(asked) = &set.requested_scope {
            row("scopes asked", asked)?;
        }
        let granted = self.tokens.granted();
        let silent = "the provider does not say".to_owned();
        row("scopes granted", &granted.unwrap_or(silent))?;
        row(
            "access token",
            &format!(
                "issued {}, {}; {}",
                moment::for_person(set.issued_at),
                self.tokens.until(),
                self.tokens.renewal()
            ),
        )?;
        match (&set.refresh_token, set.refresh_token_expires_at) {
            (Some(_), Some(end)) => row(
                "refresh token",
                &format!(
                    "issued {}, until {}",
                    moment::for_person(set.refresh_token_issued_at),
                    moment::for_person(end)
                ),
            )?,
            (Some(_), None) => row(
                "refresh token",
                &format!(
                    "issued {}, no end known",
                    moment::for_person(set.refresh_token_issued_at)
                ),
            )?,
            (None, _) => row("refresh token", "none")?,
        }
        if let Some(known) = &self.known {
            row("generation", &known.generation.to_string())?;
            if let Some(since) = known.unknown_since {
                let text = format!("an answer was lost {}", moment::for_person(since));
                row("renewal", &text)?;
            }
        }
        let kept: Vec<_> = set.kept.names().collect();
        if !kept.is_empty() {
            row("kept", &kept.join(", "))?;
        }
        row("store", &self.found.vault.describe())?;
        for (_, title, token) in each(set) {
            if let Some(jwt) = decode(token) {
                say!("");
                say!("  {}", aside(&format!("{title}, a JWT, NOT VERIFIED:")));
                for (name, value) in jwt.header.iter().chain(&jwt.claims) {
                    claim(name, value)?;
                }
            }
            if self.reveal {
                say!("");
                say!("  {}", aside(title));
                say!("{token}");
            }
        }
        Ok(())
    }
}

/// A line of a JWT; times are told as such too (RFC 7519 §2, NumericDate).
fn claim(name: &str, value: &Value) -> std::io::Result<()> {
    let text: String = match value {
        Value::String(text) => plain(text),
        other => plain(&other.to_string()),
    };
    let text: String = text.chars().take(400).collect();
    let seconds = match name {
        "exp" | "iat" | "nbf" | "auth_time" => value.as_u64(),
        _ => None,
    };
    let time = seconds.and_then(|seconds| {
        std::time::UNIX_EPOCH.checked_add(std::time::Duration::from_secs(seconds))
    });
    match time {
        Some(time) => say!(
            "    {:<14}{text}  ({})",
            plain(name),
            moment::for_person(time)
        ),
        None => say!("    {:<14}{text}", plain(name)),
    }
    Ok(())
}
