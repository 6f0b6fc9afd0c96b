//! The documentation of the client's alias: what to register, what to set, how it begins.

use proc_macro2::TokenStream;
use quote::quote;

use crate::case::snake;
use crate::model::{CallKind, ClientAuth, Kind, Provider, Redirect, Var};

pub(super) fn expand_client_docs(provider: &Provider) -> TokenStream {
    let ident = provider.ident();
    let mut lines = vec![format!(" A client of [`{ident}`].")];
    if provider.call(CallKind::Authorize).is_some() {
        lines.push(String::new());
        lines.push(format!(" {}", register(provider)));
    }
    lines.push(String::new());
    lines.push(format!(
        " `{ident}Client::from_env()` reads these environment variables:"
    ));
    lines.extend(variables(provider));
    lines.push(String::new());
    lines.push(" ```text".to_owned());
    lines.extend(example(provider));
    lines.push(" ```".to_owned());
    quote!(#(#[doc = #lines])*)
}

/// The line that people look for when a sign-in fails with a redirect mismatch.
fn register(provider: &Provider) -> String {
    let standard = Redirect::default();
    let redirect = provider
        .block()
        .redirect
        .as_ref()
        .map_or(&standard, |redirect| &redirect.value);
    let host = match redirect.host.as_ref().map(|host| host.value) {
        Some("refused") => {
            return "Register an `https` redirect URI: the provider takes none on loopback."
                .to_owned();
        }
        Some("ipv6") => "[::1]",
        Some("localhost") => "localhost",
        _ => "127.0.0.1",
    };
    let path = redirect.path();
    let uris: Vec<String> = redirect
        .ports
        .iter()
        .map(|port| format!("`http://{host}:{port}{path}`"))
        .collect();
    match uris.as_slice() {
        [] => format!("Register this redirect URI: `http://{host}{path}`, any port."),
        [only] => format!("Register this redirect URI: {only}."),
        several => format!("Register these redirect URIs: {}.", several.join(", ")),
    }
}

fn variables(provider: &Provider) -> Vec<String> {
    let id = snake(&provider.ident().to_string());
    let variable = |name: &str| -> String {
        format!("{id}_{name}")
            .chars()
            .map(|c| match c.is_ascii_alphanumeric() {
                true => c.to_ascii_uppercase(),
                false => '_',
            })
            .collect()
    };
    let mut lines = vec![format!(" - `{}`", variable("client_id"))];
    let auth = provider.block().client_auth.as_ref();
    let auth = auth.map(|auth| &auth.value);
    if matches!(auth, Some(ClientAuth::PrivateKeyJwt { .. })) {
        let key = variable("client_key");
        lines.push(format!(
            " - `{key}`, or `{key}_FILE` with the path of a file: private key, PEM or JWK"
        ));
        lines.push(format!(
            " - `{key}_ID` and `{key}_ALG`: what a PEM does not say, its name at the provider and how it signs"
        ));
    } else if !matches!(auth, Some(ClientAuth::None | ClientAuth::Certificate)) {
        let secret = variable("client_secret");
        lines.push(format!(
            " - `{secret}`, or `{secret}_FILE` with the path of a file"
        ));
    }
    if provider.block().mtls {
        let certificate = variable("client_certificate");
        lines.push(format!(
            " - `{certificate}`, or `{certificate}_FILE` with the path of a file: certificate chain and private key, PEM"
        ));
    }
    for var in &provider.block().vars {
        let wire = var
            .wire
            .as_ref()
            .map_or(&var.name.value, |wire| &wire.value);
        let name = variable(wire);
        lines.push(format!(" - `{name}`: {}", told(var, &name)));
    }
    lines.push(format!(
        " - `{}` and `{}`: optional",
        variable("redirect_uri"),
        variable("issuer")
    ));
    lines
}

/// What a value may be, and what happens without it.
fn told(var: &Var, variable: &str) -> String {
    let kind = match &var.kind.value {
        Kind::OneOf(choices) => {
            let names: Vec<String> = choices
                .iter()
                .map(|choice| format!("`{}`", snake(&choice.variant.value)))
                .collect();
            names.join(" or ")
        }
        Kind::Secret => format!("a secret, or `{variable}_FILE` with the path of a file"),
        kind => format!("`{}`", kind.name()),
    };
    match (&var.default, var.optional) {
        (Some(default), _) => {
            let default = match var.choices() {
                [] => default.value.clone(),
                _ => snake(&default.value),
            };
            format!("{kind}; `{default}` when it is not set")
        }
        (None, true) => format!("{kind}; optional"),
        (None, false) => kind,
    }
}

fn example(provider: &Provider) -> Vec<String> {
    let ident = provider.ident();
    let name = snake(&ident.to_string());
    let block = provider.block();
    let scope = block
        .scopes
        .as_ref()
        .and_then(|list| list.names.iter().find(|scope| !scope.takes_arguments()));
    let scopes = match scope {
        Some(scope) => format!("[{ident}Scope::{}]", scope.variant),
        None => "[]".to_owned(),
    };
    let mut lines = vec![format!(
        " let {name} = {ident}Client::from_env()?.build()?;"
    )];
    if block.has(CallKind::Authorize) {
        let begun = match block.begins_directly() {
            true => ".begin()?",
            false => ".await?",
        };
        lines.push(format!(
            " let login = {name}.authorize(redirect_uri, {scopes}){begun};"
        ));
        lines.push(
            " // The person opens `login.url()`, and the browser ends at `callback`.".to_owned(),
        );
        lines.push(" let session = login.finish(&callback).await?;".to_owned());
    } else if block.has(CallKind::ClientCredentials) {
        lines.push(format!(
            " let session = {name}.client_credentials({scopes}).await?;"
        ));
    } else if block.has_webhook() {
        lines.push(" // With the body of the webhook, once its signature was checked.".to_owned());
        lines.push(format!(
            " let session = {name}.finish_webhook(&body).await?;"
        ));
    } else {
        return lines;
    }
    lines.push(match block.has(CallKind::Api) {
        true => " let answer = session.get(\"some/path\").send().await?;".to_owned(),
        false => " let token = session.token().await?;".to_owned(),
    });
    lines
}
