//! The items in their order.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::capabilities::{ALL, capabilities};
use super::client_docs::expand_client_docs;
use super::docs::expand_docs;
use super::extras::expand_extras;
use super::scopes::expand_scopes;
use super::spec::expand_spec;
use super::vars::expand_vars;
use crate::model::Provider;
use crate::parse::{Item, Shape};

/// An item beside the struct, the impl of its trait, and its type.
pub(super) struct Part {
    /// Stands beside the struct.
    pub(super) items: TokenStream,
    /// Stands in the anonymous constant.
    pub(super) impls: TokenStream,
    /// The associated type of `Provider`.
    pub(super) name: TokenStream,
}

/// The documentation of the struct and of the client's alias.
struct Docs {
    item: TokenStream,
    client: TokenStream,
}

/// The expansion of a block without mistakes.
pub(crate) fn expand_provider(item: &Item, provider: &Provider) -> TokenStream {
    let docs = Docs {
        item: expand_docs(item, provider),
        client: expand_client_docs(provider),
    };
    let spec = expand_spec(provider);
    expand(item, provider, &docs, &spec, &capabilities(provider))
}

/// The expansion of a block with mistakes: the item, its names, and every
/// capability, so that no use of the provider becomes an error of its own.
pub(crate) fn expand_broken(item: &Item, provider: &Provider) -> TokenStream {
    let Item {
        attrs,
        body,
        ident,
        shape,
        ..
    } = item;
    if *shape == Shape::Other {
        return quote!(#(#attrs)* #body);
    }
    let docs = Docs {
        item: quote!(#[doc = ""]),
        client: quote!(#[doc = ""]),
    };
    let spec = quote! {
        static SPEC: __o::ProviderSpec = __o::ProviderSpec::DEFAULT;
    };
    if *shape == Shape::OtherStruct {
        // A struct with fields cannot be `Copy`, and its fields are a mistake already reported.
        let vis = &item.vis;
        let unit = Item {
            attrs: attrs.clone(),
            vis: vis.clone(),
            ident: ident.clone(),
            shape: Shape::Unit,
            derives: item.derives.clone(),
            has_docs: item.has_docs,
            body: quote!(#vis struct #ident;),
        };
        return expand(&unit, provider, &docs, &spec, ALL);
    }
    expand(item, provider, &docs, &spec, ALL)
}

fn expand(
    item: &Item,
    provider: &Provider,
    docs: &Docs,
    spec: &TokenStream,
    offered: &[&str],
) -> TokenStream {
    let Item {
        attrs, body, ident, ..
    } = item;
    let runtime = provider.runtime();
    let vis = provider.vis();
    let derives = expand_derives(item);
    let scopes = expand_scopes(provider, provider.block().scopes.as_ref(), "Scope");
    let second = match &provider.block().second_scopes {
        Some(list) => expand_scopes(provider, Some(list), "SecondScope"),
        None => Part {
            items: TokenStream::new(),
            impls: TokenStream::new(),
            name: quote!(__o::NoScope),
        },
    };
    let vars = expand_vars(provider);
    let extras = expand_extras(provider);
    let client = format_ident!("{ident}Client");
    let (docs, client_docs) = (&docs.item, &docs.client);
    let parts = [&scopes, &second, &vars, &extras];
    let items = parts.iter().map(|part| &part.items);
    let impls = parts.iter().map(|part| &part.impls);
    let (scope, second, vars, extras) = (&scopes.name, &second.name, &vars.name, &extras.name);
    let capabilities = offered.iter().map(|name| {
        let name = Ident::new(name, proc_macro2::Span::call_site());
        quote! {
            #[diagnostic::do_not_recommend]
            impl __o::#name for #ident {}
        }
    });
    // A table may name every field; it ends in `..DEFAULT` all the same, so that
    // the runtime can grow fields.
    quote! {
        #(#attrs)*
        #docs
        #derives
        #body
        #(#items)*
        #client_docs
        #vis type #client = #runtime::Client<#ident>;
        #[doc(hidden)]
        #[allow(clippy::needless_update)]
        const _: () = {
            use ::core::option::Option::{self, None, Some};
            use #runtime::__private::v1 as __o;
            #spec
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl __o::Provider for #ident {
                type Vars = #vars;
                type Scope = #scope;
                type SecondScope = #second;
                type Extras = #extras;
                const SPEC: &'static __o::ProviderSpec = &SPEC;
            }
            #(#impls)*
            #(#capabilities)*
        };
    }
}

/// The derives that the user did not write.
fn expand_derives(item: &Item) -> TokenStream {
    let missing: Vec<TokenStream> = [
        ("Clone", quote!(::core::clone::Clone)),
        ("Copy", quote!(::core::marker::Copy)),
        ("Debug", quote!(::core::fmt::Debug)),
    ]
    .into_iter()
    .filter(|(name, _)| item.derives.iter().all(|have| have != name))
    .map(|(_, path)| path)
    .collect();
    if missing.is_empty() {
        TokenStream::new()
    } else {
        quote!(#[derive(#(#missing),*)])
    }
}
