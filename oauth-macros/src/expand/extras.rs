//! The struct of kept values.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::item::Part;
use crate::model::{Kept, Kind, Provider};

pub(super) fn expand_extras(provider: &Provider) -> Part {
    let kept = provider.kept();
    if kept.is_empty() {
        return Part {
            items: TokenStream::new(),
            impls: TokenStream::new(),
            name: quote!(__o::NoExtras),
        };
    }
    let ident = provider.ident();
    let vis = provider.vis();
    let name = format_ident!("{ident}Extras");
    let doc = format!(" What [`{ident}`] tells beside its tokens.");
    let fields = kept.iter().map(|kept| {
        let field = Ident::new(&kept.name.value, Span::call_site());
        let ty = expand_type(provider, kept);
        let doc = format!(" The `{}` of the answer.", kept.name.value);
        quote!(#[doc = #doc] pub #field: ::core::option::Option<#ty>)
    });
    let reads = kept.iter().map(|kept| {
        let field = Ident::new(&kept.name.value, Span::call_site());
        let text = &kept.name.value;
        let method = match kept.kind.value {
            Kind::Json(_) => quote!(json),
            Kind::Secret => quote!(secret),
            _ => quote!(text),
        };
        quote!(#field: kept.#method(#text))
    });
    Part {
        // A program may keep a value for its URLs alone and read no field.
        items: quote! {
            #[doc = #doc]
            #[derive(::core::clone::Clone, ::core::fmt::Debug)]
            #[allow(dead_code)]
            #vis struct #name { #(#fields,)* }
        },
        impls: quote! {
            #[automatically_derived]
            impl __o::Extras for #name {
                fn read(kept: &__o::Kept) -> Self {
                    Self { #(#reads),* }
                }
            }
        },
        name: quote!(#name),
    }
}

fn expand_type(provider: &Provider, kept: &Kept) -> TokenStream {
    let runtime = provider.runtime();
    match &kept.kind.value {
        Kind::Json(Some(ty)) => ty.clone(),
        Kind::Json(None) => quote!(#runtime::__private::v1::Json),
        Kind::Secret => quote!(#runtime::Secret),
        _ => quote!(#runtime::__private::v1::String),
    }
}
