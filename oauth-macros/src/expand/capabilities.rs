//! What a provider offers.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::model::{Block, CallKind, Provider};

/// Every capability, for the stubs of a broken block.
pub(super) const ALL: &[&str] = &[
    "AuthorizationCodeGrant",
    "DirectAuthorization",
    "PinGrant",
    "WebhookCode",
    "PersonSignIn",
    "ClientCredentialsGrant",
    "PasswordGrant",
    "CodeRequest",
    "DeviceCodeGrant",
    "TokenExchangeGrant",
    "JwtBearerGrant",
    "Saml2BearerGrant",
    "BackchannelGrant",
    "RefreshGrant",
    "Revocation",
    "Introspection",
    "UserInfo",
    "EndSession",
    "Api",
];

/// The capability traits that a provider has.
pub(super) fn capabilities(provider: &Provider) -> Vec<&'static str> {
    ALL.iter()
        .copied()
        .filter(|name| offers(provider.block(), name))
        .collect()
}

fn offers(block: &Block, capability: &str) -> bool {
    let kind = match capability {
        "AuthorizationCodeGrant" => CallKind::Authorize,
        "DirectAuthorization" => return block.begins_directly(),
        "PinGrant" => {
            return block
                .callback
                .as_ref()
                .is_some_and(|callback| callback.value.pin);
        }
        "WebhookCode" => return block.has_webhook(),
        "PersonSignIn" => return block.has(CallKind::Authorize) || block.has(CallKind::Device),
        "ClientCredentialsGrant" => CallKind::ClientCredentials,
        "PasswordGrant" => CallKind::Password,
        "CodeRequest" => CallKind::CodeRequest,
        "DeviceCodeGrant" => CallKind::Device,
        "TokenExchangeGrant" => CallKind::TokenExchange,
        "JwtBearerGrant" => CallKind::JwtBearer,
        "Saml2BearerGrant" => CallKind::Saml2Bearer,
        "BackchannelGrant" => CallKind::BackchannelAuthentication,
        "EndSession" => CallKind::EndSession,
        "RefreshGrant" => return block.refreshes(),
        "Revocation" => CallKind::Revoke,
        "Introspection" => CallKind::Introspect,
        "UserInfo" => CallKind::UserInfo,
        _ => CallKind::Api,
    };
    block.has(kind)
}

/// The grants as the runtime's set.
pub(super) fn expand_grants(provider: &Provider) -> TokenStream {
    const SETS: &[(&str, &str)] = &[
        ("AuthorizationCodeGrant", "AUTHORIZATION_CODE"),
        ("PinGrant", "PIN"),
        ("RefreshGrant", "REFRESH"),
        ("ClientCredentialsGrant", "CLIENT_CREDENTIALS"),
        ("PasswordGrant", "PASSWORD"),
        ("CodeRequest", "CODE_REQUEST"),
        ("DeviceCodeGrant", "DEVICE_CODE"),
        ("TokenExchangeGrant", "TOKEN_EXCHANGE"),
        ("JwtBearerGrant", "JWT_BEARER"),
        ("Saml2BearerGrant", "SAML2_BEARER"),
        ("BackchannelGrant", "CIBA"),
    ];
    let mut names = SETS
        .iter()
        .filter(|(capability, _)| offers(provider.block(), capability))
        .map(|(_, name)| Ident::new(name, Span::call_site()));
    let first = match names.next() {
        Some(first) => quote!(__o::Grants::#first),
        None => quote!(__o::Grants::NONE),
    };
    quote!(#first #(.and(__o::Grants::#names))*)
}
