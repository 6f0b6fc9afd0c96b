//! A browser with a profile of its own, and what a person and a developer see in it.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::Url;
use serde_json::{Map, Value, json};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::driver::Driver;

/// A page is there at once; a busy machine may take longer.
const LONGEST: Duration = Duration::from_secs(60);

/// A machine with many cores would start a browser on each. More than the
/// windows of one test, so that no two tests wait for each other.
static WINDOWS: Semaphore = Semaphore::const_new(4);

pub struct Window {
    client: Client,
    driver: Driver,
    _one_of_all: SemaphorePermit<'static>,
}

impl Window {
    /// A new browser, or `None` where there is no Chromium.
    pub async fn open() -> Option<Self> {
        Self::open_with(json!({})).await
    }

    /// As [`Window::open`], with scripts switched off in the browser's settings.
    pub async fn open_without_scripts() -> Option<Self> {
        Self::open_with(json!({"profile.managed_default_content_settings.javascript": 2})).await
    }

    async fn open_with(prefs: Value) -> Option<Self> {
        let one_of_all = WINDOWS.acquire().await.unwrap();
        let driver = Driver::start()?;
        let profile = format!(
            "--user-data-dir={}",
            driver.scratch.join("profile").display()
        );
        let options = json!({
            "binary": driver.chromium,
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--lang=en", profile,
            ],
            "prefs": prefs,
        });
        let capabilities = Map::from_iter([
            ("goog:chromeOptions".to_owned(), options),
            ("goog:loggingPrefs".to_owned(), json!({"browser": "ALL"})),
        ]);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.url)
            .await
            .unwrap();
        Some(Self {
            client,
            driver,
            _one_of_all: one_of_all,
        })
    }

    /// A directory that goes with the window.
    pub fn scratch(&self) -> &Path {
        &self.driver.scratch
    }

    /// The session itself, for what only one test does.
    pub fn client(&self) -> &Client {
        &self.client
    }

    pub async fn goto(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// What the address bar shows.
    pub async fn address(&self) -> String {
        let address = self.script("return location.href").await;
        address.as_str().unwrap().to_owned()
    }

    /// Presses the back button and gives the address it leads to.
    pub async fn back(&self) -> String {
        self.client.back().await.unwrap();
        self.address().await
    }

    /// The HTTP status of the page.
    pub async fn status(&self) -> u64 {
        let script = "return performance.getEntriesByType('navigation')[0].responseStatus";
        self.script(script).await.as_u64().unwrap()
    }

    /// The text of the page as it is seen.
    pub async fn text(&self) -> String {
        let body = self.client.find(Locator::Css("body")).await.unwrap();
        body.text().await.unwrap()
    }

    /// Waits for an element and gives its text.
    pub async fn wait_for(&self, css: &str) -> String {
        let element = self.element(Locator::Css(css)).await;
        element.text().await.unwrap()
    }

    /// Waits until the heading is this one.
    pub async fn wait_for_heading(&self, heading: &str) {
        let path = format!("//h1[normalize-space(.)='{heading}']");
        self.element(Locator::XPath(&path)).await;
    }

    async fn element(&self, locator: Locator<'_>) -> Element {
        let wait = self.client.wait().at_most(LONGEST);
        match wait.for_element(locator).await {
            Ok(element) => element,
            Err(error) => {
                let text = self.text().await;
                panic!("no {locator:?}: {error}; the page says: {text}");
            }
        }
    }

    pub async fn click(&self, css: &str) {
        self.element(Locator::Css(css)).await.click().await.unwrap();
    }

    pub async fn type_into(&self, css: &str, text: &str) {
        let element = self.element(Locator::Css(css)).await;
        element.send_keys(text).await.unwrap();
    }

    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// A command of the browser's own debugging protocol.
    pub async fn devtools(&self, cmd: &str, params: Value) -> Value {
        let body = json!({"cmd": cmd, "params": params});
        self.command("goog/cdp/execute", body).await
    }

    /// What the browser complained about since it was asked last: errors of
    /// scripts, requests that failed, and violations of the page's policy.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.command("se/log", json!({"type": "browser"})).await;
        let entries = log.as_array().unwrap().iter();
        entries
            .filter(|entry| entry["level"] != "DEBUG" && entry["level"] != "INFO")
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Fails when the browser complained about anything.
    pub async fn assert_calm(&self) {
        let complaints = self.complaints().await;
        assert!(complaints.is_empty(), "{complaints:#?}");
    }

    /// Ends the browser and its driver.
    pub async fn close(self) {
        let Self { client, driver, .. } = self;
        client.close().await.unwrap();
        drop(driver);
    }

    async fn command(&self, path: &'static str, body: Value) -> Value {
        match self.client.issue_cmd(Post { path, body }).await {
            Ok(value) => value,
            Err(CmdError::Standard(error)) => panic!("{path}: {error}"),
            Err(error) => panic!("{path}: {error:?}"),
        }
    }
}

/// A command that the client library does not know.
#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as FromStr>::Err> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
