//! Placeholder until the macro's own lib.rs replaces this file.
/// Placeholder.
#[proc_macro_attribute]
pub fn oauth_provider(_a: proc_macro::TokenStream, i: proc_macro::TokenStream) -> proc_macro::TokenStream { i }
