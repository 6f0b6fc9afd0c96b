//! `oauth new`

mod declaration;
mod directory;
mod discovery;
mod draft;
mod files;
mod interview;
mod name;
mod openapi;
mod prose;
mod sound;
mod source;
mod template;

use std::io::{BufReader, IsTerminal as _};
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::out::{say, tell, warn};
use crate::paint::heading;
use crate::plain::plain;
use crate::{Failure, Global};

use declaration::{Declaration, Settings};
use files::Crate;
use name::Names;

/// Write a provider crate
///
/// It holds the declaration and tests that run it against the strict mock server. Without
/// `--from` it asks what the vendor's page says.
#[derive(Args)]
pub(crate) struct Arguments {
    /// What the provider is called: `acme-crm`, `"Acme CRM"`.
    name: String,
    /// Server metadata (RFC 8414, OpenID Connect Discovery) or an OpenAPI document: a file,
    /// `-`, or an https address; of an issuer, too.
    #[arg(long, value_name = "FILE|URL")]
    from: Option<String>,
    /// The directory to make. The default is `oauth-NAME`.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Which security scheme of an OpenAPI document.
    #[arg(long, value_name = "NAME", requires = "from")]
    scheme: Option<String>,
    /// Take addresses with plain `http`, and say why.
    #[arg(long, value_name = "REASON", value_parser = reason)]
    insecure_http: Option<String>,
    /// Take `oauth-runtime` and `oauth-mock` from this checkout of their repository, in
    /// place of the registry.
    #[arg(long, value_name = "DIR", alias = "workspace-path")]
    path: Option<PathBuf>,
}

/// As the declaration language asks of every reason.
fn reason(text: &str) -> Result<String, String> {
    match text.trim().chars().count() >= 10 {
        true => Ok(text.trim().to_owned()),
        false => Err("say in ten characters or more why, for the next reader".into()),
    }
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    let names = Names::of(&arguments.name).map_err(Failure::Usage)?;
    let dir = match &arguments.dir {
        Some(dir) => dir.clone(),
        None => PathBuf::from(&names.crate_name),
    };
    // Before any question is asked.
    directory::check_empty(&dir)?;
    if let Some(checkout) = &arguments.path {
        directory::check_checkout(checkout)?;
    }
    let draft = match &arguments.from {
        Some(from) => source::read(from, arguments.scheme.as_deref())?,
        None if std::io::stdin().is_terminal() => interview::interview(
            names.display.as_deref().unwrap_or(&names.type_name),
            &mut BufReader::new(std::io::stdin()),
            &mut std::io::stderr(),
        )?,
        None => {
            return Err(Failure::Usage(
                "there is no terminal to ask at: give `--from` a metadata or OpenAPI document"
                    .into(),
            ));
        }
    };
    let declaration = Declaration::new(
        names,
        draft,
        &Settings {
            insecure_http: arguments.insecure_http.as_deref(),
            today: jiff::Zoned::now().strftime("%Y-%m").to_string(),
        },
    )?;
    let made = Crate::of(&declaration, arguments.path.as_deref())?;
    let written = made.write(&dir)?;
    if global.json {
        let files: Vec<String> = written
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        say!(
            "{:#}",
            json!({
                "crate": declaration.names.crate_name,
                "dir": dir.display().to_string(),
                "files": files,
                "notes": declaration.notes,
            })
        );
        return Ok(());
    }
    say!("{}", dir.display());
    for note in &declaration.notes {
        warn(format_args!("{}", plain(note)));
    }
    tell!(
        global,
        "{} is written. Now hold `src/lib.rs` against the vendor's page, and then:\n\n  cd {} && cargo test",
        heading(&declaration.names.crate_name),
        dir.display()
    );
    if arguments.path.is_none() {
        tell!(
            global,
            "\nCargo takes `oauth-runtime` and `oauth-mock` from the registry. With `--path DIR` they are those of a \
             checkout: the crate is then written with path dependencies."
        );
    }
    if let Some(root) = directory::workspace_above(&dir) {
        tell!(
            global,
            "\nThe workspace `{}` is above it: add it to `members` there.",
            root.display()
        );
    }
    Ok(())
}
