//! The pages as a browser receives them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod contrast;
mod foreign;
mod headers;
mod markup;
mod stored;

use oauth_pages::{Page, Problem, Scene, failed, relay, repeat, signed_in};

const SCENE: Scene<'_> = Scene {
    app: "my-program",
    provider: "Acme",
};

const DENIED: Problem<'_> = Problem {
    status: 403,
    code: "E0406",
    text: "the sign-in was refused at the provider",
    answer: Some(("access_denied", Some("The user said \"no\" & left"))),
    next: "start the sign-in again, and approve it",
    link: None,
};

/// Every kind of page, with the name of its stored copy.
fn pages() -> [(&'static str, Page); 6] {
    let again = Problem {
        link: Some(("Sign in again", "/oauth/acme/sign-in?return_to=/a&x=1")),
        answer: None,
        ..DENIED
    };
    let fields = [("code", "a+b/c=&\"d\"'<e>"), ("state", "st~ate")];
    [
        ("signed_in", signed_in(SCENE, None)),
        ("signed_in_as", signed_in(SCENE, Some("ada@acme.example"))),
        ("failed", failed(SCENE, &DENIED)),
        ("failed_with_link", failed(SCENE, &again)),
        ("relay", relay(SCENE, "/callback", "n0nce-_")),
        ("repeat", repeat(SCENE, "/callback?again=1", &fields)),
    ]
}
