//! Who may ask: hosts, origins and what browsers tell of a request.

use oauth_runtime::Provider as _;

use crate::providers::*;
use crate::support::*;

async fn status_of(under: &Under, head: &str) -> u16 {
    let reply = exchange(under.address(), head).await;
    let cors = reply.head.to_ascii_lowercase().contains("access-control-");
    assert!(!cors, "{}", reply.head);
    reply.status
}

#[tokio::test]
async fn f_42_only_the_host_of_the_redirect_uri_is_answered() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let callback = server.authorize(&under.url).await.unwrap();
    let own = authority(&callback).to_owned();
    let port = under.address().port();
    let target = callback.split_once(&own).unwrap().1.to_owned();
    let with = |host: &str| format!("GET {target} HTTP/1.1\r\nhost: {host}\r\n\r\n");
    for host in [
        format!("evil.example:{port}"),
        "evil.example".to_owned(),
        format!("127.0.0.1.evil.example:{port}"),
        format!("localhost:{port}"),
        format!("[::1]:{port}"),
        format!("[::ffff:127.0.0.1]:{port}"),
        format!("127.0.0.2:{port}"),
        format!("127.1:{port}"),
        format!("2130706433:{port}"),
        format!("0.0.0.0:{port}"),
        format!("127.0.0.1.:{port}"),
        "127.0.0.1".to_owned(),
        "127.0.0.1:80".to_owned(),
        format!("127.0.0.1:{}", port ^ 1),
        format!("127.0.0.1:0{port}"),
        format!("user@127.0.0.1:{port}"),
        format!("127.0.0.1:{port}, evil.example"),
        String::new(),
    ] {
        assert_eq!(status_of(&under, &with(&host)).await, 403, "{host}");
    }
    for head in [
        format!("GET {target} HTTP/1.0\r\n\r\n"),
        format!("GET {target} HTTP/1.1\r\n\r\n"),
        format!("GET {target} HTTP/1.1\r\nhost: {own}\r\nhost: evil.example\r\n\r\n"),
        format!("GET {target} HTTP/1.1\r\nhost: {own}\r\nhost: {own}\r\n\r\n"),
        format!("GET http://evil.example{target} HTTP/1.1\r\nhost: {own}\r\n\r\n"),
        format!("GET http://{own}{target} HTTP/1.1\r\nhost: evil.example\r\n\r\n"),
        format!("CONNECT {own} HTTP/1.1\r\nhost: evil.example\r\n\r\n"),
    ] {
        assert_eq!(status_of(&under, &head).await, 403, "{head}");
    }
    assert!(!under.task.is_finished());
    assert_eq!(status_of(&under, &with(&own)).await, 303);
    visit(&format!("http://{own}/callback/done")).await;
    under.ends().await.unwrap();
}

#[tokio::test]
async fn f_42_a_callback_is_a_page_that_the_browser_goes_to() {
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let callback = server.authorize(&under.url).await.unwrap();
    for headers in [
        &[("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")][..],
        &[("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "script")],
        &[
            ("sec-fetch-mode", "cors"),
            ("origin", "https://evil.example"),
        ],
        &[("sec-fetch-mode", "websocket")],
        &[("sec-fetch-mode", "")],
        &[("sec-fetch-mode", "navigate"), ("sec-fetch-mode", "cors")],
    ] {
        let reply = request("GET", &callback, headers, "").await;
        assert_eq!(reply.status, 403, "{headers:?}");
    }
    // A preflight of a private network request is not let through either.
    let preflight = [
        ("origin", "https://evil.example"),
        ("access-control-request-method", "GET"),
        ("access-control-request-private-network", "true"),
    ];
    let reply = request("OPTIONS", &callback, &preflight, "").await;
    assert_eq!(reply.status, 405);
    assert!(!reply.head.to_ascii_lowercase().contains("access-control-"));
    // What a browser says that comes from the provider's page.
    let navigation = [
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-dest", "document"),
        ("sec-fetch-user", "?1"),
        ("referer", "https://acme.example/"),
    ];
    let first = request("GET", &callback, &navigation, "").await;
    assert_eq!(follow(&callback, first).await.status, 200);
    under.ends().await.unwrap();
}

#[tokio::test]
async fn f_42_the_relay_takes_one_post_from_its_own_page() {
    let (server, client) = world(Behind::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let callback = server.authorize(&under.url).await.unwrap();
    let (page_url, fragment) = callback.split_once('#').unwrap();
    let relay = format!("{page_url}/relay");
    let origin = format!("http://{}", authority(page_url));
    let page = get(page_url).await;
    assert_eq!(page.status, 200);
    assert!(page.header("cache-control").unwrap().contains("no-store"));
    assert!(page.header("content-security-policy").is_some());
    let nonce = hidden(&page.body, "relay").unwrap();
    let response: String =
        percent_encoding::utf8_percent_encode(fragment, percent_encoding::NON_ALPHANUMERIC)
            .collect();
    let body = format!("relay={nonce}&response={response}");
    let same = ("sec-fetch-site", "same-origin");
    for (headers, body, status) in [
        (&[("origin", "https://evil.example")][..], &body, 403),
        (&[("origin", "http://localhost:1")], &body, 403),
        (&[("origin", "null")], &body, 403),
        (
            &[("origin", "null"), ("sec-fetch-site", "cross-site")],
            &body,
            403,
        ),
        (&[("sec-fetch-site", "cross-site")], &body, 403),
        (&[("sec-fetch-site", "same-site")], &body, 403),
        (&[("sec-fetch-site", "none")], &body, 403),
        (&[same], &format!("response={response}"), 400),
        (&[same], &format!("relay=&response={response}"), 403),
        (&[same], &format!("relay={nonce}x&response={response}"), 403),
        (
            &[same],
            &format!("relay={nonce}&relay={nonce}&response={response}"),
            400,
        ),
    ] {
        let reply = request("POST", &relay, headers, body).await;
        assert_eq!(reply.status, status, "{headers:?} {body}");
    }
    assert_eq!(request("GET", &relay, &[], "").await.status, 405);
    assert!(!under.task.is_finished());
    // The nonce is good once, also for a response of another sign-in.
    let own = [("origin", origin.as_str()), same];
    let stray = format!("relay={nonce}&response=code%3Dx%26state%3Dy");
    assert_eq!(request("POST", &relay, &own, &stray).await.status, 400);
    assert_eq!(request("POST", &relay, &own, &body).await.status, 403);

    let nonce = hidden(&get(page_url).await.body, "relay").unwrap();
    let body = format!("relay={nonce}&response={response}");
    let first = request("POST", &relay, &own, &body).await;
    assert_eq!(first.status, 303);
    assert_eq!(follow(page_url, first).await.status, 200);
    under.ends().await.unwrap();
}
