//! The scope enum and its list.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::item::Part;
use super::template::expand_some;
use crate::model::{Provider, Scope, ScopeList, Text};

/// The scope type of a list: an enum, or open text where no scope is named.
pub(super) fn expand_scopes(provider: &Provider, list: Option<&ScopeList>, suffix: &str) -> Part {
    let ident = provider.ident();
    let vis = provider.vis();
    let runtime = provider.runtime();
    let name = format_ident!("{ident}{suffix}");
    let scopes = list.map_or(&[][..], |list| &list.names);
    if scopes.is_empty() {
        let doc = format!(" A scope of [`{ident}`]: any text.");
        return Part {
            items: quote!(#[doc = #doc] #vis type #name = #runtime::OpenScope;),
            impls: TokenStream::new(),
            name: quote!(#name),
        };
    }
    let doc = format!(" A scope of [`{ident}`].");
    let variants = scopes.iter().map(|scope| expand_variant(scope, runtime));
    Part {
        items: quote! {
            #[doc = #doc]
            #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::hash::Hash)]
            #[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]
            #[non_exhaustive]
            #vis enum #name {
                #(#variants,)*
                /// Any other scope.
                Other(#runtime::__private::v1::Cow<'static, str>),
            }
        },
        impls: expand_impl(&name, scopes),
        name: quote!(#name),
    }
}

fn ident_of(scope: &Scope) -> Ident {
    Ident::new(&scope.variant, Span::call_site())
}

fn expand_variant(scope: &Scope, runtime: &TokenStream) -> TokenStream {
    let variant = ident_of(scope);
    if scope.takes_arguments() {
        let doc = format!(" `{}`", scope.value.value.replace("{}", "..."));
        quote!(#[doc = #doc] #variant(#runtime::ScopeArgs))
    } else {
        let doc = format!(" `{}`", scope.value.value);
        quote!(#[doc = #doc] #variant)
    }
}

fn expand_impl(name: &Ident, scopes: &[Scope]) -> TokenStream {
    let values = scopes.iter().map(|scope| {
        let variant = ident_of(scope);
        let value = &scope.value.value;
        if scope.takes_arguments() {
            quote!(Self::#variant(args) => return args.fill(#value))
        } else {
            quote!(Self::#variant => #value)
        }
    });
    let plain = scopes
        .iter()
        .filter(|scope| !scope.takes_arguments())
        .map(|scope| {
            let variant = ident_of(scope);
            let value = &scope.value.value;
            quote!(#value => Self::#variant)
        });
    let other = quote!(Self::Other(__o::Cow::Owned(::core::convert::From::from(
        value
    ))));
    // Scopes with arguments are tried from the first on.
    let rest = scopes
        .iter()
        .rev()
        .filter(|scope| scope.takes_arguments())
        .fold(other, |next, scope| {
            let variant = ident_of(scope);
            let value = &scope.value.value;
            quote! {
                match __o::ScopeArgs::parse(#value, value) {
                    Some(args) => Self::#variant(args),
                    None => #next,
                }
            }
        });
    quote! {
        #[automatically_derived]
        impl __o::ScopeSet for #name {
            fn value(&self) -> __o::Cow<'_, str> {
                __o::Cow::Borrowed(match self { #(#values,)* Self::Other(text) => text })
            }
            fn from_value(value: &str) -> Self {
                match value {
                    #(#plain,)*
                    _ => #rest,
                }
            }
        }
    }
}

/// The list as data; `None` when it is as the RFC has it.
pub(super) fn expand_list(list: &ScopeList) -> Option<TokenStream> {
    let mut fields = Vec::new();
    if let Some(param) = &list.param {
        let param = &param.value;
        fields.push(quote!(param: #param));
    }
    if list.delimiter() != " " {
        let delimiter = list.delimiter();
        fields.push(quote!(delimiter: #delimiter));
    }
    if list.raw {
        fields.push(quote!(raw: true));
    }
    if let Some(literal) = &list.literal {
        let literal = &literal.value;
        fields.push(quote!(literal: #literal));
    }
    if list.is_nested() {
        fields.push(quote!(nested: true));
    }
    if list.required {
        fields.push(quote!(required: true));
    }
    if !list.names.is_empty() {
        let names = list.names.iter().map(|scope| {
            let name = &scope.variant;
            let value = &scope.value.value;
            let implies = expand_indices(list, &scope.implies);
            quote!(__o::ScopeName::of(#name, #value, #implies))
        });
        fields.push(quote!(names: &[#(#names),*]));
    }
    if !list.default.is_empty() {
        let default = expand_indices(list, &list.default);
        fields.push(quote!(default: #default));
    }
    if fields.is_empty() {
        return None;
    }
    Some(quote!(__o::ScopeListSpec { #(#fields,)* ..__o::ScopeListSpec::DEFAULT }))
}

fn expand_indices(list: &ScopeList, names: &[Text]) -> TokenStream {
    let indices = names
        .iter()
        .filter_map(|name| list.index(&name.value))
        .map(Literal::usize_unsuffixed);
    quote!(&[#(#indices),*])
}

/// `Some("scope list")` for a second list.
pub(super) fn expand_second(list: &ScopeList) -> TokenStream {
    let spec = expand_list(list).unwrap_or_else(|| expand_some(""));
    quote!(second_scopes: Some(&#spec))
}
