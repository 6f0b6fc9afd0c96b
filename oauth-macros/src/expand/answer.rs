//! How an answer is read, as data.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::template::{expand_some, variant};
use super::vars::expand_kind;
use crate::model::{Answer, Check, Expect, Kept, Source, Spanned};

/// `None` when the answer is read as the RFC has it.
pub(super) fn expand_answer(answer: &Answer) -> Option<TokenStream> {
    let mut fields = Vec::new();
    if let Some(format) = &answer.format {
        fields.push(match format.value {
            // The name exists only with the feature, and rustc says so.
            "xml" => quote_spanned!(format.span=> format: __o::XML_ANSWER),
            word => {
                let format = variant(word);
                quote!(format: __o::Format::#format)
            }
        });
    }
    if !answer.statuses.is_empty() {
        let statuses = expand_statuses(&answer.statuses);
        fields.push(quote!(statuses: #statuses));
    }
    if let Some(check) = &answer.success {
        let check = expand_check(check);
        fields.push(quote!(success: Some(#check)));
    }
    if !answer.fields.is_empty() {
        let rules = answer.fields.iter().map(|rule| {
            let field = variant(rule.field.value);
            let sources = rule
                .sources
                .iter()
                .map(|source: &Spanned<Source>| expand_source(&source.value));
            quote!((__o::Field::#field, &[#(#sources),*]))
        });
        fields.push(quote!(fields: &[#(#rules),*]));
    }
    fields.extend(expand_expires(answer));
    if let Some(delimiter) = &answer.scope_delimiter {
        let delimiter = expand_some(&delimiter.value);
        fields.push(quote!(scope_delimiter: #delimiter));
    }
    if let Some(rule) = &answer.token_type {
        let rule = variant(rule.value);
        fields.push(quote!(token_type: __o::TokenTypeRule::#rule));
    }
    if !answer.keep.is_empty() {
        let required = |kept: &Kept| {
            answer
                .require
                .iter()
                .any(|name| name.value == kept.name.value)
        };
        let keep = answer
            .keep
            .iter()
            .map(|kept| expand_keep(kept, required(kept)));
        fields.push(quote!(keep: &[#(#keep),*]));
    }
    if !answer.error_map.is_empty() {
        let pairs = answer.error_map.iter().map(|(from, code)| {
            let from = &from.value;
            quote!((#from, #code))
        });
        fields.push(quote!(error_map: &[#(#pairs),*]));
    }
    if answer.keeps_token {
        fields.push(quote!(keeps_token: true));
    }
    if fields.is_empty() {
        return None;
    }
    Some(quote!(__o::AnswerSpec { #(#fields,)* ..__o::AnswerSpec::DEFAULT }))
}

fn expand_expires(answer: &Answer) -> Option<TokenStream> {
    let mut fields = Vec::new();
    if let Some(policy) = &answer.expires {
        let policy = variant(policy.value);
        fields.push(quote!(policy: __o::ExpiryPolicy::#policy));
    }
    if answer.milliseconds && !answer.clock {
        fields.push(quote!(unit: __o::TimeUnit::Milliseconds));
    }
    if answer.clock {
        fields.push(quote!(unit: __o::TimeUnit::Clock));
    }
    if answer.zero_is_never {
        fields.push(quote!(zero_is_never: true));
    }
    if let Some(form) = answer.at.filter(|form| *form != "iso8601") {
        let form = variant(form);
        fields.push(quote!(at: __o::TimeFormat::#form));
    }
    if fields.is_empty() {
        return None;
    }
    Some(quote!(expires: __o::ExpiresSpec { #(#fields,)* ..__o::ExpiresSpec::DEFAULT }))
}

pub(super) fn expand_statuses(statuses: &[u16]) -> TokenStream {
    let statuses = statuses
        .iter()
        .map(|status| proc_macro2::Literal::u16_unsuffixed(*status));
    quote!(&[#(#statuses),*])
}

pub(super) fn expand_source(source: &Source) -> TokenStream {
    match source {
        Source::Path(path) => quote!(__o::Source::Path(&[#(#path),*])),
        Source::Body => quote!(__o::Source::Body),
        Source::Cookie(name) => quote!(__o::Source::Cookie(#name)),
        Source::Header(name) => quote!(__o::Source::Header(#name)),
        Source::Claim(field, path) => {
            let field = variant(field);
            quote!(__o::Source::Claim(__o::Field::#field, &[#(#path),*]))
        }
    }
}

pub(super) fn expand_check(check: &Check) -> TokenStream {
    let source = expand_source(&check.source);
    let expect = match &check.expect {
        Expect::OneOf(values) => quote!(OneOf(&[#(#values),*])),
        Expect::Absent => quote!(Absent),
        Expect::Present => quote!(Present),
    };
    quote!(__o::Check { source: #source, expect: __o::Expect::#expect })
}

pub(super) fn expand_keep(kept: &Kept, required: bool) -> TokenStream {
    let name = &kept.name.value;
    let source = expand_source(&kept.source.value);
    let kind = expand_kind(&kept.kind.value);
    let required = required.then(|| quote!(.required()));
    quote!(__o::Keep::of(#name, #source, #kind) #required)
}
