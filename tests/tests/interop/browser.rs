//! The browser of a user: it keeps cookies, follows redirects, and submits the
//! consent form.

use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

use super::certificates;
use super::running::{HTTPS_REDIRECT_URI, REDIRECT_URI};

/// A browser with an empty cookie jar.
pub struct Browser {
    http: Client,
    cookies: Vec<Cookie>,
}

/// All pages are of one host, so name and path tell cookies apart.
struct Cookie {
    name: String,
    value: String,
    path: String,
}

/// A page that is no redirect.
struct Page {
    url: Url,
    text: String,
}

/// Where a walk through redirects ends.
enum Stop {
    Callback(String),
    Page(Page),
}

const MOST_REDIRECTS: usize = 20;

/// Opens the address of a sign-in, approves, and returns where the browser is sent.
pub async fn approve(url: &str) -> String {
    Browser::new().decide(url, "approve").await
}

/// Opens the address of a sign-in, refuses, and returns where the browser is sent.
pub async fn refuse(url: &str) -> String {
    Browser::new().decide(url, "deny").await
}

/// Types the user code of a device in, and submits the form with this id until the
/// server asks no more.
pub async fn decide_for_device(verification_uri: &str, user_code: &str, form: &str) {
    let mut browser = Browser::new();
    let url = Url::parse(verification_uri).unwrap();
    let mut page = browser.page(url, None).await;
    let (action, fields) = find_form(&page.text, "continue").unwrap();
    let typed = format!("{fields}&user_code={user_code}");
    page = browser
        .page(page.url.join(&action).unwrap(), Some(typed))
        .await;
    for _ in 0..MOST_REDIRECTS {
        let Some((action, fields)) = find_form(&page.text, form) else {
            return;
        };
        page = browser
            .page(page.url.join(&action).unwrap(), Some(fields))
            .await;
    }
    panic!("asked without end at {}", page.url);
}

impl Browser {
    /// A browser that nobody is signed in with.
    pub fn new() -> Self {
        let http = Client::builder()
            .redirect(Policy::none())
            .tls_certs_only([certificates::authority().root()])
            .no_proxy();
        Self {
            http: http.build().unwrap(),
            cookies: Vec::new(),
        }
    }

    /// Opens an address, submits the form with this id, if there is a page with it, and
    /// returns where the browser is sent.
    pub async fn decide(&mut self, url: &str, form: &str) -> String {
        let page = match self.walk(Url::parse(url).unwrap(), None).await {
            Stop::Callback(url) => return url,
            Stop::Page(page) => page,
        };
        let (action, fields) = find_form(&page.text, form)
            .unwrap_or_else(|| panic!("no form {form} at {}: {}", page.url, page.text));
        let action = page.url.join(&action).unwrap();
        match self.walk(action, Some(fields)).await {
            Stop::Callback(url) => url,
            Stop::Page(page) => panic!("no callback but {}: {}", page.url, page.text),
        }
    }

    async fn page(&mut self, url: Url, form: Option<String>) -> Page {
        match self.walk(url, form).await {
            Stop::Callback(url) => panic!("a callback: {url}"),
            Stop::Page(page) => page,
        }
    }

    /// Requests, follows redirects, and stops before the client's own address.
    async fn walk(&mut self, mut url: Url, mut form: Option<String>) -> Stop {
        for _ in 0..MOST_REDIRECTS {
            let mut request = match form.take() {
                None => self.http.get(url.clone()),
                Some(fields) => self
                    .http
                    .post(url.clone())
                    .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .body(fields),
            };
            let cookies = self.cookies_for(url.path());
            if !cookies.is_empty() {
                request = request.header(COOKIE, cookies);
            }
            let response = request.send().await.unwrap();
            self.keep_cookies(response.headers(), url.path());
            if !response.status().is_redirection() {
                let text = response.text().await.unwrap();
                return Stop::Page(Page { url, text });
            }
            let location = response.headers()[LOCATION].to_str().unwrap();
            url = url.join(location).unwrap();
            let own = [REDIRECT_URI, HTTPS_REDIRECT_URI];
            if own.iter().any(|uri| url.as_str().starts_with(uri)) {
                return Stop::Callback(url.into());
            }
        }
        panic!("redirects in a circle at {url}");
    }

    /// The `Cookie` header for a path (RFC 6265 §5.4).
    fn cookies_for(&self, path: &str) -> String {
        let below = |cookie: &&Cookie| match path.strip_prefix(&cookie.path) {
            Some(rest) => rest.is_empty() || rest.starts_with('/') || cookie.path.ends_with('/'),
            None => false,
        };
        let pairs: Vec<_> = self
            .cookies
            .iter()
            .filter(below)
            .map(|cookie| format!("{}={}", cookie.name, cookie.value))
            .collect();
        pairs.join("; ")
    }

    /// Keeps what `Set-Cookie` says (RFC 6265 §5.2). An empty value deletes:
    /// the servers empty the cookies whose time they set to the past.
    fn keep_cookies(&mut self, headers: &HeaderMap, page: &str) {
        for header in headers.get_all(SET_COOKIE) {
            let mut parts = header.to_str().unwrap().split(';').map(str::trim);
            let (name, value) = parts.next().unwrap().split_once('=').unwrap();
            let path = parts
                .filter_map(|attribute| attribute.split_once('='))
                .find(|(key, _)| key.eq_ignore_ascii_case("path"))
                .map(|(_, path)| path)
                .filter(|path| path.starts_with('/'))
                .unwrap_or_else(|| default_path(page));
            self.cookies
                .retain(|cookie| cookie.name != name || cookie.path != path);
            if !value.is_empty() {
                self.cookies.push(Cookie {
                    name: name.to_owned(),
                    value: value.to_owned(),
                    path: path.to_owned(),
                });
            }
        }
    }
}

/// The path of a cookie that names none: the page's directory (RFC 6265 §5.1.4).
fn default_path(page: &str) -> &str {
    match page.rfind('/') {
        Some(0) | None => "/",
        Some(end) => &page[..end],
    }
}

/// The action and the encoded hidden fields of the form with this id.
fn find_form(page: &str, id: &str) -> Option<(String, String)> {
    let (_, form) = page.split_once(&format!(r#"<form id="{id}""#))?;
    let (form, _) = form.split_once("</form>")?;
    let action = attribute(form, "action")?;
    let mut fields = Url::parse("http://form.example").unwrap();
    for input in form.split("<input").skip(1) {
        let input = input.split_once('>').map_or(input, |(tag, _)| tag);
        if attribute(input, "type").as_deref() == Some("hidden") {
            let value = attribute(input, "value").unwrap_or_default();
            fields
                .query_pairs_mut()
                .append_pair(&attribute(input, "name")?, &value);
        }
    }
    Some((action, fields.query().unwrap_or_default().to_owned()))
}

/// An attribute of the first tag, its escapes undone.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
    let (_, value) = tag.split_once(&format!(r#" {name}=""#))?;
    let (value, _) = value.split_once('"')?;
    Some(unescape(value))
}

/// Undoes the escapes of HTML that the servers write.
fn unescape(text: &str) -> String {
    let mut pieces = text.split('&');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once(';').unwrap();
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#x27" => '\'',
            number => char::from_u32(number.trim_start_matches('#').parse().unwrap()).unwrap(),
        });
        plain.push_str(rest);
    }
    plain
}

#[test]
fn a_form_is_read() {
    let page = r#"<form id="deny" method="post" action="/no"><input name="x" value="y"></form>
        <form id="approve" method="post" action="/a?b&amp;c">
        <input type="hidden" name="state" value="&quot;&#39;&#x27;&lt;&gt;" autocomplete="off">
        <input type="hidden" name="empty" id="e">
        <button type="submit">approve</button></form>"#;
    let (action, fields) = find_form(page, "approve").unwrap();
    assert_eq!(action, "/a?b&c");
    assert_eq!(fields, "state=%22%27%27%3C%3E&empty=");
    assert!(find_form(page, "continue").is_none());
}
