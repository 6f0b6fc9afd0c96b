//! Names in the two cases of Rust.

/// `contacts.read` and `contacts_read` become `ContactsRead`; `ReadAll` stays.
pub(crate) fn camel(text: &str) -> String {
    let mut out = String::new();
    let mut up = true;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if up {
                out.extend(c.to_uppercase());
            } else {
                out.push(c);
            }
            up = false;
        } else {
            up = true;
        }
    }
    out
}

/// `AcmeCrm` becomes `acme_crm`; every other character becomes `_`.
pub(crate) fn snake(text: &str) -> String {
    let mut out = String::new();
    let mut before_lower = false;
    for c in text.chars() {
        if c.is_uppercase() {
            if before_lower {
                out.push('_');
            }
            out.extend(c.to_lowercase());
            before_lower = false;
        } else if c.is_alphanumeric() {
            out.push(c);
            before_lower = true;
        } else {
            if !out.is_empty() && !out.ends_with('_') {
                out.push('_');
            }
            before_lower = false;
        }
    }
    out
}

/// Whether a text can be the name of a field or, in upper case, of a variant.
pub(crate) fn is_ident(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_')
        && text.chars().any(char::is_alphanumeric)
}

/// Words that cannot be the name of a field.
pub(crate) fn is_reserved(text: &str) -> bool {
    const RESERVED: &[&str] = &[
        "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum",
        "extern", "false", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "match", "mod",
        "move", "mut", "pub", "ref", "return", "self", "Self", "static", "struct", "super",
        "trait", "true", "type", "unsafe", "use", "where", "while", "abstract", "become", "box",
        "do", "final", "macro", "override", "priv", "try", "typeof", "unsized", "virtual", "yield",
    ];
    RESERVED.contains(&text)
}
