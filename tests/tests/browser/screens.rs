//! How the pages look: light and dark, wide and narrow.
//!
//! `OAUTH_SCREENSHOTS=DIR` writes what was seen to that directory.

use std::env;
use std::path::PathBuf;

use oauth_pages::{Page, Problem, Scene, failed, relay, repeat, signed_in};
use serde_json::{Value, json};

use super::Window;
use super::site::Site;

const SCENE: Scene<'_> = Scene {
    app: "my-program",
    provider: "Acme",
};

/// A page, and the name of its pictures.
type Named = (&'static str, fn() -> Page);

/// Pages with much on them.
const PAGES: &[Named] = &[
    ("signed_in", || signed_in(SCENE, Some("ada@acme.example"))),
    ("failed", || {
        failed(
            SCENE,
            &Problem {
                status: 403,
                code: "E0406",
                text: "the sign-in was refused at the provider",
                answer: Some((
                    "access_denied",
                    Some("The resource owner denied the request"),
                )),
                next: "To sign in after all, start again in my-program.",
                link: None,
            },
        )
    }),
    ("failed_with_link", || {
        let long = "a_very_long_error_of_a_provider_that_knows_no_spaces_".repeat(3);
        failed(
            SCENE,
            &Problem {
                status: 502,
                code: "E0302",
                text: "the provider did not exchange the code: its answer has no `access_token`",
                answer: Some((&long, None)),
                next: "sign in again; if it happens again, tell the people who run my-program",
                link: Some(("Sign in again", "/again")),
            },
        )
    }),
    ("relay", || relay(SCENE, "/callback/relay", "nonce")),
    ("relay_without_scripts", || {
        without_scripts(relay(SCENE, "/callback/relay", "nonce"))
    }),
    ("repeat", || {
        without_scripts(repeat(SCENE, "/callback", &[("code", "c")]))
    }),
];

/// The page stays where it is, to be looked at.
fn without_scripts(mut page: Page) -> Page {
    page.body = page
        .body
        .replace("<script>", "<script type=\"text/plain\">");
    page
}

/// WCAG 2.2, 1.4.10: no scrolling in two directions at 320 CSS pixels.
const WIDTHS: [u32; 3] = [1280, 360, 320];

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_page_fits_wide_and_narrow_in_light_and_dark() {
    let Some(window) = Window::open().await else {
        return;
    };
    let folder = env::var_os("OAUTH_SCREENSHOTS").map(PathBuf::from);
    let site = Site::start(|came| {
        let name = came.target.trim_start_matches('/');
        let (_, page) = PAGES.iter().find(|(known, _)| *known == name).unwrap();
        page()
    })
    .await;
    let mut grounds = Vec::new();
    for scheme in ["light", "dark"] {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        window
            .devtools("Emulation.setEmulatedMedia", json!({"features": features}))
            .await;
        for width in WIDTHS {
            let metrics = json!({
                "width": width, "height": 760, "deviceScaleFactor": 1, "mobile": false,
            });
            window
                .devtools("Emulation.setDeviceMetricsOverride", metrics)
                .await;
            for (name, _) in PAGES {
                window.goto(&format!("{}/{name}", site.origin)).await;
                let seen = window
                    .script(
                        "const page = document.documentElement, cut = [...document.querySelectorAll('main *')]\
                         .filter((e) => e.getBoundingClientRect().right > innerWidth).length;\
                         return [innerWidth, page.scrollWidth, cut, getComputedStyle(document.body).backgroundColor]",
                    )
                    .await;
                let [inner, scroll, cut, ground] = seen.as_array().unwrap().as_slice() else {
                    panic!("{seen}");
                };
                assert_eq!(inner, &json!(width));
                assert!(
                    scroll.as_u64() <= inner.as_u64(),
                    "{name} at {width}: {seen}"
                );
                assert_eq!(cut, &json!(0), "{name} at {width}");
                grounds.push((scheme, ground.clone()));
                if let Some(folder) = &folder {
                    std::fs::create_dir_all(folder).unwrap();
                    let picture = window.client().screenshot().await.unwrap();
                    std::fs::write(folder.join(format!("{name}-{width}-{scheme}.png")), picture)
                        .unwrap();
                }
            }
        }
    }
    // One ground for each scheme, and not the same.
    grounds.dedup();
    let colours: Vec<_> = grounds.iter().map(|(_, ground)| ground).collect();
    assert!(
        matches!(colours.as_slice(), [Value::String(light), Value::String(dark)] if light != dark),
        "{grounds:?}"
    );
    window.close().await;
}
