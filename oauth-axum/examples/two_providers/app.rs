//! An application that people connect to Accelo and to iOFFICE.

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use oauth_accelo::{Accelo, AcceloApi as _, AcceloClient, AcceloScope, AcceloVars};
use oauth_axum::{Connected, OAuth, Rejection};
use oauth_ioffice::{Ioffice, IofficeApi as _, IofficeClient, IofficeScope, IofficeVars};
use oauth_runtime::{Builder, Provider, Secret};

/// What the application is told from outside.
pub(crate) struct Settings {
    /// Where browsers reach it: `https://app.example`.
    pub(crate) base_url: String,
    /// At least 64 random characters.
    pub(crate) cookie_key: Secret,
    /// `sqlite:/var/lib/app/tokens.db`, or `postgres://user@host/database`.
    pub(crate) store: String,
    pub(crate) accelo_deployment: String,
    pub(crate) accelo_id: String,
    pub(crate) accelo_secret: Secret,
    /// A server on loopback in place of Accelo's.
    pub(crate) accelo_against: Option<String>,
    pub(crate) ioffice_site: String,
    pub(crate) ioffice_id: String,
    /// A server on loopback in place of iOFFICE's.
    pub(crate) ioffice_against: Option<String>,
}

/// Why the application does not start.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

// integration begins
pub(crate) async fn app(settings: Settings) -> Result<Router, Failure> {
    let store = oauth_stores::open_migrated(&settings.store).await?;
    let tenant = AcceloVars::new(settings.accelo_deployment.parse()?);
    let accelo = AcceloClient::builder(tenant, settings.accelo_id)
        .client_secret(settings.accelo_secret)
        .store(store.clone());
    let site = settings.ioffice_site.parse()?;
    let ioffice = IofficeClient::builder(IofficeVars { site }, settings.ioffice_id).store(store);
    let accelo = against(accelo, settings.accelo_against).build()?;
    let ioffice = against(ioffice, settings.ioffice_against).build()?;
    let oauth = OAuth::builder(settings.base_url, settings.cookie_key)
        .provider("accelo", accelo, [AcceloScope::ReadAll])
        .provider("ioffice", ioffice, [IofficeScope::Email])
        .return_to(["/", "/companies/*", "/me"])
        .build()?;
    let pages = Router::new().route("/", get(front)).route("/me", get(me));
    Ok(oauth.attach(pages.route("/companies/1", get(company))))
}
async fn company(accelo: Connected<Accelo>) -> Result<Html<String>, Rejection> {
    Ok(page("Company", accelo.company(1).await?.name))
}
async fn me(ioffice: Connected<Ioffice>) -> Result<Html<String>, Rejection> {
    Ok(page("Me", ioffice.me().await?.name))
}
// integration ends

async fn front(
    accelo: Option<Connected<Accelo>>,
    ioffice: Option<Connected<Ioffice>>,
) -> Html<String> {
    let accelo = part("Accelo", "accelo", "/companies/1", accelo.is_some());
    let ioffice = part("iOFFICE", "ioffice", "/me", ioffice.is_some());
    document("Two providers", &format!("{accelo}{ioffice}"))
}

fn against<P: Provider>(builder: Builder<P>, origin: Option<String>) -> Builder<P> {
    match origin {
        Some(origin) => builder.against(origin),
        None => builder,
    }
}

/// One provider on the front page.
fn part(title: &str, name: &str, path: &str, is_connected: bool) -> String {
    match is_connected {
        true => format!(
            "<h2>{title}</h2>\n<p id=\"{name}\">connected: <a href=\"{path}\">open</a></p>\n\
             <form method=\"post\" action=\"/oauth/{name}/sign-out\">\
             <button id=\"{name}-sign-out\">Sign out of {title}</button></form>\n"
        ),
        false => format!(
            "<h2>{title}</h2>\n<p id=\"{name}\">not connected</p>\n\
             <p><a id=\"{name}-sign-in\" href=\"/oauth/{name}/sign-in?return_to={path}\">\
             Sign in to {title}</a></p>\n"
        ),
    }
}

/// A page with an answer of an API on it.
fn page(title: &str, answer: Option<String>) -> Html<String> {
    let answer = answer
        .unwrap_or_default()
        .replace('&', "&amp;")
        .replace('<', "&lt;");
    document(
        title,
        &format!("<p id=\"answer\">{answer}</p>\n<p><a href=\"/\">Back</a></p>\n"),
    )
}

fn document(title: &str, body: &str) -> Html<String> {
    Html(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\"><title>{title}</title></head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    ))
}
