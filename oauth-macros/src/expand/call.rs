//! A call as data: only what differs from the standard form.

use proc_macro2::TokenStream;
use quote::quote;

use super::answer::expand_answer;
use super::spec::expand_duration;
use super::step::expand_steps;
use super::template::{
    Origins, expand_alg, expand_some, expand_template, expand_texts, expand_url, expand_value,
    variant,
};
use crate::model::{CallKind, CheckedCall, ClientAuth, Rule, Template, Value, Word};

pub(super) fn expand_call(call: &CheckedCall, origins: &Origins) -> TokenStream {
    let get = call.method() == "get" && call.place() == "query";
    let kind = expand_kind(call.kind);
    let discovered = call.is_as_discovered();
    let base = match (discovered, get) {
        (true, _) => expand_discovered(call.kind),
        (false, true) => quote!(__o::CallSpec::GET),
        (false, false) => quote!(__o::CallSpec::POST),
    };
    let mut fields = Vec::new();
    if !discovered {
        if call.kind != CallKind::Token || get {
            fields.push(quote!(kind: #kind));
        }
        let url = expand_call_url(call, origins);
        fields.push(quote!(url: #url));
    }
    if !get && call.method() != "post" {
        let method = variant(call.method());
        fields.push(quote!(method: __o::Method::#method));
    }
    if !discovered && !get && call.place() != "form" {
        let place = variant(call.place());
        fields.push(quote!(place: __o::Place::#place));
    }
    fields.extend(expand_auth(call, get, discovered));
    fields.extend(expand_params(call));
    fields.extend(expand_assertion(call));
    if call.is_signed() {
        fields.push(quote!(signed: true));
    }
    if call.is_fresh() {
        fields.push(quote!(fresh: true));
    }
    if call.empty_body {
        fields.push(quote!(empty_body: __o::EmptyBody::JsonObject));
    }
    if let Some(accept) = &call.accept {
        let accept = &accept.value;
        fields.push(quote!(accept: #accept));
    }
    if let Some(media) = &call.content_type {
        let media = expand_some(&media.value);
        fields.push(quote!(content_type: #media));
    }
    fields.extend(expand_answer(&call.answer).map(|answer| quote!(answer: #answer)));
    fields.extend(expand_steps(call, origins));
    if discovered && fields.is_empty() {
        return base;
    }
    quote!(__o::CallSpec { #(#fields,)* ..#base })
}

fn expand_kind(kind: CallKind) -> TokenStream {
    let kind = match kind {
        CallKind::UserInfo => variant("UserInfo"),
        kind => variant(kind.key()),
    };
    quote!(__o::CallKind::#kind)
}

/// A call as metadata tells it.
pub(super) fn expand_discovered(kind: CallKind) -> TokenStream {
    let kind = expand_kind(kind);
    quote!(__o::CallSpec::discovered(#kind))
}

/// The assertion, where the call sends it.
fn expand_assertion(call: &CheckedCall) -> Option<TokenStream> {
    let assertion = &call.assertion.as_ref()?.value;
    if !call.sends_assertion() {
        return None;
    }
    let members = |members: &[(String, Value<Template>)]| {
        let members = members.iter().map(|(name, value)| {
            let value = expand_value(value);
            quote!((#name, #value))
        });
        quote!(&[#(#members),*])
    };
    let alg = expand_alg(assertion.alg.value);
    let key = expand_template(&assertion.key);
    let header = members(&assertion.header);
    let claims = members(&assertion.claims);
    let lifetime = expand_duration(assertion.lifetime);
    Some(quote! {
        assertion: Some(&__o::AssertionSpec {
            alg: #alg,
            key: #key,
            header: #header,
            claims: #claims,
            lifetime: #lifetime,
        })
    })
}

fn expand_call_url(call: &CheckedCall, origins: &Origins) -> TokenStream {
    let url = call.url.as_ref().map_or_else(
        || quote!(__o::UrlSpec::NONE),
        |url| expand_url(url, origins),
    );
    let mut fields = Vec::new();
    if let Some(route) = &call.fragment_route {
        let route = expand_some(&route.value);
        fields.push(quote!(fragment_route: #route));
    }
    if let Some(suffix) = &call.suffix_fragment {
        let suffix = expand_some(&suffix.value);
        fields.push(quote!(suffix_fragment: #suffix));
    }
    if let Some(fallback) = &call.fallback {
        let fallback = expand_url(fallback, origins);
        fields.push(quote!(fallback: Some(&#fallback)));
    }
    if fields.is_empty() {
        url
    } else {
        quote!(__o::UrlSpec { #(#fields,)* ..#url })
    }
}

fn expand_auth(call: &CheckedCall, get: bool, discovered: bool) -> Option<TokenStream> {
    let auth = match call.client_auth.as_ref().map(|auth| &auth.value)? {
        ClientAuth::None if get => return None,
        ClientAuth::None if discovered && !call.kind.authenticates() => return None,
        ClientAuth::Discovered if discovered => return None,
        ClientAuth::Body if !get && !discovered => return None,
        ClientAuth::None => quote!(None),
        ClientAuth::Body => quote!(Body),
        ClientAuth::Basic {
            scheme: None,
            raw: false,
            content: None,
        } => quote!(BASIC),
        ClientAuth::Basic {
            scheme: None,
            raw: true,
            content: None,
        } => quote!(BASIC_RAW),
        ClientAuth::Basic {
            scheme,
            raw,
            content,
        } => {
            let scheme = scheme.as_ref().map(|scheme| {
                let scheme = &scheme.value;
                quote!(scheme: #scheme,)
            });
            let encoding = raw.then(|| quote!(encoding: __o::BasicEncoding::Raw,));
            let content = content.as_ref().map(|word| {
                let word = variant(word.value);
                quote!(content: __o::BasicContent::#word,)
            });
            quote!(Basic(__o::Basic { #scheme #encoding #content ..__o::Basic::DEFAULT }))
        }
        ClientAuth::Query { reason } => quote!(Query { reason: #reason }),
        ClientAuth::Header { id, secret } => {
            let id = match id {
                Some(id) => expand_some(&id.value.to_ascii_lowercase()),
                None => quote!(None),
            };
            let secret = secret.value.to_ascii_lowercase();
            quote!(Header { id: #id, secret: #secret })
        }
        ClientAuth::Authorization(template) => {
            let template = expand_template(template);
            quote!(Authorization(#template))
        }
        ClientAuth::PrivateKeyJwt { alg, audience } => {
            let assertion = expand_client_assertion(alg.as_ref(), audience.as_ref());
            quote!(PrivateKeyJwt(#assertion))
        }
        ClientAuth::ClientSecretJwt { alg, audience } => {
            let assertion = expand_client_assertion(alg.as_ref(), audience.as_ref());
            quote!(ClientSecretJwt(#assertion))
        }
        ClientAuth::Certificate => quote!(TlsClientAuth),
        ClientAuth::Discovered => quote!(Discovered),
    };
    Some(quote!(client_auth: __o::ClientAuth::#auth))
}

fn expand_client_assertion(alg: Option<&Word>, audience: Option<&Word>) -> TokenStream {
    let mut fields = Vec::new();
    if let Some(alg) = alg {
        let alg = expand_alg(alg.value);
        fields.push(quote!(alg: Some(#alg)));
    }
    if let Some(audience) = audience {
        let audience = variant(audience.value);
        fields.push(quote!(audience: __o::Audience::#audience));
    }
    if fields.is_empty() {
        return quote!(__o::ClientAssertion::DEFAULT);
    }
    quote!(__o::ClientAssertion { #(#fields,)* ..__o::ClientAssertion::DEFAULT })
}

fn expand_params(call: &CheckedCall) -> Vec<TokenStream> {
    let mut fields = Vec::new();
    if !call.rules.is_empty() {
        let rules = call
            .rules
            .iter()
            .map(|rule| expand_rule(rule, call.place()));
        fields.push(quote!(rules: &[#(#rules),*]));
    }
    if !call.params.is_empty() {
        let params = call.params.iter().map(|param| {
            let place = param.place.map_or_else(
                || quote!(None),
                |place| {
                    let place = variant(place);
                    quote!(Some(__o::Place::#place))
                },
            );
            let name = cased(&param.name.value, param.place.unwrap_or(call.place()));
            let value = expand_value(&param.value);
            quote!(__o::ExtraParam { name: #name, value: #value, place: #place })
        });
        fields.push(quote!(params: &[#(#params),*]));
    }
    if !call.headers.is_empty() {
        let headers = call.headers.iter().map(|header| {
            let name = header.name.value.to_ascii_lowercase();
            let value = expand_template(&header.value);
            quote!(__o::HeaderSpec { name: #name, value: #value })
        });
        fields.push(quote!(headers: &[#(#headers),*]));
    }
    if !call.order.is_empty() {
        let order = expand_texts(&call.order);
        fields.push(quote!(order: #order));
    }
    fields
}

fn expand_rule(rule: &Rule<Template>, place: &str) -> TokenStream {
    let param = variant(rule.param.value);
    let own = rule.place.as_ref().map_or(place, |place| place.value);
    let name = rule.name.as_ref().map(|name| {
        let name = cased(&name.value, own);
        quote!(.name(#name))
    });
    let place = rule.place.as_ref().map(|place| {
        let place = variant(place.value);
        quote!(.place(__o::Place::#place))
    });
    let value = rule.value.as_ref().map(|value| {
        let value = expand_value(value);
        quote!(.value(#value))
    });
    let presence = rule.presence.map(|presence| {
        let presence = variant(presence);
        quote!(.presence(__o::Presence::#presence))
    });
    quote!(__o::ParamRule::of(__o::Param::#param) #name #place #value #presence)
}

/// Header names are kept in lower case, as HTTP/2 sends them.
fn cased(name: &str, place: &str) -> String {
    if place == "header" {
        name.to_ascii_lowercase()
    } else {
        name.to_owned()
    }
}
