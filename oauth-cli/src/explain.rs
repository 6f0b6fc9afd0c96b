//! `oauth explain`

use oauth_runtime::spec::{CallKind, Place};
use oauth_runtime::wire::Explained;

use clap::Args;
use oauth_runtime::DynClient;
use serde_json::{Value, json};

use crate::out::{self, say};
use crate::paint::{aside, heading, name};
use crate::registration::{Options, Registration};
use crate::shown::{CLIENT_ID, CLIENT_SECRET, Shown};
use crate::{Failure, Global};

/// The exact form of a provider's calls, with secrets blanked and the declaration
/// key that caused each part. No network.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The provider: see `oauth providers`.
    provider: String,
    /// Only this call: authorize, token, refresh, client_credentials, api, revoke, ...
    call: Option<String>,
    #[command(flatten)]
    registration: Options,
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    let (provider, call) = (arguments.provider.as_str(), arguments.call.as_deref());
    let shown = Shown::named(provider)?;
    let client = client(global, shown, &arguments.registration)?;
    let kinds: Vec<CallKind> = every()
        .filter(|kind| call.is_none_or(|wanted| wanted == kind.key()))
        .collect();
    if kinds.is_empty() {
        let known: Vec<_> = every().map(CallKind::key).collect();
        return Err(Failure::Usage(format!(
            "no call is called `{}`; there are {}",
            call.unwrap_or_default().escape_default(),
            known.join(", ")
        )));
    }
    let mut pages = Vec::new();
    for kind in kinds {
        pages.extend(client.explain(kind)?);
    }
    if pages.is_empty() {
        return Err(format!(
            "`{}` declares no `{}`",
            shown.spec.name,
            call.unwrap_or_default()
        )
        .into());
    }
    if global.json {
        out::json(&json!({
            "provider": shown.spec.id,
            "declared_at": shown.spec.declared_at,
            "calls": pages.iter().map(to_json).collect::<Vec<_>>(),
        }))?;
        return Ok(());
    }
    for page in &pages {
        say!("{}", heading(page.kind.key()));
        print(page)?;
        say!("");
    }
    say!(
        "{}",
        aside(&format!("declared at {}", shown.spec.declared_at))
    );
    Ok(())
}

/// A client with the person's own values as far as they are set, and samples for the rest.
fn client(global: &Global, shown: &Shown, options: &Options) -> Result<DynClient, Failure> {
    let mut samples = vec![("client_id", CLIENT_ID)];
    samples.extend(shown.vars);
    let registration = Registration::collect(global, shown, options, &samples)?;
    let mut builder = registration.builder()?;
    if !registration.has_secret()? {
        builder = builder.client_secret(CLIENT_SECRET);
    }
    Ok(builder.build()?)
}

fn to_json(page: &Explained) -> Value {
    let parts: Vec<_> = page
        .lines
        .iter()
        .map(|line| {
            json!({
                "place": place(line.place),
                "name": line.name,
                "value": line.value,
                "cause": line.cause.to_string(),
            })
        })
        .collect();
    json!({
        "call": page.kind.key(),
        "method": page.method,
        "url": page.url,
        "step": page.step,
        "parts": parts,
        "answer": page.answer,
        "before": page.before.iter().map(to_json).collect::<Vec<_>>(),
        "then": page.then.iter().map(to_json).collect::<Vec<_>>(),
    })
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Query => "query",
        Place::Form => "form",
        Place::Json => "json",
        Place::Xml => "xml",
        _ => "header",
    }
}

/// The calls that can be explained.
fn every() -> impl Iterator<Item = CallKind> {
    CallKind::ALL.iter().copied().chain([CallKind::Learn])
}

/// Prints an explained request with the steps around it.
pub(crate) fn print(page: &Explained) -> std::io::Result<()> {
    for step in &page.before {
        print(step)?;
    }
    print_one(page)?;
    for step in &page.then {
        print(step)?;
    }
    Ok(())
}

/// A line for each part.
fn print_one(page: &Explained) -> std::io::Result<()> {
    let step = page.step.map(|step| aside(&format!("  {step}")));
    say!("  {} {}{}", page.method, page.url, step.unwrap_or_default());
    let width = page
        .lines
        .iter()
        .map(|line| line.name.len())
        .max()
        .unwrap_or(0);
    let value_width = page
        .lines
        .iter()
        .map(|line| line.value.chars().count())
        .filter(|count| *count <= 44)
        .max()
        .unwrap_or(0);
    for line in &page.lines {
        say!(
            "    {} {}{} {}{}  {}",
            aside(&format!("{:<6}", place(line.place))),
            name(&line.name),
            " ".repeat(width - line.name.len()),
            line.value,
            " ".repeat(value_width.saturating_sub(line.value.chars().count())),
            aside(&format!("\u{2190} {}", line.cause)),
        );
    }
    for text in &page.answer {
        say!("    {} {text}", aside("answer"));
    }
    Ok(())
}
