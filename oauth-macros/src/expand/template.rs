//! Templates, URLs and values as data.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::case::camel;
use crate::model::{Encode, Part, Slot, Template, Text, TimeForm, Url, Value};

/// A Rust name made of a word of the language: `form_post` is `FormPost`.
pub(super) fn variant(word: &str) -> Ident {
    Ident::new(&camel(word), Span::call_site())
}

/// The runtime's name of a signature algorithm.
pub(super) fn expand_alg(word: &str) -> TokenStream {
    let name = match word {
        "eddsa" => Ident::new("EdDsa", Span::call_site()),
        word => variant(word),
    };
    quote!(__o::Alg::#name)
}

/// `Some("text")`
pub(super) fn expand_some(text: &str) -> TokenStream {
    quote!(Some(#text))
}

/// `&["a", "b"]`
pub(super) fn expand_texts<'t>(texts: impl IntoIterator<Item = &'t Text>) -> TokenStream {
    let texts = texts.into_iter().map(|text| &text.value);
    quote!(&[#(#texts),*])
}

pub(super) fn expand_template(template: &[Part]) -> TokenStream {
    let parts = merged(template);
    let parts = parts.iter().map(expand_part);
    quote!(&[#(#parts),*])
}

/// Neighbouring literals become one.
fn merged(template: &[Part]) -> Template {
    let mut parts: Template = Vec::new();
    for part in template {
        match (parts.last_mut(), part) {
            (Some(Part::Lit(before)), Part::Lit(text)) => before.push_str(text),
            _ => parts.push(part.clone()),
        }
    }
    parts
}

fn expand_part(part: &Part) -> TokenStream {
    match part {
        Part::Lit(text) => quote!(__o::Part::Lit(#text)),
        Part::Var(index, value, encode) => {
            let index = Literal::usize_unsuffixed(*index);
            let value = Literal::usize_unsuffixed(*value);
            let encode = expand_encode(*encode);
            quote!(__o::Part::Var(#index, #value, #encode))
        }
        Part::Slot(slot, encode) => {
            let encode = expand_encode(*encode);
            let slot = match slot {
                Slot::Standard(name) => {
                    let name = variant(name);
                    quote!(#name)
                }
                Slot::Token(name) => quote!(Token(#name)),
                Slot::Callback(name) => quote!(Callback(#name)),
                Slot::Step(step, name) => quote!(Step(#step, #name)),
            };
            quote!(__o::Part::Slot(__o::Slot::#slot, #encode))
        }
        Part::Now(form, offset, encode) => {
            let encode = expand_encode(*encode);
            let offset = Literal::i64_unsuffixed(*offset);
            let form = match form {
                TimeForm::Seconds => quote!(Seconds),
                TimeForm::Milliseconds => quote!(Milliseconds),
                TimeForm::Pattern(pattern) => quote!(Pattern(#pattern)),
            };
            quote!(__o::Part::Now(__o::TimeForm::#form, #offset, #encode))
        }
        Part::Call(name, arguments, encode) => {
            let encode = expand_encode(*encode);
            let name = match *name {
                "base64url" => variant("base64_url"),
                name => variant(name),
            };
            let arguments = arguments.iter().map(|argument| expand_template(argument));
            quote!(__o::Part::Call(__o::Function::#name, &[#(#arguments),*], #encode))
        }
        Part::Hook(name, encode) => {
            let encode = expand_encode(*encode);
            let hook = hook_constant(name);
            quote!(__o::Part::Hook(#hook, #encode))
        }
    }
}

/// The constant that holds a hook.
pub(super) fn hook_constant(name: &str) -> Ident {
    quote::format_ident!("HOOK_{}", name.to_uppercase())
}

fn expand_encode(encode: Encode) -> TokenStream {
    match encode {
        Encode::Host => quote!(__o::Encode::Host),
        Encode::Origin => quote!(__o::Encode::Origin),
        Encode::Segment => quote!(__o::Encode::Segment),
        Encode::Path => quote!(__o::Encode::Path),
        Encode::Query => quote!(__o::Encode::Query),
        Encode::Raw => quote!(__o::Encode::Raw),
    }
}

/// Origins that several calls share: each is written once.
pub(super) struct Origins(Vec<Template>);

impl Origins {
    pub(super) fn of<'u>(urls: impl Iterator<Item = &'u Url> + Clone) -> Self {
        let mut shared: Vec<Template> = Vec::new();
        for url in urls.clone() {
            let uses = urls
                .clone()
                .filter(|other| other.origin == url.origin)
                .count();
            if uses > 1 && !shared.contains(&url.origin) {
                shared.push(url.origin.clone());
            }
        }
        Self(shared)
    }

    /// The constants of the shared origins.
    pub(super) fn expand(&self) -> TokenStream {
        let constants = self.0.iter().enumerate().map(|(index, origin)| {
            let name = constant(index);
            let origin = expand_template(origin);
            quote!(const #name: &[__o::Part] = #origin;)
        });
        quote!(#(#constants)*)
    }
}

fn constant(index: usize) -> Ident {
    quote::format_ident!("ORIGIN_{index}")
}

pub(super) fn expand_url(url: &Url, origins: &Origins) -> TokenStream {
    let shared = origins.0.iter().position(|origin| *origin == url.origin);
    let origin = match shared.map(constant) {
        Some(name) => quote!(#name),
        None => expand_template(&url.origin),
    };
    let rest = expand_template(&url.rest);
    quote!(__o::UrlSpec::new(#origin, #rest))
}

pub(super) fn expand_value(value: &Value<Template>) -> TokenStream {
    match value {
        Value::Text(template) => {
            let template = expand_template(template);
            quote!(__o::ValueSpec::Text(#template))
        }
        Value::Number(number) => quote!(__o::ValueSpec::Number(#number)),
        Value::Bool(value) => quote!(__o::ValueSpec::Bool(#value)),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| {
                let value = expand_value(value);
                quote!((#name, #value))
            });
            quote!(__o::ValueSpec::Object(&[#(#fields),*]))
        }
        Value::Array(values) => {
            let values = values.iter().map(expand_value);
            quote!(__o::ValueSpec::Array(&[#(#values),*]))
        }
    }
}
