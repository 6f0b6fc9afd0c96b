//! Holds the library to the transcripts below `tests/wire`, which were written
//! by hand from the providers' documents.
//!
//! Each `.http` file is a case of its own; a provider's test runs all of its
//! files and names every one that failed.

mod declarations;
mod expect;
mod given;
mod parse;
mod real_transport;
mod rows;
mod run;
mod scripted;
mod self_test;
mod variants;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// The folder of the transcripts.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("wire")
}

/// What stands in a folder, by name and in order.
fn names(folder: &Path) -> Result<Vec<String>, String> {
    let unreadable = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        names.push(
            name.into_string()
                .map_err(|name| format!("not a name: {name:?}"))?,
        );
    }
    names.sort();
    Ok(names)
}

/// The text of a transcript, by its path below the root.
fn read(case: &str) -> Result<String, String> {
    fs::read_to_string(root().join(case)).map_err(|error| error.to_string())
}

/// Runs one transcript; returns what is not as it is written there.
fn run_text(text: &str) -> Vec<String> {
    let run = || parse::transcript(text).and_then(run::transcript);
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(faults)) => faults,
        Ok(Err(why)) => vec![format!("not understood: {why}")],
        Err(_) => vec!["panicked; see above".into()],
    }
}

/// Runs every transcript of a provider.
fn run_all(provider: &str) -> Result<(), String> {
    let files = names(&root().join(provider))?;
    if files.is_empty() {
        return Err(format!("{provider} has no transcripts"));
    }
    let mut failed = 0;
    for file in &files {
        let case = format!("{provider}/{file}");
        let faults = match read(&case) {
            _ if !file.ends_with(".http") => vec!["not a transcript".into()],
            Ok(text) if !text.contains(&format!("\nprovider = {provider}\n")) => {
                vec!["of another provider than its folder".into()]
            }
            Ok(text) => run_text(&text),
            Err(why) => vec![why],
        };
        if faults.is_empty() {
            println!("ok     {case}");
            continue;
        }
        failed += 1;
        println!("FAILED {case}");
        for fault in faults {
            println!("  {fault}");
        }
    }
    match failed {
        0 => Ok(()),
        _ => Err(format!(
            "{failed} of {} transcripts of {provider} failed",
            files.len()
        )),
    }
}

macro_rules! providers {
    ($($provider:ident)*) => {
        const PROVIDERS: &[&str] = &[$(stringify!($provider)),*];
        $(
            #[test]
            fn $provider() -> Result<(), String> {
                run_all(stringify!($provider))
            }
        )*
    };
}

providers! { accelo actionstep ioffice moovila valuekeep }

#[test]
fn every_folder_is_run() -> Result<(), String> {
    let mut expected: Vec<&str> = PROVIDERS.to_vec();
    expected.insert(0, "README.md");
    assert_eq!(names(&root())?, expected);
    Ok(())
}
