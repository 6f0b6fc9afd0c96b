//! The pages that a browser ends at after a sign-in.
//!
//! Each is one self-contained HTML document: no script but in the relay, no
//! asset from elsewhere, readable without scripts and styles, light and dark.
//! Each comes with the headers it must be sent with.

/// An answer for a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The HTTP status.
    pub status: u16,
    /// The headers, all of which belong to the page.
    pub headers: Vec<(&'static str, String)>,
    /// The HTML document.
    pub body: String,
}

/// Whom a page speaks of. Texts are escaped on the way into the page.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The program's name: `my-program`.
    pub app: &'a str,
    /// The provider's name: `Acme`.
    pub provider: &'a str,
}

/// What went wrong, for the person at the browser.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// The HTTP status of the page.
    pub status: u16,
    /// The library's code: `E0406`.
    pub code: &'a str,
    /// What is wrong, in a sentence.
    pub text: &'a str,
    /// The provider's own `error` and `error_description`.
    pub answer: Option<(&'a str, Option<&'a str>)>,
    /// What to do next, in a sentence.
    pub next: &'a str,
    /// Where to go from here: a link's text and its address, which is a path.
    pub link: Option<(&'a str, &'a str)>,
}

/// The sign-in is done. `account` is who signed in, where that is known.
#[must_use]
pub fn signed_in(scene: Scene<'_>, account: Option<&str>) -> Page {
    let _ = account;
    plain(200, &format!("Signed in to {}", scene.provider))
}

/// The sign-in failed.
#[must_use]
pub fn failed(scene: Scene<'_>, problem: &Problem<'_>) -> Page {
    plain(
        problem.status,
        &format!("{}: {} [{}]", scene.provider, problem.text, problem.code),
    )
}

/// Sends what stands behind `#` of the address to `action` (a path) by one `POST`
/// with the form fields `relay` (this nonce) and `response` (the text behind `#`),
/// and clears the address. Without scripts it shows a box to paste the address in.
#[must_use]
pub fn relay(scene: Scene<'_>, action: &str, nonce: &str) -> Page {
    let _ = (action, nonce);
    plain(200, scene.provider)
}

/// Repeats a `POST` that came from another site from this site, so that the
/// browser sends the cookies of this one along (`form_post` callbacks).
#[must_use]
pub fn repeat(scene: Scene<'_>, action: &str, fields: &[(&str, &str)]) -> Page {
    let _ = (action, fields);
    plain(200, scene.provider)
}

/// Sends the browser on to a path, so that the code leaves the address bar.
#[must_use]
pub fn see_other(path: &str) -> Page {
    let mut page = plain(303, "");
    page.headers.push(("location", path.to_owned()));
    page
}

/// An answer in a line of text, for requests that no person makes.
#[must_use]
pub fn plain(status: u16, text: &str) -> Page {
    Page {
        status,
        headers: vec![
            ("content-type", "text/plain; charset=utf-8".into()),
            ("cache-control", "no-store".into()),
        ],
        body: text.to_owned(),
    }
}
