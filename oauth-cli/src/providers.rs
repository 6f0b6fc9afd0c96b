//! `oauth providers`

mod facts;

use clap::{Args, Subcommand};
use serde_json::Value;

use crate::out::say;
use crate::paint::{aside, heading, name};
use crate::shown::Shown;
use crate::{Failure, Global};

use facts::Facts;

/// The providers: which there are, and how each one wants to be spoken to
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// Words to look for, as with `search`; an id shows that provider.
    words: Vec<String>,
}

#[derive(Subcommand)]
enum What {
    /// All providers, and what each offers.
    List,
    /// The providers with these words in name, calls, scopes or quirks.
    Search {
        /// All of them must be there; case does not matter.
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// One provider: addresses, scopes, settings, quirks, and what to register.
    Show {
        /// The provider's id.
        provider: String,
    },
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.what {
        None if !arguments.words.is_empty() => match arguments.words.as_slice() {
            [id] if Shown::known(id).is_some() => show(global, &Facts::of(Shown::named(id)?)),
            words => search(global, words),
        },
        None | Some(What::List) => list(global, &Shown::all().map(Facts::of).collect::<Vec<_>>()),
        Some(What::Search { words }) => search(global, words),
        Some(What::Show { provider }) => show(global, &Facts::of(Shown::named(provider)?)),
    }
}

/// Those whose names hold the words come first.
fn search(global: &Global, words: &[String]) -> Result<(), Failure> {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let mut found: Vec<Facts> = Shown::all()
        .map(Facts::of)
        .filter(|facts| facts.hold(&words))
        .collect();
    if found.is_empty() {
        return Err(format!(
            "no provider has `{}` in its declaration; `oauth new` writes one",
            words.join(" ")
        )
        .into());
    }
    found.sort_by_key(|facts| !facts.is_named(&words));
    list(global, &found)
}

/// A longer list tells less of each.
const IN_FULL: usize = 12;

fn list(global: &Global, all: &[Facts]) -> Result<(), Failure> {
    if global.json {
        let all: Vec<Value> = all.iter().map(Facts::to_json).collect();
        say!("{:#}", Value::from(all));
        return Ok(());
    }
    let width = all.iter().map(|facts| facts.id.len()).max().unwrap_or(0);
    for facts in all {
        if global.bare {
            say!("{}", facts.id);
            continue;
        }
        if all.len() > IN_FULL {
            let gap = " ".repeat(width.saturating_sub(facts.id.len()));
            say!(
                "{}{gap}  {}  {}",
                name(facts.id),
                facts.name,
                aside(&facts.origin())
            );
            continue;
        }
        say!(
            "{}  {}  {}",
            heading(facts.name),
            name(facts.id),
            aside(&facts.origin())
        );
        let calls: Vec<_> = facts.calls.iter().map(|call| call.key).collect();
        say!("  calls   {}", calls.join(", "));
        let values: Vec<_> = facts
            .values
            .iter()
            .map(|value| format!("{}: {}", value.name, value.kind))
            .collect();
        if !values.is_empty() {
            say!("  values  {}", values.join(", "));
        }
        say!("  quirks  {}", facts.quirks.len());
    }
    if !global.bare {
        say!(
            "\n{}",
            aside(
                "`oauth providers show ID` tells all, `oauth tour ID` runs it, `oauth explain ID` shows its calls"
            )
        );
    }
    Ok(())
}

fn show(global: &Global, facts: &Facts) -> Result<(), Failure> {
    if global.json {
        say!("{:#}", facts.to_json());
        return Ok(());
    }
    if global.bare {
        say!("{}", facts.id);
        return Ok(());
    }
    say!(
        "{}  {}  {}",
        heading(facts.name),
        name(facts.id),
        aside(&facts.origin())
    );
    if let Some(docs) = facts.docs {
        say!("{docs}, checked {}", facts.checked.unwrap_or("never"));
    }
    part("register", &facts.register)?;
    say!("\n{}", heading("settings"));
    let width = facts.settings.iter().map(|s| s.variable.len()).max();
    for setting in &facts.settings {
        say!(
            "  {}{}  {}{}",
            name(&setting.variable),
            " ".repeat(width.unwrap_or(0).saturating_sub(setting.variable.len())),
            setting.what,
            match setting.example {
                Some(example) => format!(", such as {example}"),
                None => String::new(),
            }
        );
    }
    say!("\n{}", heading("calls"));
    let width = facts.calls.iter().map(|call| call.key.len()).max();
    for call in &facts.calls {
        say!(
            "  {}{}  {} {}{}",
            name(call.key),
            " ".repeat(width.unwrap_or(0).saturating_sub(call.key.len())),
            call.method,
            call.url,
            match call.client_auth {
                Some(auth) => aside(&format!("  client: {auth}")),
                None => String::new(),
            }
        );
    }
    if !facts.scopes.is_empty() {
        say!("\n{}", heading("scopes"));
        let width = facts.scopes.iter().map(|scope| scope.text.len()).max();
        for scope in &facts.scopes {
            let asked = match scope.default {
                true => ", asked for when none is named",
                false => "",
            };
            say!(
                "  {}{}  {}",
                name(scope.text),
                " ".repeat(width.unwrap_or(0).saturating_sub(scope.text.len())),
                aside(&format!("{}{asked}", scope.variant))
            );
        }
    }
    part("lifetimes", &facts.lifetimes)?;
    part("quirks", &facts.quirks)?;
    say!("\n{}", aside(&format!("declared at {}", facts.declared_at)));
    Ok(())
}

fn part(title: &str, lines: &[String]) -> Result<(), Failure> {
    if !lines.is_empty() {
        say!("\n{}", heading(title));
        for line in lines {
            say!("  {line}");
        }
    }
    Ok(())
}
