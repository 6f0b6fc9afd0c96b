//! Pages that pass an answer on to the server that they came from.

use std::fmt::Write as _;

use crate::answer::Page;
use crate::document::{Script, document};
use crate::outcome::{Names, Scene};
use crate::text::{escaped, is_local_path};

/// Sends what stands behind `#` of the address to `action` (a path) by one `POST`
/// with the form fields `relay` (this nonce) and `response` (the text behind `#`),
/// and clears the address. Without scripts, or when nothing stands there, it shows
/// a box to paste the address in; `response` can then be a whole address.
///
/// The browser sends the `POST` with `Origin` and, on loopback and `https`, with
/// `Sec-Fetch-Site: same-origin`. An `action` that is no path of this server is
/// left out: the form then goes to the address of the page.
#[must_use]
pub fn relay(scene: Scene<'_>, action: &str, nonce: &str) -> Page {
    let Names { app, provider } = scene.names();
    let main = format!(
        "<div id=\"passing\" role=\"status\" hidden>\n<h1>Signing in to {provider}…</h1>\n\
         <p class=\"soft last\">{app} takes the answer from here.</p>\n</div>\n\
         <div id=\"paste\">\n<div id=\"off\">\n<h1>One more step to sign in to {provider}</h1>\n\
         <p>Scripts are off in this browser, so you pass the answer from {provider} on by hand: \
         copy the whole address of this page from the address bar, and paste it here.</p>\n</div>\n\
         <div id=\"empty\" role=\"status\" hidden>\n<h1>No answer from {provider} here</h1>\n\
         <p>This page came without an answer, or it has passed the answer on. If you have the address \
         that {provider} sent you to, paste it here. If not, start again in {app}.</p>\n</div>\n\
         <form method=\"post\"{action} autocomplete=\"off\">\n\
         <input type=\"hidden\" name=\"relay\" value=\"{nonce}\">\n\
         <label for=\"response\">Address</label>\n\
         <textarea id=\"response\" name=\"response\" rows=\"4\" required autocomplete=\"off\" \
         autocapitalize=\"off\" spellcheck=\"false\"></textarea>\n\
         <button type=\"submit\">Sign in</button>\n</form>\n</div>\n",
        action = action_of(action),
        nonce = escaped(nonce),
    );
    document(200, &scene.title("Signing in to"), &main, Script::Relay)
}

/// Repeats a `POST` that came from another site from this site, so that the
/// browser sends the cookies of this one along (`form_post` callbacks, OAuth 2.0
/// Form Post Response Mode). Without scripts the person presses a button.
///
/// Give it a field of your own, so that the second `POST` can be told from the
/// first: a browser without cookies would go round in a circle. The `action` is
/// treated as that of [`relay`].
#[must_use]
pub fn repeat(scene: Scene<'_>, action: &str, fields: &[(&str, &str)]) -> Page {
    let Names { app, provider } = scene.names();
    let mut inputs = String::new();
    for (name, value) in fields {
        let _ = writeln!(
            inputs,
            "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
            escaped(name),
            escaped(value)
        );
    }
    let main = format!(
        "<h1>Signing in to {provider}…</h1>\n\
         <p>{provider} has answered, and {app} takes the answer from here. If nothing happens, press the button.</p>\n\
         <form method=\"post\"{action} autocomplete=\"off\">\n{inputs}\
         <button type=\"submit\">Continue</button>\n</form>\n",
        action = action_of(action),
    );
    document(200, &scene.title("Signing in to"), &main, Script::Repeat)
}

/// The attribute, or nothing.
fn action_of(path: &str) -> String {
    if is_local_path(path) {
        format!(" action=\"{}\"", escaped(path))
    } else {
        String::new()
    }
}
