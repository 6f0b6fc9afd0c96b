//! Each page of `oauth-pages` by itself.

use oauth_pages::{Page, Problem, Scene, failed, plain, relay, repeat, see_other, signed_in};
use reqwest::Url;

use super::Window;
use super::site::{Came, Site};

const SCENE: Scene<'_> = Scene {
    app: "my-program",
    provider: "Acme",
};

const NONCE: &str = "n0nce-\"&amp;'+/";

/// The fields of a form, decoded.
fn fields(body: &str) -> Vec<(String, String)> {
    let url = Url::parse(&format!("http://form.example/?{body}")).unwrap();
    url.query_pairs().into_owned().collect()
}

/// A callback with a fragment, and where the relay sends it.
fn relaying(came: &Came) -> Page {
    match (came.method.as_str(), came.target.as_str()) {
        ("GET", "/callback" | "/callback?tenant=a") => relay(SCENE, "/callback/relay", NONCE),
        ("POST", "/callback/relay") => see_other("/callback/done"),
        ("GET", "/callback/done") => signed_in(SCENE, None),
        _ => plain(404, "not found"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_outcome_is_shown_without_a_complaint_and_without_the_code() {
    let Some(window) = Window::open().await else {
        return;
    };
    let site = Site::start(|came| match came.target.split('?').next() {
        Some("/callback") => see_other("/callback/done"),
        Some("/callback/done") => signed_in(SCENE, Some("ada@acme.example")),
        Some("/failed") => failed(
            SCENE,
            &Problem {
                status: 403,
                code: "E0406",
                text: "the sign-in was refused",
                answer: Some(("access_denied", Some("<img src=x onerror=alert(1)>"))),
                next: "start again",
                link: Some(("Sign in again", "/callback?again")),
            },
        ),
        _ => plain(404, "not found"),
    })
    .await;
    window
        .goto(&format!("{}/callback?code=c0de&state=st4te", site.origin))
        .await;
    window.wait_for_heading("Signed in to Acme").await;
    assert_eq!(
        window.address().await,
        format!("{}/callback/done", site.origin)
    );
    let text = window.text().await;
    assert!(text.contains("my-program is now connected to Acme as ada@acme.example."));
    assert!(text.contains("You can close this tab"));
    assert_eq!(
        window.client().title().await.unwrap(),
        "Signed in to Acme · my-program"
    );
    // A code that was in the address is in no `Referer` either.
    assert!(
        site.requests()
            .iter()
            .all(|came| came.header("referer").is_empty())
    );

    window.goto(&format!("{}/failed", site.origin)).await;
    let text = window.text().await;
    assert!(text.contains("The sign-in was refused."), "{text}");
    assert!(text.contains("<img src=x onerror=alert(1)>"), "{text}");
    assert!(text.contains("E0406"), "{text}");
    // The browser notes the status 403 of the page itself, and nothing else.
    let complaints = window.complaints().await;
    assert!(
        complaints
            .iter()
            .all(|complaint| complaint.contains("status of 403")),
        "{complaints:?}"
    );
    window.click("a").await;
    window.wait_for_heading("Signed in to Acme").await;
    window.assert_calm().await;
    assert!(
        site.requests()
            .iter()
            .all(|came| came.target != "/favicon.ico")
    );
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_stands_behind_the_hash_is_posted_once_byte_for_byte() {
    let Some(window) = Window::open().await else {
        return;
    };
    let site = Site::start(relaying).await;
    let start = format!("{}/start", site.origin);
    let answer = "code=a%2Bb+c%26d%3D%C3%A4%25&appCode=/x?y=z#&state=~!*'();:@$,[]&empty=";
    window.goto(&start).await;
    window
        .goto(&format!("{}/callback?tenant=a#{answer}", site.origin))
        .await;
    window.wait_for_heading("Signed in to Acme").await;
    assert_eq!(
        window.address().await,
        format!("{}/callback/done", site.origin)
    );

    let posts = site.of("POST");
    assert_eq!(posts.len(), 1);
    assert_eq!(
        fields(&posts[0].body),
        [
            ("relay".into(), NONCE.into()),
            ("response".into(), answer.into())
        ]
    );
    assert_eq!(
        posts[0].header("origin"),
        site.origin,
        "its own page is known by its origin"
    );
    assert_eq!(posts[0].header("sec-fetch-site"), "same-origin");
    assert_eq!(posts[0].header("referer"), format!("{}/", site.origin));
    // `/start` is a 404, of which the browser complains.
    let complaints = window.complaints().await;
    assert!(
        complaints
            .iter()
            .all(|complaint| complaint.contains("/start")),
        "{complaints:?}"
    );

    // The page that relayed is not in the history, so nothing is posted again.
    window.client().back().await.unwrap();
    assert_eq!(window.address().await, start);
    window.client().forward().await.unwrap();
    window.wait_for_heading("Signed in to Acme").await;
    window.client().refresh().await.unwrap();
    window.wait_for_heading("Signed in to Acme").await;
    assert_eq!(site.of("POST").len(), 1);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_relay_on_the_ipv6_loopback_posts_to_itself() {
    let Some(window) = Window::open().await else {
        return;
    };
    // A machine without IPv6 has nothing to show here.
    if let Some(site) = Site::start_v6(relaying).await {
        window
            .goto(&format!("{}/callback#code=c0de", site.origin))
            .await;
        window.wait_for_heading("Signed in to Acme").await;
        window.assert_calm().await;
        assert_eq!(site.of("POST").len(), 1);
    }
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_address_without_an_answer_shows_the_box_and_posts_nothing() {
    let Some(window) = Window::open().await else {
        return;
    };
    let site = Site::start(relaying).await;
    for address in ["/callback", "/callback#"] {
        window.goto(&format!("{}{address}", site.origin)).await;
        let text = window.text().await;
        assert!(text.contains("No answer from Acme here"), "{text}");
        assert!(!text.contains("Scripts are off"), "{text}");
        window.goto("about:blank").await;
    }
    assert_eq!(site.of("POST").len(), 0);

    window.goto(&format!("{}/callback", site.origin)).await;
    let pasted = "http://127.0.0.1/callback#code=c%2B0&state=a+b";
    window.type_into("textarea", pasted).await;
    window.click("button").await;
    window.wait_for_heading("Signed in to Acme").await;
    window.assert_calm().await;
    let posts = site.of("POST");
    assert_eq!(posts.len(), 1);
    assert_eq!(
        fields(&posts[0].body)[1],
        ("response".into(), pasted.into())
    );
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn with_scripts_off_a_person_passes_the_answer_on() {
    let Some(window) = Window::open_without_scripts().await else {
        return;
    };
    let site = Site::start(relaying).await;
    let address = format!("{}/callback#code=c%2B0&state=a+b", site.origin);
    window.goto(&address).await;
    let text = window.text().await;
    assert!(text.contains("One more step to sign in to Acme"), "{text}");
    assert!(text.contains("Scripts are off in this browser"), "{text}");
    assert!(!text.contains("Signing in to Acme"), "{text}");
    assert_eq!(site.of("POST").len(), 0);
    window.type_into("textarea", &address).await;
    window.click("button").await;
    window.wait_for_heading("Signed in to Acme").await;
    let posts = site.of("POST");
    assert_eq!(posts.len(), 1);
    assert_eq!(
        fields(&posts[0].body),
        [("relay".into(), NONCE.into()), ("response".into(), address)]
    );
    assert_eq!(posts[0].header("origin"), site.origin);
    window.close().await;
}

/// The field `submit` would hide the form's own method from a careless script.
const REPEATED: &[(&str, &str)] = &[
    ("code", "a+b/c=&\"d\"'<e>ä%2B"),
    ("state", " st4te "),
    ("submit", "1"),
    ("action", "https://evil.example/"),
    ("state", "twice"),
];

fn repeating(came: &Came) -> Page {
    match (came.method.as_str(), came.target.as_str()) {
        ("POST", "/callback") => repeat(SCENE, "/callback?same-site", REPEATED),
        ("POST", "/callback?same-site") => see_other("/done"),
        ("GET", "/done") => signed_in(SCENE, None),
        ("GET", "/start") => {
            // As the provider's page would be, on another site.
            let mut page = plain(200, "");
            page.headers.retain(|(name, _)| *name == "cache-control");
            page.headers.push(("content-type", "text/html".into()));
            page.body = "<title>start</title><link rel=icon href=data:,><form method=post><button>go</button></form>".into();
            page
        }
        _ => plain(404, "not found"),
    }
}

fn expected() -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    REPEATED.iter().map(owned).collect()
}

/// Opens a page of another site and posts from there.
async fn post_from_elsewhere(window: &Window, site: &Site) {
    let elsewhere = site.origin.replace("127.0.0.1", "localhost");
    window.goto(&format!("{elsewhere}/start")).await;
    let script = format!("document.forms[0].action = '{}/callback'", site.origin);
    window.script(&script).await;
    window.click("button").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_post_of_another_site_is_repeated_once_from_this_one() {
    let Some(window) = Window::open().await else {
        return;
    };
    let site = Site::start(repeating).await;
    post_from_elsewhere(&window, &site).await;
    window.wait_for_heading("Signed in to Acme").await;
    window.assert_calm().await;
    let posts = site.of("POST");
    assert_eq!(posts.len(), 2);
    assert_eq!(posts[0].header("sec-fetch-site"), "cross-site");
    assert_eq!(posts[1].header("sec-fetch-site"), "same-origin");
    assert_eq!(posts[1].header("origin"), site.origin);
    assert_eq!(fields(&posts[1].body), expected());

    window.client().back().await.unwrap();
    assert_eq!(window.client().title().await.unwrap(), "start");
    assert_eq!(site.of("POST").len(), 2);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn with_scripts_off_a_person_presses_continue() {
    let Some(window) = Window::open_without_scripts().await else {
        return;
    };
    // Without scripts the test cannot change the form either: it posts to its own page.
    let site = Site::start(|came| match (came.method.as_str(), came.target.as_str()) {
        ("POST", "/start") => repeat(SCENE, "/callback?same-site", REPEATED),
        _ => repeating(came),
    })
    .await;
    window.goto(&format!("{}/start", site.origin)).await;
    window.click("button").await;
    window.wait_for_heading("Signing in to Acme…").await;
    assert_eq!(site.of("POST").len(), 1);
    window.click("button").await;
    window.wait_for_heading("Signed in to Acme").await;
    let posts = site.of("POST");
    assert_eq!(posts.len(), 2);
    assert_eq!(fields(&posts[1].body), expected());
    window.close().await;
}

/// Were the policy not sent, the script of the page would run and say so.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_policy_stops_a_script_that_is_not_the_pages_own() {
    let Some(window) = Window::open().await else {
        return;
    };
    let site = Site::start(|_| {
        let mut page = relay(SCENE, "/callback/relay", NONCE);
        let script = "<script>document.title = 'foreign'</script><p style=\"color:red\">";
        page.body = page.body.replace("<main>", &format!("<main>{script}"));
        page
    })
    .await;
    window.goto(&site.origin).await;
    let title = window.client().title().await.unwrap();
    assert_eq!(title, "Signing in to Acme · my-program");
    let complaints = window.complaints().await;
    assert_eq!(complaints.len(), 2, "{complaints:#?}");
    assert!(
        complaints
            .iter()
            .all(|complaint| complaint.contains("Content Security Policy"))
    );
    window.close().await;
}
