//! The frame of every page.

use std::fmt::{self, Display};

use crate::answer::Page;
use crate::policy::{
    NO_REFERRER, ORIGIN_ONLY, RELAY, REPEAT, STYLE, WITH_RELAY, WITH_REPEAT, WITHOUT_SCRIPT,
};

/// What a page does on its own.
#[derive(Clone, Copy)]
pub(crate) enum Script {
    None,
    Relay,
    Repeat,
}

/// The sign above the text. It says nothing that the text does not say.
#[derive(Clone, Copy)]
pub(crate) enum Mark {
    Done,
    Fail,
}

impl Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (class, path) = match self {
            Self::Done => ("done", "M4.5 12.8l4.8 4.7L19.5 6.8"),
            Self::Fail => ("fail", "M12 4.5v9.5M12 18.6v.9"),
        };
        write!(
            f,
            "<svg class=\"mark {class}\" width=\"52\" height=\"52\" viewBox=\"0 0 24 24\" fill=\"none\" \
             stroke=\"currentColor\" stroke-width=\"2.6\" stroke-linecap=\"round\" \
             stroke-linejoin=\"round\" aria-hidden=\"true\"><path d=\"{path}\"/></svg>"
        )
    }
}

/// A document with this title and content, both of them HTML.
pub(crate) fn document(status: u16, title: &str, main: &str, script: Script) -> Page {
    let (script, policy, referrer) = match script {
        Script::None => (None, &*WITHOUT_SCRIPT, NO_REFERRER),
        Script::Relay => (Some(RELAY), &*WITH_RELAY, ORIGIN_ONLY),
        Script::Repeat => (Some(REPEAT), &*WITH_REPEAT, ORIGIN_ONLY),
    };
    let script = script.map_or_else(String::new, |text| format!("<script>{text}</script>\n"));
    let body = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n{main}</main>\n{script}</body>\n</html>\n"
    );
    Page::new(status, "text/html; charset=utf-8", policy, referrer, body)
}
