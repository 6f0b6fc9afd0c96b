//! `GET …/sign-in?return_to=…`

use axum::extract::Request;
use axum::response::Response;
use oauth_pages::Problem;
use oauth_runtime::{Code, Error};

use super::{Route, is_head};
use crate::answer;
use crate::browser::Browser;
use crate::entry::What;
use crate::form;
use crate::routes::finish::binding;
use crate::site;

pub(super) async fn answer(route: &Route, request: Request) -> Response {
    let shared = route.shared();
    if is_head(&request) || site::is_prefetch(request.headers()) {
        return answer::page(oauth_pages::plain(
            503,
            "a sign-in begins when a person opens this address\n",
        ));
    }
    let pairs = form::pairs(request.uri().query().unwrap_or_default()).unwrap_or_default();
    let return_to = shared.return_to.safe(form::value(&pairs, "return_to"));
    if site::is_foreign(request.headers()) {
        return ask(route, return_to);
    }
    match begin(route, request, return_to).await {
        Ok(response) => response,
        Err(error) => route.failed_for(&error, return_to),
    }
}

async fn begin(route: &Route, request: Request, return_to: &str) -> Result<Response, Error> {
    let (shared, context) = (route.shared(), &*route.context);
    let (parts, _) = request.into_parts();
    let mut browser = Browser::of(shared, context, &parts).await?;
    let account = match &shared.accounts {
        None => None,
        Some(_) => match browser.account().await? {
            None => return Ok(log_in_first(route)),
            account => account,
        },
    };
    let proof = browser.new_proof().await?;
    let sign_in = context.begin(&binding(&proof, account.as_deref())).await?;
    let (url, pending) = (sign_in.url().to_owned(), sign_in.pending().clone());
    if pending.redirect_uri() != Some(&context.redirect_uri) {
        let text = "the request has another redirect URI than the one it was given";
        return Err(Error::new(Code::SettingRefused, text)
            .of(context.client.spec().id)
            .key("provider_with"));
    }
    let what = What::Pending {
        record: pending.to_json().expose().to_owned(),
        return_to: return_to.to_owned(),
    };
    browser.keep_pending(what, &proof)?;
    tracing::debug!(context = %context.name, "a sign-in begins");
    browser.send(answer::see_other(&url)).await
}

/// A link of another site begins nothing by itself: whoever made it could have
/// logged this browser in at the provider as somebody else before (CVE-2015-9284).
fn ask(route: &Route, return_to: &str) -> Response {
    let (shared, context) = (route.shared(), &*route.context);
    let address = context.sign_in_path(return_to);
    let text = format!(
        "You come from another site, to sign in to {} for {}.",
        context.label, shared.app
    );
    answer::problem(
        shared,
        context,
        &Problem {
            status: 403,
            code: Code::WrongContext.as_str(),
            text: &text,
            answer: None,
            next: "Go on if that is what you want.",
            link: Some(("Sign in", &address)),
        },
    )
}

fn log_in_first(route: &Route) -> Response {
    let (shared, context) = (route.shared(), &*route.context);
    let text = format!("Nobody is logged in to {}.", shared.app);
    answer::problem(
        shared,
        context,
        &Problem {
            status: 401,
            code: Code::WrongContext.as_str(),
            text: &text,
            answer: None,
            next: "Log in there first.",
            link: Some(("Go there", shared.return_to.fallback())),
        },
    )
}
