//! The API as data.

use proc_macro2::TokenStream;
use quote::quote;

use super::answer::{expand_check, expand_statuses};
use super::call::expand_call;
use super::template::{Origins, expand_some, expand_texts};
use crate::model::{Api, Bearer, CheckedCall};

pub(super) fn expand_api(call: &CheckedCall, origins: &Origins) -> TokenStream {
    let api = &call.api;
    let own = expand_call(call, origins);
    let mut fields = vec![quote!(call: #own)];
    if let Some(path) = &api.path {
        let path = expand_some(&path.value);
        fields.push(quote!(path: #path));
    }
    if !api.trust.is_empty() {
        let trust = expand_texts(&api.trust);
        fields.push(quote!(trust: #trust));
    }
    if !api.bearer.is_empty() {
        let bearer = api.bearer.iter().map(expand_bearer);
        fields.push(quote!(bearer: &[#(#bearer),*]));
    }
    if let Some(statuses) = &api.renew_on {
        let statuses = expand_statuses(statuses);
        fields.push(quote!(renew_on: #statuses));
    }
    if let Some(check) = &api.renew_if {
        let check = expand_check(check);
        fields.push(quote!(renew_if: Some(#check)));
    }
    if !api.stop_on.is_empty() {
        let statuses = expand_statuses(&api.stop_on);
        fields.push(quote!(stop_on: #statuses));
    }
    if let Some(check) = &api.lockout {
        let check = expand_check(check);
        fields.push(quote!(lockout: Some(#check)));
    }
    fields.extend(expand_rate_limit(api));
    quote!(__o::ApiSpec { #(#fields,)* ..__o::ApiSpec::DEFAULT })
}

fn expand_bearer(bearer: &Bearer) -> TokenStream {
    match bearer {
        Bearer::Authorization(None) => quote!(__o::Bearer::DEFAULT),
        Bearer::Authorization(Some(scheme)) => {
            let scheme = &scheme.value;
            quote!(__o::Bearer::Authorization { scheme: #scheme })
        }
        Bearer::Header(name) => {
            let name = name.value.to_ascii_lowercase();
            quote!(__o::Bearer::Header { name: #name })
        }
        Bearer::Query(name) => {
            let name = &name.value;
            quote!(__o::Bearer::Query { name: #name })
        }
        Bearer::Declared => quote!(__o::Bearer::Declared),
        Bearer::Cookie(name) => {
            let name = &name.value;
            quote!(__o::Bearer::Cookie { name: #name })
        }
    }
}

fn expand_rate_limit(api: &Api) -> Option<TokenStream> {
    let mut fields = Vec::new();
    if let Some(name) = &api.limit {
        let name = expand_some(&name.value.to_ascii_lowercase());
        fields.push(quote!(limit: #name));
    }
    if let Some(name) = &api.remaining {
        let name = expand_some(&name.value.to_ascii_lowercase());
        fields.push(quote!(remaining: #name));
    }
    if let Some((name, form)) = &api.reset {
        let name = name.value.to_ascii_lowercase();
        let form = match form.value {
            "epoch" => quote!(EpochSeconds),
            "delay" => quote!(DelaySeconds),
            _ => quote!(Iso8601),
        };
        fields.push(quote!(reset: Some((#name, __o::ResetForm::#form))));
    }
    if fields.is_empty() {
        return None;
    }
    Some(quote!(rate_limit: __o::RateLimitSpec { #(#fields,)* ..__o::RateLimitSpec::DEFAULT }))
}
