//! Names of Rust for names of others.

/// The names of a provider's crate.
#[derive(Debug, PartialEq)]
pub(super) struct Names {
    /// `AcmeCrm`
    pub(super) type_name: String,
    /// `oauth-acme-crm`
    pub(super) crate_name: String,
    /// `oauth_acme_crm`
    pub(super) lib: String,
    /// `Acme CRM`, where the type's name alone does not say it.
    pub(super) display: Option<String>,
}

/// Crates of this project that are no provider.
const OWN: &[&str] = &[
    "axum",
    "cli",
    "macros",
    "middleware",
    "mock",
    "pages",
    "runtime",
    "sign-in",
    "stores",
    "tests",
];

impl Names {
    /// The names for what the person calls the provider.
    pub(super) fn of(given: &str) -> Result<Self, String> {
        let given = given.trim();
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
        if given.is_empty() || given.len() > 60 || !given.chars().all(fits) {
            return Err(format!(
                "`{}` cannot name a provider: use up to 60 letters, digits, spaces, `-`, `_` and `.`",
                given.chars().take(60).collect::<String>().escape_default()
            ));
        }
        let words = words(given);
        if !words
            .first()
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            return Err(format!("`{given}` cannot name a type: begin with a letter"));
        }
        let type_name: String = words.iter().map(|word| capital(word)).collect();
        if type_name == "Self" {
            return Err("`Self` cannot name a type: choose another name".into());
        }
        let kebab = words
            .iter()
            .map(|word| word.to_ascii_lowercase())
            .collect::<Vec<_>>()
            .join("-");
        if OWN.contains(&kebab.as_str()) {
            return Err(format!(
                "`oauth-{kebab}` is a crate of this project: choose another name"
            ));
        }
        Ok(Self {
            lib: format!("oauth_{}", kebab.replace('-', "_")),
            crate_name: format!("oauth-{kebab}"),
            display: (given != type_name && given.contains([' ', '.'])).then(|| given.to_owned()),
            type_name,
        })
    }
}

/// `contacts.read`, `contactsRead`, `CONTACTS_READ` are all two words.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        let starts = c.is_ascii_uppercase() && before.is_some_and(|b| !b.is_ascii_uppercase());
        if !c.is_ascii_alphanumeric() || starts {
            words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
        }
        if c.is_ascii_alphanumeric() {
            word.push(c);
        }
        before = Some(c);
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// `read` becomes `Read`, and so does `READ`.
fn capital(word: &str) -> String {
    let shouted = word.len() > 1 && word.chars().all(|c| !c.is_ascii_lowercase());
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first
        .into_iter()
        .chain(chars.map(|c| if shouted { c.to_ascii_lowercase() } else { c }))
        .collect()
}

/// A name for a scope or a choice, and not one of those that are taken.
pub(super) fn variant(text: &str, taken: &[String]) -> String {
    // Google's scopes are addresses; what tells them apart is the path.
    let text = match text.split_once("://") {
        Some((_, rest)) => match rest.split_once('/') {
            Some((_, path)) if path.contains(|c: char| c.is_ascii_alphanumeric()) => path,
            _ => rest,
        },
        None => text,
    };
    let mut name: String = words(text).iter().map(|word| capital(word)).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.insert_str(0, "Scope");
    }
    // `Other` is the open escape of every scope list.
    if matches!(name.as_str(), "Self" | "Other") {
        name.push_str("Scope");
    }
    unique(name, taken)
}

fn unique(name: String, taken: &[String]) -> String {
    if !taken.contains(&name) {
        return name;
    }
    (2_u32..)
        .map(|number| format!("{name}{number}"))
        .find(|name| !taken.contains(name))
        .unwrap_or(name)
}

/// The name of a tenant value for a placeholder: `basePath` becomes `base_path`.
pub(super) fn variable(text: &str) -> String {
    const RESERVED: &[&str] = &[
        // Words of the language.
        "as",
        "async",
        "await",
        "break",
        "const",
        "continue",
        "crate",
        "dyn",
        "else",
        "enum",
        "extern",
        "false",
        "fn",
        "for",
        "gen",
        "if",
        "impl",
        "in",
        "let",
        "loop",
        "match",
        "mod",
        "move",
        "mut",
        "pub",
        "ref",
        "return",
        "self",
        "static",
        "struct",
        "super",
        "trait",
        "true",
        "type",
        "unsafe",
        "use",
        "where",
        "while",
        "abstract",
        "become",
        "box",
        "do",
        "final",
        "macro",
        "override",
        "priv",
        "try",
        "typeof",
        "unsized",
        "virtual",
        "yield",
        // What the runtime fills in by itself, and settings of every provider.
        "client_id",
        "client_secret",
        "redirect_uri",
        "scope",
        "access_token",
        "refresh_token",
        "token",
        "callback",
        "issuer",
        // Types that stand beside the provider's.
        "vars",
        "extras",
        "client",
        "second_scope",
    ];
    let name = words(text)
        .iter()
        .map(|word| word.to_ascii_lowercase())
        .collect::<Vec<_>>()
        .join("_");
    let name = match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => name,
        false => format!("value_{name}").trim_end_matches('_').to_owned(),
    };
    match RESERVED.contains(&name.as_str()) {
        true => format!("{name}_value"),
        false => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_has_one_name_in_many_forms() {
        for (given, type_name, crate_name, display) in [
            ("acme", "Acme", "oauth-acme", None),
            ("acme-crm", "AcmeCrm", "oauth-acme-crm", None),
            ("AcmeCrm", "AcmeCrm", "oauth-acme-crm", None),
            ("Acme CRM", "AcmeCrm", "oauth-acme-crm", Some("Acme CRM")),
            (
                "monday.com",
                "MondayCom",
                "oauth-monday-com",
                Some("monday.com"),
            ),
            ("Box", "Box", "oauth-box", None),
        ] {
            let names = Names::of(given).unwrap();
            assert_eq!(
                (
                    &*names.type_name,
                    &*names.crate_name,
                    names.display.as_deref()
                ),
                (type_name, crate_name, display)
            );
        }
        for bad in [
            "", "../x", "a\"b", "9lives", "self", "mock", "sign in", "ä", "-", "a/b", "x;y", "a\nb",
        ] {
            assert!(Names::of(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_scope_has_a_name_of_its_own() {
        let mut taken = Vec::new();
        for (text, name) in [
            ("contacts.read", "ContactsRead"),
            ("contacts:read", "ContactsRead2"),
            ("contacts_read", "ContactsRead3"),
            ("READ", "Read"),
            ("readWrite", "ReadWrite"),
            (
                "https://www.example.com/auth/drive.readonly",
                "AuthDriveReadonly",
            ),
            ("https://api.example/", "ApiExample"),
            ("1", "Scope1"),
            ("*", "Scope"),
            ("self", "SelfScope"),
            ("other", "OtherScope"),
            ("default", "Default"),
        ] {
            let found = variant(text, &taken);
            assert_eq!(found, name, "{text}");
            taken.push(found);
        }
    }

    #[test]
    fn a_placeholder_becomes_a_field() {
        for (text, name) in [
            ("tenant", "tenant"),
            ("basePath", "base_path"),
            ("YOUR_DOMAIN", "your_domain"),
            ("type", "type_value"),
            ("client_id", "client_id_value"),
            ("2", "value_2"),
            ("-", "value"),
        ] {
            assert_eq!(variable(text), name);
        }
    }
}
