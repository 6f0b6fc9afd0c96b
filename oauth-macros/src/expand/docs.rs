//! The documentation of the struct: what the declaration says, in words.

use proc_macro2::TokenStream;
use quote::quote;

use super::capabilities::capabilities;
use crate::model::{CallKind, ClientAuth, Discovery, Part, Provider, Slot};
use crate::parse::Item;

pub(super) fn expand_docs(item: &Item, provider: &Provider) -> TokenStream {
    let block = provider.block();
    let name = block
        .name
        .as_ref()
        .map_or_else(|| item.ident.to_string(), |name| name.value.clone());
    let mut lines = Vec::new();
    if !item.has_docs {
        lines.push(format!(" {name}, an OAuth 2.0 provider."));
    }
    lines.push(String::new());
    lines.push(format!(" Offers {}.", offers(provider).join(", ")));
    for call in provider.calls() {
        if let Some(url) = &call.url {
            lines.push(format!(
                " - `{}`: `{}`",
                call.kind.key(),
                shown(provider, url.origin.iter().chain(&url.rest))
            ));
        }
    }
    lines.extend(told(provider));
    lines.extend(scopes(item, provider));
    let quirks = quirks(provider);
    if !quirks.is_empty() {
        lines.push(String::new());
        lines.push(format!(" Not as in RFC 6749: {}.", quirks.join("; ")));
    }
    if let Some(docs) = &block.docs {
        let checked = block
            .checked
            .as_ref()
            .map_or_else(String::new, |date| format!(", checked {}", date.value));
        lines.push(String::new());
        lines.push(format!(" Source: <{}>{checked}.", docs.value));
    }
    quote!(#(#[doc = #lines])*)
}

fn offers(provider: &Provider) -> Vec<&'static str> {
    capabilities(provider)
        .into_iter()
        .filter(|name| !matches!(*name, "PersonSignIn" | "DirectAuthorization"))
        .map(|name| match name {
            "AuthorizationCodeGrant" => "authorization code",
            "PinGrant" => "sign-in by PIN",
            "WebhookCode" => "code by webhook",
            "ClientCredentialsGrant" => "client credentials",
            "PasswordGrant" => "password",
            "CodeRequest" => "code without a browser",
            "DeviceCodeGrant" => "device code",
            "TokenExchangeGrant" => "token exchange",
            "JwtBearerGrant" => "JWT bearer",
            "Saml2BearerGrant" => "SAML 2.0 bearer",
            "BackchannelGrant" => "backchannel authentication",
            "EndSession" => "logout",
            "RefreshGrant" => "refresh",
            "Revocation" => "revocation",
            "Introspection" => "introspection",
            "UserInfo" => "userinfo",
            _ => "API calls",
        })
        .collect()
}

/// Where the endpoints are told that are not written.
fn told(provider: &Provider) -> Option<String> {
    let identity = provider.identity();
    let (source, url) = match provider.block().discovery() {
        Discovery::None => return None,
        Discovery::Issuer => ("issuer", identity.issuer.as_ref()?),
        Discovery::Resource => ("resource", identity.resource.as_ref()?),
    };
    let url = shown(provider, url);
    Some(format!(
        " - every other endpoint: from the metadata of the {source} `{url}`"
    ))
}

/// The texts of the named scopes. A long list stands at the enum alone.
fn scopes(item: &Item, provider: &Provider) -> Vec<String> {
    let Some(list) = provider.block().scopes.as_ref() else {
        return Vec::new();
    };
    let ident = &item.ident;
    let texts: Vec<String> = list
        .names
        .iter()
        .take(12)
        .map(|scope| format!("`{}`", scope.value.value.replace("{}", "...")))
        .collect();
    match (list.names.len(), list.names.len() - texts.len()) {
        (0, _) => Vec::new(),
        (_, 0) => vec![
            String::new(),
            format!(" Scopes ([`{ident}Scope`]): {}.", texts.join(", ")),
        ],
        (_, more) => vec![
            String::new(),
            format!(
                " Scopes ([`{ident}Scope`]): {}, and {more} more.",
                texts.join(", ")
            ),
        ],
    }
}

/// A URL with its placeholders by name.
fn shown<'p>(provider: &Provider, parts: impl IntoIterator<Item = &'p Part>) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Lit(literal) => text.push_str(literal),
            Part::Var(index, value, _) => {
                let var = provider.block().vars.get(*index);
                let field = var.and_then(|var| var.choices().first()?.values.get(*value));
                text.push('{');
                text.push_str(var.map_or("", |var| &var.name.value));
                if let Some((field, _)) = field.filter(|(field, _)| !field.is_empty()) {
                    text.push('.');
                    text.push_str(field);
                }
                text.push('}');
            }
            Part::Now(..) => text.push_str("{now}"),
            Part::Call(name, ..) => text.push_str(&format!("{{{name}(...)}}")),
            Part::Hook(name, _) => text.push_str(&format!("{{hook.{name}}}")),
            Part::Slot(slot, _) => match slot {
                Slot::Standard(name) => text.push_str(&format!("{{{name}}}")),
                Slot::Token(name) => text.push_str(&format!("{{token.{name}}}")),
                Slot::Step(step, name) => text.push_str(&format!("{{{step}.{name}}}")),
                Slot::Callback(name) => text.push_str(&format!("{{callback.{name}}}")),
            },
        }
    }
    text
}

/// What departs from the standards, in words.
fn quirks(provider: &Provider) -> Vec<String> {
    let block = provider.block();
    let mut quirks = Vec::new();
    if let Some(pkce) = block.pkce.as_ref().and_then(|pkce| pkce.value.as_ref()) {
        let reason = pkce
            .reason
            .as_ref()
            .map_or_else(String::new, |reason| format!(" ({})", reason.value));
        match pkce.word.value {
            "s256" => (),
            "none" => quirks.push(format!("no PKCE{reason}")),
            word => quirks.push(format!("PKCE is `{word}`{reason}")),
        }
    }
    if let Some(auth) = &block.client_auth {
        match &auth.value {
            ClientAuth::None => quirks.push("no client secret".to_owned()),
            ClientAuth::Basic { raw: true, .. } => {
                quirks.push("Basic authentication is not form-encoded".to_owned())
            }
            ClientAuth::Query { .. } => {
                quirks.push("the client secret travels in the query".to_owned())
            }
            ClientAuth::Header { .. } | ClientAuth::Authorization(_) => {
                quirks.push("the client authenticates in a header".to_owned());
            }
            ClientAuth::Body | ClientAuth::Basic { .. } | ClientAuth::Discovered => (),
            ClientAuth::PrivateKeyJwt { .. } => {
                quirks.push("the client signs with a private key".to_owned());
            }
            ClientAuth::ClientSecretJwt { .. } => {
                quirks.push("the client signs with its secret".to_owned());
            }
            ClientAuth::Certificate => {
                quirks.push("the client authenticates by its certificate".to_owned());
            }
        }
    }
    if let Some(list) = &block.scopes
        && list.delimiter() != " "
    {
        quirks.push(format!("scopes are separated by `{}`", list.delimiter()));
    }
    if let Some(mode) = block
        .callback
        .as_ref()
        .and_then(|callback| callback.value.mode.as_ref())
        && mode.value != "query"
    {
        quirks.push(format!(
            "the answer to the sign-in is a {}",
            mode.value.replace('_', " ")
        ));
    }
    let standards = &block.standards;
    if let Some(profile) = &standards.profile {
        quirks.push(format!("the rules of `{}` hold", profile.value));
    }
    let asked = [
        (block.pushes(), "authorization requests are pushed"),
        (
            standards.request_object.is_some(),
            "authorization requests are signed",
        ),
        (
            block.has_jwt_response(),
            "authorization responses are signed",
        ),
        (standards.dpop.is_some(), "tokens are bound to a key (DPoP)"),
    ];
    let asked = asked.iter().filter(|(asked, _)| *asked);
    quirks.extend(asked.map(|(_, text)| (*text).to_owned()));
    for second in &block.seconds {
        quirks.push(format!("there is a second token, `{}`", second.name.value));
    }
    if block.mtls {
        quirks.push("a client certificate is asked for".to_owned());
    }
    for call in provider.calls() {
        let place = call.place();
        let standard = if call.method() == "get" {
            "query"
        } else {
            "form"
        };
        if place != standard && call.kind != CallKind::Api {
            quirks.push(format!(
                "`{}` takes its parameters as {place}",
                call.kind.key()
            ));
        }
        if call.answer.milliseconds {
            quirks.push(format!(
                "`{}` answers `expires_in` in milliseconds",
                call.kind.key()
            ));
        }
    }
    quirks
}
