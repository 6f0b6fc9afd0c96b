//! Connects people to two providers. The settings come from the environment:
//!
//! ```sh
//! export APP_BASE_URL=http://127.0.0.1:3000 APP_COOKIE_KEY=$(openssl rand -hex 32)
//! export APP_STORE=sqlite:tokens.db
//! export ACCELO_DEPLOYMENT=… ACCELO_CLIENT_ID=… ACCELO_CLIENT_SECRET=…
//! export IOFFICE_SITE=https://….iofficeconnect.com IOFFICE_CLIENT_ID=…
//! cargo run -p oauth-axum --example two_providers
//! ```
//!
//! `ACCELO_AGAINST` and `IOFFICE_AGAINST` point it at servers on loopback, and
//! `APP_LISTEN` says where it listens (`127.0.0.1:3000`).

mod app;

use app::{Failure, Settings, app};

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let settings = Settings {
        base_url: needed("APP_BASE_URL")?,
        cookie_key: needed("APP_COOKIE_KEY")?.into(),
        store: needed("APP_STORE")?,
        accelo_deployment: needed("ACCELO_DEPLOYMENT")?,
        accelo_id: needed("ACCELO_CLIENT_ID")?,
        accelo_secret: needed("ACCELO_CLIENT_SECRET")?.into(),
        accelo_against: set("ACCELO_AGAINST"),
        ioffice_site: needed("IOFFICE_SITE")?,
        ioffice_id: needed("IOFFICE_CLIENT_ID")?,
        ioffice_against: set("IOFFICE_AGAINST"),
    };
    let address = set("APP_LISTEN").unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("listening on {}", listener.local_addr()?);
    axum::serve(listener, app(settings).await?)
        .with_graceful_shutdown(async {
            // Without a handler for it the signal ends the process by itself.
            let _ = tokio::signal::ctrl_c().await;
        })
        .await?;
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a program reads its environment, a library does not"
)]
fn set(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn needed(name: &str) -> Result<String, String> {
    set(name).ok_or_else(|| format!("set the environment variable `{name}`"))
}
