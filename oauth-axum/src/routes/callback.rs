//! `GET` and `POST …/callback`: how the answer of the provider comes in.

use axum::extract::Request;
use axum::response::Response;
use http::Method;
use oauth_runtime::spec::CallbackMode;
use oauth_runtime::{Code, Error};

use super::{Route, finish, is_head};
use crate::answer;
use crate::browser::Browser;
use crate::entry::What;
use crate::form;
use crate::random;
use crate::site;

/// Tells a form that was repeated from one that comes from the provider.
const REPEATED: &str = "oauth_repeated";

pub(super) async fn answer(route: &Route, request: Request) -> Response {
    if is_head(&request) {
        return answer::page(oauth_pages::plain(405, "a callback is no `HEAD` request\n"));
    }
    match take(route, request).await {
        Ok(response) => response,
        Err(error) => route.failed(&error),
    }
}

async fn take(route: &Route, request: Request) -> Result<Response, Error> {
    let context = &*route.context;
    let (parts, body) = request.into_parts();
    let mode = context.client.spec().callback.mode;
    let browser = Browser::of(route.shared(), context, &parts).await?;
    let redirect_uri = &context.redirect_uri;
    if parts.method != Method::POST {
        let query = parts.uri.query().unwrap_or_default();
        if mode == CallbackMode::Fragment && !is_answer(route, query) {
            return relay(route, browser).await;
        }
        let text = format!("{redirect_uri}?{query}");
        return finish::answer(route, browser, &text).await;
    }
    let text = super::form(&parts.headers, body).await?;
    let pairs = form::pairs(&text)?;
    match mode {
        CallbackMode::Fragment => {
            let text = relayed(browser, &pairs, &parts.headers, redirect_uri)?;
            finish::answer(route, text.0, &text.1).await
        }
        CallbackMode::FormPost => {
            let is_first = form::value(&pairs, REPEATED).is_none();
            let waits = |entry: &crate::entry::Entry| matches!(entry.what, What::Pending { .. });
            // A form of another site brings no cookie along, and the same form of
            // this site does.
            if is_first && !browser.entries().iter().any(waits) {
                return Ok(repeat(route, &pairs));
            }
            let text = format!("{redirect_uri}?{text}");
            finish::answer(route, browser, &text).await
        }
        _ => Err(Error::new(
            Code::UnreadableCallback,
            "the provider declares its answer in the query, and this is a form",
        )),
    }
}

fn is_answer(route: &Route, query: &str) -> bool {
    let rules = &route.context.client.spec().callback;
    let pairs = form::pairs(query).unwrap_or_default();
    [rules.code, rules.error]
        .iter()
        .any(|name| form::value(&pairs, name).is_some())
}

/// What stands behind `#` is never sent to a server, so a page hands it over.
async fn relay(route: &Route, mut browser: Browser<'_>) -> Result<Response, Error> {
    let context = &*route.context;
    let nonce = random::id()?;
    let scene = context.scene(&route.shared().app);
    let page = oauth_pages::relay(scene, &context.callback_path(), &nonce);
    browser.keep(What::Relay { nonce })?;
    browser.send(answer::page(page)).await
}

/// What that page handed over, once.
fn relayed<'b>(
    mut browser: Browser<'b>,
    pairs: &[(String, String)],
    headers: &http::HeaderMap,
    redirect_uri: &str,
) -> Result<(Browser<'b>, String), Error> {
    let given = form::value(pairs, "relay").unwrap_or_default();
    let own = browser
        .entries()
        .into_iter()
        .find(|entry| matches!(&entry.what, What::Relay { nonce } if nonce == given));
    let (Some(own), false) = (own, site::is_foreign(headers)) else {
        return Err(Error::new(
            Code::WrongContext,
            "the form is not of the page that this browser was given, or was sent before",
        ));
    };
    browser.remove(&own);
    let response = form::value(pairs, "response").unwrap_or_default().trim();
    // Without scripts a person pastes the whole address.
    let is_address = response.starts_with("https://") || response.starts_with("http://");
    let text = match is_address {
        true => response.to_owned(),
        false => format!(
            "{redirect_uri}#{}",
            response.strip_prefix('#').unwrap_or(response)
        ),
    };
    Ok((browser, text))
}

fn repeat(route: &Route, pairs: &[(String, String)]) -> Response {
    let context = &*route.context;
    let mut fields: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.push((REPEATED, "1"));
    let scene = context.scene(&route.shared().app);
    answer::page(oauth_pages::repeat(
        scene,
        &context.callback_path(),
        &fields,
    ))
}
