//! `oauth explain`

use oauth_runtime::spec::{CallKind, Place};
use oauth_runtime::wire::Explained;

use clap::Args;

use crate::{Failure, Global};
use crate::out::say;
use crate::paint::{aside, heading, name};
use crate::shown::Shown;

/// The exact form of a provider's calls, with secrets blanked and the declaration
/// key that caused each part. No network.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The provider: see `oauth providers`.
    provider: String,
    /// Only this call: authorize, token, refresh, client_credentials, api, revoke, ...
    call: Option<String>,
}

pub(crate) fn run(_global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    let (provider, call) = (arguments.provider.as_str(), arguments.call.as_deref());
    let shown = Shown::named(provider)?;
    let client = shown.builder().build()?;
    let kinds: Vec<CallKind> = CallKind::ALL
        .iter()
        .copied()
        .filter(|kind| call.is_none_or(|wanted| wanted == kind.key()))
        .collect();
    if kinds.is_empty() {
        let known: Vec<_> = CallKind::ALL.iter().map(|kind| kind.key()).collect();
        return Err(format!(
            "no call is called `{}`; there are {}",
            call.unwrap_or_default(),
            known.join(", ")
        )
        .into());
    }
    let mut any = false;
    for kind in kinds {
        if let Some(page) = client.explain(kind)? {
            any = true;
            say!("{}", heading(kind.key()));
            print(&page)?;
            say!("");
        }
    }
    if !any {
        return Err(format!(
            "`{}` declares no `{}`",
            shown.spec.name,
            call.unwrap_or_default()
        )
        .into());
    }
    say!(
        "{}",
        aside(&format!("declared at {}", shown.spec.declared_at))
    );
    Ok(())
}

/// Prints an explained request, a line for each part.
pub(crate) fn print(page: &Explained) -> std::io::Result<()> {
    say!("  {} {}", page.method, page.url);
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
        let place = match line.place {
            Place::Query => "query ",
            Place::Form => "form  ",
            Place::Json => "json  ",
            _ => "header",
        };
        say!(
            "    {} {}{} {}{}  {}",
            aside(place),
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
