//! The struct of tenant variables, its enums, and their kinds as data.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::item::Part;
use super::template::expand_texts;
use crate::case::{camel, snake};
use crate::model::{Choice, Kind, Provider, TAKEN, Var};

pub(super) fn expand_vars(provider: &Provider) -> Part {
    let vars = &provider.block().vars;
    if vars.is_empty() {
        return Part {
            items: TokenStream::new(),
            impls: TokenStream::new(),
            name: quote!(__o::NoVars),
        };
    }
    let ident = provider.ident();
    let vis = provider.vis();
    let name = format_ident!("{ident}Vars");
    let doc = format!(" What a client of [`{ident}`] must know of its tenant.");
    let fields = vars.iter().map(|var| {
        let field = field_of(var);
        let ty = expand_type(provider, var);
        let doc = expand_field_doc(var);
        quote!(#[doc = #doc] pub #field: #ty)
    });
    let enums = vars.iter().map(|var| expand_enum(provider, var));
    let default = vars
        .iter()
        .all(|var| !is_required(var))
        .then(|| quote!(, ::core::default::Default));
    let new = expand_new(provider, &name);
    let values = vars.iter().enumerate().map(|(index, var)| {
        let index = Literal::usize_unsuffixed(index);
        let value = expand_value(provider, var);
        quote!(#index => #value)
    });
    Part {
        items: quote! {
            #[doc = #doc]
            #[derive(::core::clone::Clone, ::core::fmt::Debug #default)]
            #vis struct #name { #(#fields,)* }
            #new
            #(#enums)*
        },
        impls: quote! {
            #[automatically_derived]
            impl __o::Vars for #name {
                fn value(&self, index: usize) -> Option<&str> {
                    match index {
                        #(#values,)*
                        _ => None,
                    }
                }
            }
        },
        name: quote!(#name),
    }
}

fn field_of(var: &Var) -> Ident {
    Ident::new(&var.name.value, Span::call_site())
}

fn enum_of(provider: &Provider, var: &Var) -> Ident {
    let name = camel(&var.name.value);
    // Reported as a collision; the stub must not add errors to that.
    let suffix = if TAKEN.contains(&name.as_str()) {
        "Choice"
    } else {
        ""
    };
    format_ident!("{}{name}{suffix}", provider.ident())
}

fn is_choice(var: &Var) -> bool {
    matches!(var.kind.value, Kind::OneOf(_))
}

/// Whether a client cannot be built without a value.
fn is_required(var: &Var) -> bool {
    !var.optional && var.default.is_none()
}

/// Whether the field is an `Option`: an enum with a default has it as its own.
fn is_option(var: &Var) -> bool {
    var.optional || (var.default.is_some() && !is_choice(var))
}

fn expand_base_type(provider: &Provider, var: &Var) -> TokenStream {
    let runtime = provider.runtime();
    match &var.kind.value {
        Kind::OneOf(_) => {
            let name = enum_of(provider, var);
            quote!(#name)
        }
        Kind::Secret => quote!(#runtime::Secret),
        Kind::Path => quote!(#runtime::value::PathSegments),
        kind => {
            let name = Ident::new(kind.name(), Span::call_site());
            quote!(#runtime::value::#name)
        }
    }
}

fn expand_type(provider: &Provider, var: &Var) -> TokenStream {
    let base = expand_base_type(provider, var);
    if is_option(var) {
        quote!(::core::option::Option<#base>)
    } else {
        base
    }
}

fn expand_field_doc(var: &Var) -> String {
    let name = var
        .wire
        .as_ref()
        .map_or(&var.name.value, |wire| &wire.value);
    let default = match &var.default {
        Some(default) => format!("; `{}` when it is not set", default.value),
        None if var.optional => "; may be unset".to_owned(),
        None => String::new(),
    };
    let patterns = match var.kind.value.patterns() {
        None | Some([]) => String::new(),
        Some(patterns) => {
            let patterns: Vec<String> = patterns
                .iter()
                .map(|text| format!("`{}`", text.value))
                .collect();
            format!(", one of {}", patterns.join(", "))
        }
    };
    format!(" The `{name}`{patterns}{default}.")
}

fn expand_enum(provider: &Provider, var: &Var) -> Option<TokenStream> {
    let choices = var.choices();
    if choices.is_empty() {
        return None;
    }
    let vis = provider.vis();
    let name = enum_of(provider, var);
    let doc = format!(" The `{}` of [`{}`].", var.name.value, provider.ident());
    let default = var.default.as_ref();
    let derive = default.map(|_| quote!(, ::core::default::Default));
    let variants = choices.iter().map(|choice| {
        let doc = expand_choice_doc(choice);
        let mark = default
            .filter(|default| default.value == choice.variant.value)
            .map(|_| quote!(#[default]));
        let variant = Ident::new(&choice.variant.value, Span::call_site());
        quote!(#[doc = #doc] #mark #variant)
    });
    Some(quote! {
        #[doc = #doc]
        #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug #derive)]
        #[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]
        #vis enum #name { #(#variants),* }
    })
}

fn expand_choice_doc(choice: &Choice) -> String {
    let values: Vec<String> = choice
        .values
        .iter()
        .map(|(_, value)| format!("`{}`", value.value))
        .collect();
    format!(" {}", values.join(", "))
}

/// A constructor where some values are required and some are not.
fn expand_new(provider: &Provider, name: &Ident) -> Option<TokenStream> {
    let vars = &provider.block().vars;
    let required: Vec<&Var> = vars.iter().filter(|var| is_required(var)).collect();
    if required.is_empty() || required.len() == vars.len() {
        return None;
    }
    let arguments = required.iter().map(|var| {
        let field = field_of(var);
        let ty = expand_type(provider, var);
        quote!(#field: #ty)
    });
    let fields = vars.iter().map(|var| {
        let field = field_of(var);
        if is_required(var) {
            quote!(#field)
        } else if is_option(var) {
            quote!(#field: ::core::option::Option::None)
        } else {
            quote!(#field: ::core::default::Default::default())
        }
    });
    Some(quote! {
        impl #name {
            /// The required values; the others keep their defaults.
            #[must_use]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#fields),* }
            }
        }
    })
}

fn expand_value(provider: &Provider, var: &Var) -> TokenStream {
    let field = field_of(var);
    if is_choice(var) {
        let name = enum_of(provider, var);
        let arms = |open: &TokenStream| {
            let arms = var.choices().iter().map(|choice| {
                let variant = Ident::new(&choice.variant.value, Span::call_site());
                let text = snake(&choice.variant.value);
                let pattern = if open.is_empty() {
                    quote!(#name::#variant)
                } else {
                    quote!(Some(#name::#variant))
                };
                quote!(#pattern => Some(#text))
            });
            quote!(#(#arms),*)
        };
        if is_option(var) {
            let arms = arms(&quote!(Some));
            return quote!(match self.#field { #arms, None => None });
        }
        let arms = arms(&TokenStream::new());
        return quote!(match self.#field { #arms });
    }
    let (method, ty) = match var.kind.value {
        Kind::Secret => (quote!(expose), quote!(__o::Secret)),
        Kind::Path => (quote!(as_str), quote!(__o::PathSegments)),
        ref kind => {
            let name = Ident::new(kind.name(), Span::call_site());
            (quote!(as_str), quote!(__o::#name))
        }
    };
    if is_option(var) {
        quote!(self.#field.as_ref().map(#ty::#method))
    } else {
        quote!(Some(self.#field.#method()))
    }
}

/// A variable as data.
pub(super) fn expand_var(var: &Var) -> TokenStream {
    let name = &var.name.value;
    let kind = expand_kind(&var.kind.value);
    let wire = var.wire.as_ref().map(|wire| {
        let wire = &wire.value;
        quote!(.wire(#wire))
    });
    let optional = var.optional.then(|| quote!(.optional()));
    let default = var.default.as_ref().map(|default| {
        let text = if is_choice(var) {
            snake(&default.value)
        } else {
            default.value.clone()
        };
        quote!(.or(#text))
    });
    quote!(__o::VarSpec::of(#name, #kind) #wire #optional #default)
}

/// A kind as data.
pub(super) fn expand_kind(kind: &Kind) -> TokenStream {
    let name = Ident::new(kind.name(), Span::call_site());
    let arguments = match kind {
        Kind::OneOf(choices) => {
            let choices = choices.iter().map(|choice| {
                let name = snake(&choice.variant.value);
                let values = choice.values.iter().map(|(field, value)| {
                    let value = &value.value;
                    quote!((#field, #value))
                });
                quote!(__o::Choice { name: #name, values: &[#(#values),*] })
            });
            Some(quote!((&[#(#choices),*])))
        }
        kind => kind.patterns().map(|patterns| {
            let patterns = expand_texts(patterns);
            quote!((#patterns))
        }),
    };
    quote!(__o::VarKind::#name #arguments)
}
