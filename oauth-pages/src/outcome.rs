//! How a sign-in ended.

use std::fmt::Write as _;

use crate::answer::Page;
use crate::document::{Mark, Script, document};
use crate::text::{escaped, is_local_path, sentence, shown};

/// Whom a page speaks of. Texts are escaped on the way into the page.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The program's name: `my-program`.
    pub app: &'a str,
    /// The provider's name: `Acme`.
    pub provider: &'a str,
}

/// The names as HTML. `<bdi>` keeps a name that is written from right to left
/// from turning the text around it.
pub(crate) struct Names {
    pub(crate) app: String,
    pub(crate) provider: String,
}

impl Scene<'_> {
    pub(crate) fn names(&self) -> Names {
        let bdi = |name| format!("<bdi>{}</bdi>", shown(name));
        Names {
            app: bdi(self.app),
            provider: bdi(self.provider),
        }
    }

    /// `Signed in to Acme · my-program`.
    pub(crate) fn title(&self, what: &str) -> String {
        format!("{what} {} · {}", shown(self.provider), shown(self.app))
    }
}

/// What went wrong, for the person at the browser.
///
/// `text` and `next` can be texts of errors as they are: `` `backticks` `` become
/// code, and each is made a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// The HTTP status of the page.
    pub status: u16,
    /// The library's code: `E0406`.
    pub code: &'a str,
    /// What is wrong, in a sentence.
    pub text: &'a str,
    /// The provider's own `error` and `error_description` (RFC 6749 §4.1.2.1).
    pub answer: Option<(&'a str, Option<&'a str>)>,
    /// What to do next, in a sentence.
    pub next: &'a str,
    /// Where to go from here: a link's text and its address, which is a path.
    /// The link is left out when the address is none on this server.
    pub link: Option<(&'a str, &'a str)>,
}

/// The sign-in is done. `account` is who signed in, where that is known.
#[must_use]
pub fn signed_in(scene: Scene<'_>, account: Option<&str>) -> Page {
    let Names { app, provider } = scene.names();
    let account = account.map(shown).filter(|account| !account.is_empty());
    let account = account.map_or_else(String::new, |account| {
        format!(" as <strong><bdi>{account}</bdi></strong>")
    });
    let main = format!(
        "{mark}\n<div role=\"status\">\n<h1>Signed in to {provider}</h1>\n\
         <p>{app} is now connected to {provider}{account}.</p>\n</div>\n\
         <p class=\"soft\">You can close this tab and go back to {app}.</p>\n",
        mark = Mark::Done
    );
    document(200, &scene.title("Signed in to"), &main, Script::None)
}

/// The code of a sign-in that was finished before: the person may well be signed in.
const ALREADY_FINISHED: &str = "E0405";

/// The sign-in failed, or (`E0405`) was finished before.
#[must_use]
pub fn failed(scene: Scene<'_>, problem: &Problem<'_>) -> Page {
    let Names { app, provider } = scene.names();
    let (heading, title) = match problem.code {
        ALREADY_FINISHED => (
            format!("This sign-in to {provider} is over"),
            "Sign-in is over:",
        ),
        _ => (format!("Not signed in to {provider}"), "Not signed in to"),
    };
    let mut main = format!(
        "{mark}\n<div role=\"alert\">\n<h1>{heading}</h1>\n<p>{text}</p>\n</div>\n",
        mark = Mark::Fail,
        text = sentence(problem.text),
    );
    let next = sentence(problem.next);
    if !next.is_empty() {
        let _ = writeln!(main, "<p><strong>What to do:</strong> {next}</p>");
    }
    if let Some((text, path)) = problem.link.filter(|(_, path)| is_local_path(path)) {
        let (text, path) = (shown(text), escaped(path));
        let _ = writeln!(
            main,
            "<p><a class=\"button\" href=\"{path}\">{text}</a></p>"
        );
    } else {
        main.push_str("<p class=\"soft\">You can close this tab.</p>\n");
    }
    main.push_str("<dl>\n");
    if let Some((error, description)) = problem.answer {
        let _ = writeln!(
            main,
            "<dt>{provider} answered</dt>\n<dd><code><bdi>{}</bdi></code></dd>",
            shown(error)
        );
        let description = description.map(shown).filter(|text| !text.is_empty());
        if let Some(description) = description {
            let _ = writeln!(main, "<dd><q><bdi>{description}</bdi></q></dd>");
        }
    }
    let _ = writeln!(
        main,
        "<dt>Error code of {app}</dt>\n<dd><code>{}</code></dd>\n</dl>",
        shown(problem.code)
    );
    document(problem.status, &scene.title(title), &main, Script::None)
}
