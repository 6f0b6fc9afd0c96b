//! Metadata, keys, signed messages and profiles as data.

use proc_macro2::TokenStream;
use quote::quote;

use super::template::{expand_alg, expand_template, variant};
use crate::model::{Block, ClientAuth, Discovery, Provider, Word};

/// Where endpoints come from, and what the provider's tokens are for.
pub(super) fn expand_identity(provider: &Provider) -> Vec<TokenStream> {
    let mut fields = Vec::new();
    let identity = provider.identity();
    if let Some(issuer) = &identity.issuer {
        let issuer = expand_template(issuer);
        fields.push(quote!(issuer: Some(#issuer)));
    }
    if let Some(resource) = &identity.resource {
        let resource = expand_template(resource);
        fields.push(quote!(resource: Some(#resource)));
    }
    match provider.block().discovery() {
        Discovery::None => (),
        Discovery::Issuer => fields.push(quote!(discovery: __o::Discovery::Issuer)),
        Discovery::Resource => fields.push(quote!(discovery: __o::Discovery::Resource)),
    }
    fields
}

/// What is declared about signed requests and bound tokens.
pub(super) fn expand_standards(block: &Block) -> Vec<TokenStream> {
    let mut fields = Vec::new();
    let standards = &block.standards;
    if block.pushes() {
        fields.push(quote!(pushes: true));
    }
    if let Some(request) = &standards.request_object {
        let alg = expand_optional_alg(request.value.as_ref());
        fields.push(quote!(request_object: Some(__o::RequestObjectSpec { alg: #alg })));
    }
    if let Some(dpop) = &standards.dpop {
        let alg = expand_alg(dpop.value.as_ref().map_or("es256", |alg| alg.value));
        fields.push(quote!(dpop: Some(__o::DpopSpec { alg: #alg })));
    }
    if let Some(id_token) = &standards.id_token {
        let algs = id_token.value.algs.iter().map(|alg| expand_alg(alg.value));
        let encrypted = id_token.value.encrypted;
        fields.push(quote!(id_token: __o::IdTokenSpec {
            algs: &[#(#algs),*],
            encrypted: #encrypted,
        }));
    }
    if let Some(profile) = &standards.profile {
        let profile = variant(profile.value);
        fields.push(quote!(profile: __o::Profile::#profile));
    }
    fields
}

fn expand_optional_alg(alg: Option<&Word>) -> TokenStream {
    match alg {
        Some(alg) => {
            let alg = expand_alg(alg.value);
            quote!(Some(#alg))
        }
        None => quote!(None),
    }
}

/// Names the runtime's feature `jose` where the declaration needs it, so that the
/// compiler tells it where it is off.
pub(super) fn expand_feature(provider: &Provider) -> Option<TokenStream> {
    let block = provider.block();
    let standards = &block.standards;
    let signs = |auth: &ClientAuth<_>| auth.signs_jwt();
    let mut auths = provider.calls().iter();
    let needed = standards.request_object.is_some()
        || standards.dpop.is_some()
        || standards.id_token.is_some()
        || block.has_jwt_response()
        || auths.any(|call| {
            call.client_auth
                .as_ref()
                .is_some_and(|auth| signs(&auth.value))
        });
    needed.then(|| {
        quote!(
            const _: () = __o::FEATURE_JOSE;
        )
    })
}
