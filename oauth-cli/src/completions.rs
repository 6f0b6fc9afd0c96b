//! `oauth completions` and the man pages.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man as Page;

use crate::Failure;
use crate::out::say;

/// Print a completion script for a shell
///
/// bash: `oauth completions bash > ~/.local/share/bash-completion/completions/oauth`.
/// zsh: `oauth completions zsh > _oauth`, in a directory of `$fpath`.
/// fish: `oauth completions fish > ~/.config/fish/completions/oauth.fish`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Print the man page, or write one for each command
#[derive(Args)]
pub(crate) struct Man {
    /// Write `oauth.1`, `oauth-login.1` and so on into this directory.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut crate::Arguments::command(),
        "oauth",
        &mut script,
    );
    std::io::stdout().lock().write_all(&script)?;
    Ok(())
}

pub(crate) fn man(arguments: &Man) -> Result<(), Failure> {
    let mut command = crate::Arguments::command();
    command.build();
    let Some(dir) = &arguments.dir else {
        std::io::stdout().lock().write_all(&page(command)?)?;
        return Ok(());
    };
    fs::create_dir_all(dir)?;
    for path in write_pages(dir, command, "oauth")? {
        say!("{}", path.display());
    }
    Ok(())
}

fn page(command: Command) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Page::new(command).render(&mut page)?;
    Ok(page)
}

/// Writes the page of a command and those of its visible commands.
fn write_pages(dir: &Path, command: Command, name: &str) -> Result<Vec<PathBuf>, Failure> {
    let below: Vec<Command> = command
        .get_subcommands()
        .filter(|below| !below.is_hide_set() && below.get_name() != "help")
        .cloned()
        .collect();
    let path = dir.join(format!("{name}.1"));
    // A page's title is one word: `oauth-login`.
    let titled = command.name(name.to_owned()).display_name(name.to_owned());
    fs::write(&path, page(titled)?)?;
    let mut written = vec![path];
    for command in below {
        let name = format!("{name}-{}", command.get_name());
        written.extend(write_pages(dir, command, &name)?);
    }
    Ok(written)
}
