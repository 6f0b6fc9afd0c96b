//! The table of the provider.

use std::time::Duration;

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::answer::expand_keep;
use super::api::expand_api;
use super::call::{expand_call, expand_discovered};
use super::capabilities::expand_grants;
use super::scopes::{expand_list, expand_second};
use super::standards::{expand_feature, expand_identity, expand_standards};
use super::step::expand_learn;
use super::template::{Origins, expand_some, expand_texts, hook_constant, variant};
use super::vars::expand_var;
use crate::case::snake;
use crate::model::{CallKind, Callback, CheckedCall, Lifetimes, Provider, Redirect, Text};

pub(super) fn expand_spec(provider: &Provider) -> TokenStream {
    let (items, mut fields) = expand_table(provider, None);
    let mut statics = Vec::new();
    let mut tokens = Vec::new();
    for (index, (second, own)) in provider.seconds().iter().enumerate() {
        let name = &second.name.value;
        let (items, fields) = expand_table(own, Some(name));
        let spec = quote::format_ident!("SECOND_{index}");
        statics.push(quote! {
            static #spec: __o::ProviderSpec = {
                #items
                __o::ProviderSpec { #(#fields,)* ..__o::ProviderSpec::DEFAULT }
            };
        });
        let by = match second.by_refresh {
            Some(_) => quote!(Refresh),
            None => quote!(Answer),
        };
        tokens.push(quote! {
            __o::SecondToken { name: #name, spec: &#spec, by: __o::SecondBy::#by }
        });
    }
    if !tokens.is_empty() {
        fields.push(quote!(second_tokens: &[#(#tokens),*]));
    }
    quote! {
        #items
        #(#statics)*
        static SPEC: __o::ProviderSpec = __o::ProviderSpec { #(#fields,)* ..__o::ProviderSpec::DEFAULT };
    }
}

/// What stands before a table, and its fields. The table of a second token has its
/// name behind the provider's.
fn expand_table(provider: &Provider, second: Option<&str>) -> (TokenStream, Vec<TokenStream>) {
    let block = provider.block();
    let ident = provider.ident().to_string();
    let mut id = snake(&ident);
    let mut name = block
        .name
        .as_ref()
        .map_or(&ident, |name| &name.value)
        .clone();
    if let Some(second) = second {
        id = format!("{id}.{second}");
        name = format!("{name} ({second})");
    }
    // The name's place, so that errors lead to the declaration.
    let declared_at = quote_spanned!(provider.ident().span()=> ::core::concat!(::core::file!(), ":", ::core::line!()));
    let urls = provider
        .calls()
        .iter()
        .flat_map(|call| call.url.iter().chain(&call.fallback));
    let origins = Origins::of(urls);
    let constants = origins.expand();
    let mut fields = vec![quote!(id: #id), quote!(name: #name)];
    fields.extend(expand_text("docs", block.docs.as_ref()));
    fields.extend(expand_text("checked", block.checked.as_ref()));
    fields.push(quote!(declared_at: #declared_at));
    if !block.vars.is_empty() {
        let vars = block.vars.iter().map(expand_var);
        fields.push(quote!(vars: &[#(#vars),*]));
    }
    if let Some(list) = block.scopes.as_ref().and_then(expand_list) {
        fields.push(quote!(scopes: #list));
    }
    fields.extend(block.second_scopes.as_ref().map(expand_second));
    let grants = expand_grants(provider);
    fields.push(quote!(grants: #grants));
    let calls = expand_calls(provider, &origins);
    fields.push(quote!(calls: #calls));
    fields.extend(expand_learn(provider.learn(), &origins));
    fields.extend(expand_flow(provider));
    let api = provider.call(CallKind::Api).map(|call| {
        let api = expand_api(call, &origins);
        quote!(static API: __o::ApiSpec = #api;)
    });
    if api.is_some() {
        fields.push(quote!(api: Some(&API)));
    }
    let hooks = block.hooks.iter().map(|(name, path)| {
        let constant = hook_constant(&name.value);
        let name = format!("hook.{}", name.value);
        quote!(const #constant: __o::Hook = __o::Hook { name: #name, call: #path };)
    });
    let jose = expand_feature(provider);
    let signs = provider.calls().iter().any(CheckedCall::needs_signing);
    // Where the runtime lacks the feature, the compiler names it.
    let feature = signs.then(|| {
        quote!(
            const _: () = __o::FEATURE_SIGNING;
        )
    });
    (quote!(#constants #(#hooks)* #feature #jose #api), fields)
}

/// The table of calls; where metadata tells all of them, the runtime has it.
fn expand_calls(provider: &Provider, origins: &Origins) -> TokenStream {
    let calls = provider.calls().iter();
    let tables: Vec<TokenStream> = calls
        .filter(|call| call.kind != CallKind::Api)
        .map(|call| expand_call(call, origins))
        .collect();
    let written = tables.iter().map(ToString::to_string);
    let told = CallKind::DISCOVERED.iter();
    if written.eq(told.map(|kind| expand_discovered(*kind).to_string())) {
        return quote!(__o::CallSpec::DISCOVERED);
    }
    quote!(&[#(#tables),*])
}

fn expand_text(key: &str, text: Option<&Text>) -> Option<TokenStream> {
    let key = proc_macro2::Ident::new(key, proc_macro2::Span::call_site());
    let value = expand_some(&text?.value);
    Some(quote!(#key: #value))
}

/// What is declared about the sign-in and the life of tokens.
fn expand_flow(provider: &Provider) -> Vec<TokenStream> {
    let block = provider.block();
    let mut fields = Vec::new();
    if let Some(callback) = block
        .callback
        .as_ref()
        .and_then(|callback| expand_callback(&callback.value))
    {
        fields.push(quote!(callback: #callback));
    }
    if let Some(pkce) = block.pkce.as_ref().and_then(|pkce| pkce.value.as_ref())
        && pkce.word.value != "s256"
    {
        let word = variant(pkce.word.value);
        fields.push(quote!(pkce: __o::Pkce::#word));
        fields.extend(expand_text("pkce_reason", pkce.reason.as_ref()));
    }
    if block.nonce {
        fields.push(quote!(nonce: true));
    }
    if block.mtls {
        fields.push(quote!(mtls: true));
    }
    fields.extend(expand_identity(provider));
    fields.extend(expand_standards(block));
    if let Some(redirect) = block
        .redirect
        .as_ref()
        .and_then(|redirect| expand_redirect(&redirect.value))
    {
        fields.push(quote!(redirect: #redirect));
    }
    if let Some(lifetimes) = expand_lifetimes(&block.lifetimes) {
        fields.push(quote!(lifetimes: #lifetimes));
    }
    if let Some(rotation) = block
        .rotation
        .as_ref()
        .and_then(|rotation| rotation.value.as_ref())
    {
        let word = variant(rotation.word.value);
        let arguments = (rotation.word.value == "single_use").then(|| {
            let grace = rotation.grace.map_or_else(
                || quote!(None),
                |grace| {
                    let grace = expand_duration(grace);
                    quote!(Some(#grace))
                },
            );
            quote!({ grace: #grace })
        });
        fields.push(quote!(rotation: __o::Rotation::#word #arguments));
    }
    fields.extend(expand_text("insecure_http", block.insecure_http.as_ref()));
    fields
}

fn expand_callback(callback: &Callback) -> Option<TokenStream> {
    let mut fields = Vec::new();
    if let Some(mode) = callback.mode.as_ref().filter(|mode| mode.value != "query") {
        let mode = variant(mode.value);
        fields.push(quote!(mode: __o::CallbackMode::#mode));
    }
    if callback.jwt.is_some() {
        fields.push(quote!(jwt: true));
    }
    let names = [
        (quote!(code), &callback.code),
        (quote!(state), &callback.state),
        (quote!(error), &callback.error),
        (quote!(error_description), &callback.error_description),
    ];
    for (key, text) in names {
        if let Some(text) = text {
            let text = &text.value;
            fields.push(quote!(#key: #text));
        }
    }
    if let Some(policy) = &callback.state_policy {
        let policy = variant(policy.value);
        fields.push(quote!(state_policy: __o::StatePolicy::#policy));
    }
    if callback.iss_required.is_some() {
        fields.push(quote!(iss: __o::IssPolicy::Required));
    }
    if !callback.keep.is_empty() {
        let keep = callback.keep.iter().map(|kept| expand_keep(kept, false));
        fields.push(quote!(keep: &[#(#keep),*]));
    }
    if !callback.denied.is_empty() {
        let denied = expand_texts(&callback.denied);
        fields.push(quote!(denied: #denied));
    }
    if fields.is_empty() {
        return None;
    }
    Some(quote!(__o::CallbackSpec { #(#fields,)* ..__o::CallbackSpec::DEFAULT }))
}

fn expand_redirect(redirect: &Redirect) -> Option<TokenStream> {
    let mut fields = Vec::new();
    let host = redirect.host.as_ref().map(|host| host.value);
    let variant = match host {
        Some("ipv6") => Some(quote!(V6)),
        Some("localhost") => Some(quote!(Localhost)),
        Some("refused") => Some(quote!(Refused)),
        _ => None,
    };
    if let Some(variant) = variant {
        fields.push(quote!(host: __o::LoopbackHost::#variant));
    }
    if !redirect.ports.is_empty() {
        let ports = redirect.ports.iter().copied().map(Literal::u16_unsuffixed);
        fields.push(quote!(ports: &[#(#ports),*]));
    }
    if let Some(path) = redirect
        .path
        .as_ref()
        .filter(|path| path.value != "/callback")
    {
        let path = &path.value;
        fields.push(quote!(path: #path));
    }
    if fields.is_empty() {
        return None;
    }
    Some(quote!(__o::RedirectSpec { #(#fields,)* ..__o::RedirectSpec::DEFAULT }))
}

fn expand_lifetimes(lifetimes: &Lifetimes) -> Option<TokenStream> {
    let named = [
        (quote!(code), &lifetimes.code),
        (quote!(access_token), &lifetimes.access_token),
        (quote!(refresh_token), &lifetimes.refresh_token),
        (quote!(margin), &lifetimes.margin),
    ];
    let fields: Vec<TokenStream> = named
        .into_iter()
        .filter_map(|(key, lifetime)| {
            let duration = expand_duration(lifetime.as_ref()?.value);
            Some(quote!(#key: Some(#duration)))
        })
        .collect();
    if fields.is_empty() {
        return None;
    }
    Some(quote!(__o::Lifetimes { #(#fields,)* ..__o::Lifetimes::DEFAULT }))
}

pub(super) fn expand_duration(duration: Duration) -> TokenStream {
    if duration.subsec_millis() == 0 {
        let seconds = Literal::u64_unsuffixed(duration.as_secs());
        return quote!(__o::secs(#seconds));
    }
    let millis = Literal::u64_unsuffixed(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX));
    quote!(::core::time::Duration::from_millis(#millis))
}
