//! `POST …/sign-out`

use axum::extract::Request;
use axum::response::Response;
use oauth_runtime::Error;

use super::Route;
use crate::answer;
use crate::browser::Browser;
use crate::form;
use crate::oauth::stored;
use crate::site;

pub(super) async fn answer(route: &Route, request: Request) -> Response {
    match end(route, request).await {
        Ok(response) => response,
        Err(error) => {
            let context = route.context.name.as_str();
            tracing::error!(context, %error, "a sign-out failed");
            failed(&error)
        }
    }
}

async fn end(route: &Route, request: Request) -> Result<Response, Error> {
    let (shared, context) = (route.shared(), &*route.context);
    let (parts, body) = request.into_parts();
    if !site::is_own_post(&parts.headers, &shared.base) {
        return Ok(refused(route));
    }
    let text = super::form(&parts.headers, body).await.unwrap_or_default();
    let pairs = form::pairs(&text).unwrap_or_default();
    let return_to = shared.return_to.safe(form::value(&pairs, "return_to"));
    let mut browser = Browser::of(shared, context, &parts).await?;
    if let Some(account) = browser.account().await? {
        if let Some(session) = stored(context, &account).await? {
            session.sign_out().await?;
            tracing::info!(context = %context.name, "signed out");
        }
        browser.set_account(None).await?;
    }
    for entry in browser.entries() {
        browser.remove(&entry);
    }
    browser.send(answer::see_other(return_to)).await
}

/// No person meets this: it is the form of another site (RFC 6749 §10.12).
fn refused(route: &Route) -> Response {
    let context = route.context.name.as_str();
    tracing::warn!(
        context,
        "a sign-out that this application did not ask for was refused"
    );
    answer::page(oauth_pages::plain(
        403,
        "only a page of this application can sign you out; go there and sign out [E0409]\n",
    ))
}

fn failed(error: &Error) -> Response {
    let code = error.code();
    answer::page(oauth_pages::plain(
        503,
        &format!(
            "you are still signed in: signing out does not work now; go back and try it again in a moment [{code}]\n"
        ),
    ))
}
