//! Steps and learned values as data.

use proc_macro2::TokenStream;
use quote::quote;

use super::answer::expand_source;
use super::call::expand_call;
use super::template::Origins;
use crate::model::CheckedCall;

/// The steps before and after a call.
pub(super) fn expand_steps(call: &CheckedCall, origins: &Origins) -> Vec<TokenStream> {
    let list = |steps: &[CheckedCall]| {
        let steps = steps.iter().map(|step| expand_step(step, origins));
        quote!(&[#(#steps),*])
    };
    let mut fields = Vec::new();
    if let Some(steps) = call.before.as_deref().filter(|steps| !steps.is_empty()) {
        let steps = list(steps);
        fields.push(quote!(before: #steps));
    }
    if let Some(steps) = call.then.as_deref().filter(|steps| !steps.is_empty()) {
        let steps = list(steps);
        fields.push(quote!(then: #steps));
    }
    fields
}

fn expand_step(step: &CheckedCall, origins: &Origins) -> TokenStream {
    let name = step.step_name();
    let call = expand_call(step, origins);
    let (bearer, optional) = (step.step.bearer, step.step.optional);
    quote!(__o::StepSpec { name: #name, call: #call, bearer: #bearer, optional: #optional })
}

/// `learn: &[...]`
pub(super) fn expand_learn(learn: &[CheckedCall], origins: &Origins) -> Option<TokenStream> {
    if learn.is_empty() {
        return None;
    }
    let calls = learn.iter().map(|call| {
        let name = call.step_name();
        let each = match &call.step.each {
            Some(source) => {
                let source = expand_source(&source.value);
                quote!(Some(#source))
            }
            None => quote!(None),
        };
        let call = expand_call(call, origins);
        quote!(__o::LearnSpec { name: #name, call: #call, each: #each })
    });
    Some(quote!(learn: &[#(#calls),*]))
}
