//! The declarations on disk.

use std::fs;
use std::path::{Path, PathBuf};

use super::block::Block;

/// The families: feature and module, and what a reader finds there.
pub(crate) const FAMILIES: &[(&str, &str)] = &[
    (
        "accounting",
        "Accounting, banking, expenses, and business software (ERP)",
    ),
    ("commerce", "Shops, marketplaces and payments"),
    ("communication", "Telephony, mail, chat and meetings"),
    ("crm", "Customer records, sales and support"),
    ("developer", "Code, issues, data platforms and automation"),
    (
        "files",
        "Files, documents, signatures, pictures and content",
    ),
    ("google", "Google"),
    ("health", "Health care and fitness"),
    ("hr", "Personnel, payroll, recruiting and learning"),
    ("identity", "Identity providers and sign-in"),
    ("marketing", "Marketing, advertising and analytics"),
    ("mcp", "Servers of the Model Context Protocol"),
    ("microsoft", "Microsoft"),
    (
        "operations",
        "Field service, IT, security, property, travel and law",
    ),
    ("productivity", "Tasks, notes, time and appointments"),
    ("social", "Social networks, media and games"),
];

/// A declaration on disk.
pub(crate) struct Declaration {
    pub(crate) family: String,
    /// The file's stem.
    pub(crate) module: String,
    pub(crate) type_name: String,
    /// The row of the facts table.
    pub(crate) row: String,
    pub(crate) alias_of: Option<String>,
    /// The first line of the documentation: name and purpose.
    pub(crate) summary: String,
    /// The attribute block; of a provider that has its own crate, the one there.
    pub(crate) block: Block,
    /// The crate it is re-exported from, if it is not declared here.
    pub(crate) crate_name: Option<String>,
}

/// The directory of this crate.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The lines `key: text` of a list beside the tests.
pub(crate) fn retold(file: &str) -> Vec<(String, String)> {
    let path = root().join("tests/all/generate").join(file);
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter_map(|line| line.split_once(": "));
    lines
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .collect()
}

/// All declarations, by family and type.
pub(crate) fn declarations() -> Vec<Declaration> {
    let mut found = Vec::new();
    for (family, _) in FAMILIES {
        for entry in fs::read_dir(root().join("src").join(family)).unwrap() {
            let path = entry.unwrap().path();
            let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
            if module != "mod" {
                found.push(read(family, module, &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort_by(|a, b| (&a.family, &a.type_name).cmp(&(&b.family, &b.type_name)));
    found
}

fn read(family: &str, module: String, text: &str) -> Declaration {
    let ticked = |label: &str| {
        let (_, rest) = text.split_once(label)?;
        Some(rest.split('`').next().unwrap_or_default().to_owned())
    };
    let own_crate = text.split_once("pub use ").map(|(_, rest)| {
        rest.split("::")
            .next()
            .unwrap_or_default()
            .replace('_', "-")
    });
    let source = match &own_crate {
        Some(name) => {
            let short = name.trim_start_matches("oauth-");
            let path = root().join(format!("../{short}/src/provider.rs"));
            fs::read_to_string(path).unwrap()
        }
        None => text.to_owned(),
    };
    let (_, rest) = source
        .split_once("pub struct ")
        .unwrap_or_else(|| panic!("{family}/{module}: no struct"));
    let mut summary = text
        .lines()
        .map(|line| line.trim_start_matches("//!").trim_start_matches("///"))
        .skip_while(|line| line.is_empty() || line.starts_with("use "))
        .take_while(|line| !line.is_empty())
        .map(str::trim);
    Declaration {
        family: family.to_owned(),
        type_name: rest.split(';').next().unwrap_or_default().to_owned(),
        row: ticked("Source: row `").unwrap_or_else(|| panic!("{family}/{module}: no row")),
        alias_of: ticked("Shares the login of row `"),
        summary: summary.by_ref().collect::<Vec<_>>().join(" "),
        block: Block::of(&source),
        crate_name: own_crate,
        module,
    }
}
