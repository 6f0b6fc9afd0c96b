//! A last look at generated code: that it holds nothing but a declaration.

use proc_macro2::{TokenStream, TokenTree};

/// Checks the text of a `lib.rs` that was made from a document of a stranger: it must be
/// one annotated struct, one import and one re-export, and all else are literals.
pub(super) fn check(text: &str, type_name: &str) -> Result<(), String> {
    let stream: TokenStream = text.parse().map_err(|_| {
        "what was made is no Rust; please report this, with the document".to_owned()
    })?;
    let shape: String = stream.into_iter().map(|token| shape(&token)).collect();
    let expected = format!(
        "use oauth_runtime :: oauth_provider ; pub use oauth_runtime ; # [] pub struct {type_name} ; "
    );
    // Documentation comments are attributes to the lexer.
    let bare = shape.replace("# ! [] ", "");
    let bare = match bare.rfind("# [] pub struct") {
        Some(at) => format!(
            "{}{}",
            bare.get(..at).unwrap_or_default().replace("# [] ", ""),
            bare.get(at..).unwrap_or_default()
        ),
        None => bare,
    };
    match bare == expected {
        true => Ok(()),
        false => Err(
            "what was made is more than a declaration; please report this, with the document"
                .into(),
        ),
    }
}

fn shape(token: &TokenTree) -> String {
    match token {
        TokenTree::Group(_) => "[] ".to_owned(),
        TokenTree::Ident(ident) => format!("{ident} "),
        TokenTree::Punct(punct) if punct.spacing() == proc_macro2::Spacing::Joint => {
            punct.as_char().to_string()
        }
        TokenTree::Punct(punct) => format!("{} ", punct.as_char()),
        TokenTree::Literal(_) => "literal ".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_declaration_is_let_through() {
        let good = "//! A crate.\n\nuse oauth_runtime::oauth_provider;\n\npub use oauth_runtime;\n\n/// Acme.\n#[oauth_provider(token = \"x\")]\npub struct Acme;\n";
        assert_eq!(check(good, "Acme"), Ok(()));
        for bad in [
            format!("{good}fn main() {{}}"),
            good.replace("//! A crate.", "//! A crate.\nmod evil;"),
            good.replace("pub struct Acme;", "pub struct Acme {}"),
            good.replace("\"x\"", "\"x"),
        ] {
            assert!(check(&bad, "Acme").is_err(), "{bad}");
        }
    }
}
