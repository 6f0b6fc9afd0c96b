//! The files of a provider crate.

use std::fs;
use std::path::{Path, PathBuf};

use super::declaration::{Declaration, literal};
use super::prose::{cell, code, markdown};
use super::sound;
use crate::Failure;

/// A crate, ready to be written.
pub(super) struct Crate {
    files: Vec<(&'static str, String)>,
}

impl Crate {
    pub(super) fn of(declaration: &Declaration, workspace: Option<&Path>) -> Result<Self, Failure> {
        let lib = lib(declaration);
        sound::check(&lib, &declaration.names.type_name)?;
        Ok(Self {
            files: vec![
                ("Cargo.toml", manifest(declaration, workspace)?),
                ("README.md", readme(declaration)),
                ("src/lib.rs", lib),
                ("tests/mock.rs", tests(declaration)),
            ],
        })
    }

    /// Writes the files, and never over one that is there.
    pub(super) fn write(&self, dir: &Path) -> Result<Vec<PathBuf>, Failure> {
        let mut written = Vec::new();
        for (name, text) in &self.files {
            let path = dir.join(name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            let mut file = fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&path)?;
            std::io::Write::write_all(&mut file, text.as_bytes())?;
            written.push(path);
        }
        Ok(written)
    }
}

fn manifest(declaration: &Declaration, workspace: Option<&Path>) -> Result<String, Failure> {
    let names = &declaration.names;
    let display = names.display.as_deref().unwrap_or(&names.type_name);
    let description = toml::Value::from(format!("OAuth 2.0 client of {display}"));
    let version = env!("CARGO_PKG_VERSION")
        .rsplit_once('.')
        .map_or("0.1", |(version, _)| version);
    let place = |name: &str| -> Result<String, Failure> {
        Ok(match workspace {
            None => String::new(),
            Some(workspace) => {
                let path = workspace.canonicalize()?.join(name);
                format!(", path = {}", toml::Value::from(path.display().to_string()))
            }
        })
    };
    Ok(format!(
        r#"[package]
name = "{crate_name}"
version = "0.1.0"
edition = "2024"
rust-version = "{rust}"
description = {description}

[features]
default = ["reqwest"]
## The default transport of `oauth-runtime`.
reqwest = ["oauth-runtime/reqwest"]

[dependencies]
oauth-runtime = {{ version = "{version}"{runtime}, default-features = false }}

[dev-dependencies]
oauth-mock = {{ version = "{version}"{mock} }}
tokio = {{ version = "1", features = ["macros", "rt"] }}
"#,
        crate_name = names.crate_name,
        rust = env!("CARGO_PKG_RUST_VERSION"),
        runtime = place("oauth-runtime")?,
        mock = place("oauth-mock")?,
    ))
}

/// How the provider is called in prose, with a link to its page.
fn linked(declaration: &Declaration) -> String {
    let names = &declaration.names;
    let display = markdown(names.display.as_deref().unwrap_or(&names.type_name));
    match &declaration.docs {
        // Parentheses would end the link.
        Some(docs) if !docs.contains(['(', ')', '<', '>']) => format!("[{display}]({docs})"),
        _ => display,
    }
}

/// What a person registers and sets, line by line.
fn registration(declaration: &Declaration) -> Vec<String> {
    let id = snake(&declaration.names.type_name).to_ascii_uppercase();
    let mut lines = Vec::new();
    if declaration.signs_in {
        lines.push("Register the redirect URI `http://127.0.0.1/callback`, or the one of your web application.".to_owned());
    }
    let mut settings = vec![format!("`{id}_CLIENT_ID`"), format!("`{id}_CLIENT_SECRET`")];
    settings.extend(
        declaration
            .vars
            .iter()
            .map(|var| format!("`{id}_{}`", var.name.to_ascii_uppercase())),
    );
    lines.push(format!(
        "Settings come from the environment: {}.",
        settings.join(", ")
    ));
    lines
}

/// As the macro writes the provider's id.
fn snake(type_name: &str) -> String {
    let mut out = String::new();
    let mut before_lower = false;
    for c in type_name.chars() {
        if c.is_ascii_uppercase() && before_lower {
            out.push('_');
        }
        before_lower = !c.is_ascii_uppercase();
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// A first call, as a body of a function that returns an `oauth_runtime::Error`.
fn example(declaration: &Declaration) -> Vec<String> {
    let name = &declaration.names.type_name;
    let scope = declaration
        .scopes
        .first()
        .map(|scope| format!("{name}Scope::{}", scope.variant))
        .unwrap_or_default();
    let mut lines = vec![format!("let client = {name}Client::from_env()?.build()?;")];
    if declaration.signs_in {
        lines.extend([
            "let login = client".to_owned(),
            format!("    .authorize(\"http://127.0.0.1:8080/callback\", [{scope}])"),
            "    .begin()?;".to_owned(),
            "println!(\"open {}\", login.url());".to_owned(),
            "let session = login.finish(&callback).await?;".to_owned(),
        ]);
    } else if declaration.client_credentials {
        lines.push(format!(
            "let session = client.client_credentials([{scope}]).await?;"
        ));
    } else {
        return lines;
    }
    lines.push(
        "let token = session.token().await?; // renewed in time, once for all tasks".to_owned(),
    );
    lines
}

fn lib(declaration: &Declaration) -> String {
    let names = &declaration.names;
    let name = &names.type_name;
    let mut doc = vec![
        format!("OAuth 2.0 client of {}.", linked(declaration)),
        String::new(),
    ];
    doc.push("# What to register".into());
    doc.push(String::new());
    doc.extend(registration(declaration));
    doc.extend(["".into(), "# Example".into(), "".into(), "```no_run".into()]);
    let scope = if declaration.scopes.is_empty()
        || !(declaration.signs_in || declaration.client_credentials)
    {
        format!("use {}::{name}Client;", names.lib)
    } else {
        format!("use {}::{{{name}Client, {name}Scope}};", names.lib)
    };
    doc.push(scope);
    doc.push(String::new());
    doc.push("# async fn example(callback: String) -> Result<(), oauth_runtime::Error> {".into());
    doc.extend(example(declaration));
    doc.extend(["# Ok(())".into(), "# }".into(), "```".into()]);
    if declaration
        .scopes
        .iter()
        .any(|scope| !scope.about.is_empty())
    {
        doc.extend([
            "".into(),
            "# Scopes".into(),
            "".into(),
            "| scope | name | what it allows |".into(),
            "|---|---|---|".into(),
        ]);
        doc.extend(declaration.scopes.iter().map(|scope| {
            format!(
                "| {} | [`{name}Scope::{}`] | {} |",
                cell(&scope.text),
                scope.variant,
                markdown(&scope.about)
            )
        }));
    }
    let mut text = String::new();
    for line in doc {
        text.push_str(format!("//! {line}").trim_end());
        text.push('\n');
    }
    text.push_str("\nuse oauth_runtime::oauth_provider;\n\npub use oauth_runtime;\n\n");
    let title = match declaration.title.is_empty() {
        true => markdown(names.display.as_deref().unwrap_or(name)),
        false => markdown(&declaration.title),
    };
    text.push_str(&format!("/// {title}\n#[oauth_provider(\n"));
    for entry in &declaration.entries {
        text.push_str(&format!("    {entry},\n"));
    }
    text.push_str(&format!(")]\npub struct {name};\n"));
    text
}

fn readme(declaration: &Declaration) -> String {
    let names = &declaration.names;
    let mut text = format!(
        "# {}\n\nOAuth 2.0 client of {}.\n\n",
        names.crate_name,
        linked(declaration)
    );
    for line in registration(declaration) {
        text.push_str(&format!("- {line}\n"));
    }
    text.push_str("\n```rust\n");
    for line in example(declaration) {
        text.push_str(&line);
        text.push('\n');
    }
    text.push_str("```\n\n`cargo test` runs the declaration against a strict server that is made from it. That shows\n\
                   that it is coherent, not that it is what the vendor wants: hold it against the vendor's page.\n");
    if !declaration.notes.is_empty() {
        text.push_str("\n## Open points\n\n");
        for note in &declaration.notes {
            text.push_str(&format!("- {}\n", code_or_prose(note)));
        }
    }
    text
}

/// A note keeps its code, and everything else in it is prose.
fn code_or_prose(note: &str) -> String {
    let note = crate::plain::plain(note);
    note.split('`')
        .enumerate()
        .map(|(at, piece)| match at % 2 {
            0 => markdown(piece),
            _ => code(piece),
        })
        .collect()
}

fn tests(declaration: &Declaration) -> String {
    let names = &declaration.names;
    let scope = declaration
        .scopes
        .iter()
        .take(3)
        .map(|scope| scope.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let mut text = format!(
        r#"//! The declaration against a strict server that is made from it.

use oauth_mock::MockServer;
use oauth_runtime::spec::{{CallKind, ProviderSpec}};
use oauth_runtime::Provider;

const SPEC: &ProviderSpec = <{lib}::{name} as Provider>::SPEC;
const SCOPE: &str = {scope};

#[tokio::test]
async fn each_call_can_be_planned() -> Result<(), std::boxed::Box<dyn std::error::Error>> {{
    let server = MockServer::start(SPEC).await?;
    let client = server.client().build()?;
    for kind in CallKind::ALL {{
        if SPEC.call(*kind).is_some() {{
            let page = client.explain(*kind)?.ok_or("a declared call has a page")?;
            println!("{{}}\n{{page}}", kind.key());
        }}
    }}
    Ok(())
}}
"#,
        lib = names.lib,
        name = names.type_name,
        scope = literal(&scope),
    );
    if declaration.signs_in {
        text.push_str(
            r#"
#[tokio::test]
async fn a_person_signs_in() -> Result<(), std::boxed::Box<dyn std::error::Error>> {
    let server = MockServer::start(SPEC).await?;
    let client = server.client().build()?;
    let login = client.authorize("http://127.0.0.1:8080/callback", SCOPE).begin()?;
    let session = login.finish(&server.authorize(login.url()).await?).await?;
    session.token().await?;
    server.assert_all_accepted();
    assert_eq!(server.count(CallKind::Token), 1);
    Ok(())
}
"#,
        );
    }
    if declaration.signs_in && declaration.refreshes {
        text.push_str(
            r#"
#[tokio::test]
async fn a_token_that_ran_out_is_renewed() -> Result<(), std::boxed::Box<dyn std::error::Error>> {
    let server = MockServer::start(SPEC).await?;
    let client = server.client().build()?;
    let login = client.authorize("http://127.0.0.1:8080/callback", SCOPE).begin()?;
    let session = login.finish(&server.authorize(login.url()).await?).await?;
    server.clock().advance(std::time::Duration::from_secs(3601));
    session.token().await?;
    server.assert_all_accepted();
    assert_eq!(server.refreshes(), 1);
    Ok(())
}
"#,
        );
    }
    if declaration.client_credentials {
        text.push_str(
            r#"
#[tokio::test]
async fn a_program_gets_a_token_for_itself() -> Result<(), std::boxed::Box<dyn std::error::Error>> {
    let server = MockServer::start(SPEC).await?;
    let session = server.client().build()?.client_credentials(SCOPE).await?;
    session.token().await?;
    server.assert_all_accepted();
    Ok(())
}
"#,
        );
    }
    text
}
