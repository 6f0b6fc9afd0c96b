//! Ports that others hold.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use oauth_runtime::spec::{LoopbackHost, ProviderSpec, RedirectSpec};
use oauth_runtime::{Code, Error, Provider as _};
use oauth_sign_in::{SignInExt as _, Way};
use socket2::{Domain, Socket, Type};

use crate::providers::*;
use crate::support::*;

fn with_ports(host: LoopbackHost, ports: &[u16]) -> &'static ProviderSpec {
    Box::leak(Box::new(ProviderSpec {
        redirect: RedirectSpec {
            host,
            ports: Box::leak(ports.into()),
            path: "/callback",
        },
        ..*Acme::SPEC
    }))
}

/// A socket that holds a port. `shared` asks the system to let others have it too.
fn hold(address: impl Into<SocketAddr>, shared: bool) -> (Socket, u16) {
    let address = address.into();
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None).unwrap();
    if shared {
        socket.set_reuse_address(true).unwrap();
        #[cfg(unix)]
        socket.set_reuse_port(true).unwrap();
    }
    if address.is_ipv6() {
        socket.set_only_v6(true).unwrap();
    }
    socket.bind(&address.into()).unwrap();
    socket.listen(8).unwrap();
    let port = socket.local_addr().unwrap().as_socket().unwrap().port();
    (socket, port)
}

fn v4(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

fn v6(port: u16) -> SocketAddr {
    (Ipv6Addr::LOCALHOST, port).into()
}

/// A port that was free in both families a moment ago.
fn free() -> u16 {
    loop {
        let (four, port) = hold(v4(0), false);
        let six = Socket::new(Domain::IPV6, Type::STREAM, None).unwrap();
        if six.bind(&v6(port).into()).is_ok() {
            drop(four);
            return port;
        }
    }
}

/// Tries to sign in where no port can be had. No browser may be opened.
async fn refused(spec: &'static ProviderSpec) -> Error {
    let (_server, client) = world(spec).await;
    let opened = Arc::new(AtomicUsize::new(0));
    let count = opened.clone();
    let ada = Ada::new();
    let attempt = client
        .sign_in("")
        .way(Way::Browser)
        .person(ada.clone())
        .browser(move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            Ok(())
        });
    let error = soon(attempt.into_future()).await.unwrap_err();
    assert_eq!(opened.load(Ordering::SeqCst), 0);
    assert!(ada.told().is_empty());
    assert_eq!(error.code(), Code::NoPort);
    error
}

#[tokio::test]
async fn f_40_a_taken_port_means_the_next_one() {
    let (_squatter, taken) = hold(v4(0), false);
    let next = free();
    let (server, client) = world(with_ports(LoopbackHost::V4, &[taken, next])).await;
    let under = begin(&client, |attempt| attempt).await;
    let uri = format!("http://127.0.0.1:{next}/callback");
    assert_eq!(under.redirect_uri(), uri);
    visit(&server.authorize(&under.url).await.unwrap()).await;
    under.ends().await.unwrap();
}

#[tokio::test]
async fn f_40_no_port_left_is_an_error_that_names_the_ports_and_the_way_out() {
    let (_one, first) = hold(v4(0), false);
    let (_two, second) = hold(v4(0), false);
    let error = refused(with_ports(LoopbackHost::V4, &[first, second])).await;
    let text = error.to_string();
    assert!(text.contains(&first.to_string()) && text.contains(&second.to_string()));
    assert!(text.contains("port(...)"), "{text}");
    let text = refused(with_ports(LoopbackHost::V4, &[first]))
        .await
        .to_string();
    assert!(text.contains(&first.to_string()), "{text}");
}

#[tokio::test]
async fn f_40_a_port_that_asks_to_be_shared_is_not() {
    for address in [v4(0), (Ipv4Addr::UNSPECIFIED, 0).into()] {
        let (_squatter, port) = hold(address, true);
        refused(with_ports(LoopbackHost::V4, &[port])).await;
    }
}

#[tokio::test]
async fn f_40_nobody_can_share_the_port_afterwards() {
    let (_server, client) = world(Local::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    let port = under.address().port();
    for address in [v4(port), v6(port)] {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None).unwrap();
        socket.set_reuse_address(true).unwrap();
        #[cfg(unix)]
        socket.set_reuse_port(true).unwrap();
        let shared = socket.bind(&address.into()).and_then(|()| socket.listen(8));
        assert!(shared.is_err(), "{address}");
    }
}

#[tokio::test]
async fn f_40_localhost_is_never_half_ours() {
    for family in [v4(0), v6(0)] {
        let (_squatter, taken) = hold(family, false);
        refused(with_ports(LoopbackHost::Localhost, &[taken])).await;
        // What was bound on the way is free again.
        let other = if family.is_ipv4() {
            v6(taken)
        } else {
            v4(taken)
        };
        drop(hold(other, false));

        let next = free();
        let (server, client) = world(with_ports(LoopbackHost::Localhost, &[taken, next])).await;
        let under = begin(&client, |attempt| attempt).await;
        assert_eq!(
            under.redirect_uri(),
            format!("http://localhost:{next}/callback")
        );
        visit(&server.authorize(&under.url).await.unwrap()).await;
        under.ends().await.unwrap();
    }
}

#[tokio::test]
async fn localhost_is_listened_at_in_both_families() {
    for own in [v4(0), v6(0)] {
        let (server, client) = world(Local::SPEC).await;
        let under = begin(&client, |attempt| attempt).await;
        let callback = server.authorize(&under.url).await.unwrap();
        let host = authority(&callback).to_owned();
        let mut at = own;
        at.set_port(under.address().port());
        let ask = |target: String| {
            let host = host.clone();
            exchange(at, format!("GET {target} HTTP/1.1\r\nhost: {host}\r\n\r\n"))
        };
        let target = callback.split_once(&host).unwrap().1.to_owned();
        let first = ask(target).await;
        assert_eq!(first.status, 303);
        assert_eq!(
            ask(first.header("location").unwrap().to_owned())
                .await
                .status,
            200
        );
        under.ends().await.unwrap();
    }
}

#[tokio::test]
async fn the_v6_literal_is_listened_at() {
    let (server, client) = world(Six::SPEC).await;
    let under = begin(&client, |attempt| attempt).await;
    assert!(under.redirect_uri().starts_with("http://[::1]:"));
    visit(&server.authorize(&under.url).await.unwrap()).await;
    under.ends().await.unwrap();
}

#[tokio::test]
async fn a_registered_redirect_uri_is_listened_at_and_sent_byte_for_byte() {
    let uri = format!("http://localhost:{}/oauth/Back?from=cli", free());
    let (server, client) = world(Acme::SPEC).await;
    let under = begin(&client, |attempt| attempt.redirect_uri(&uri)).await;
    assert_eq!(under.redirect_uri(), uri);
    let page = visit(&server.authorize(&under.url).await.unwrap()).await;
    assert_eq!(page.status, 200);
    under.ends().await.unwrap();

    let port = free();
    let under = begin(&client, |attempt| attempt.redirect_uri(&uri).port(port)).await;
    assert_eq!(
        under.redirect_uri(),
        format!("http://localhost:{port}/oauth/Back?from=cli")
    );
}

#[tokio::test]
async fn a_fixed_port_can_be_used_again_at_once() {
    let (server, client) = world(with_ports(LoopbackHost::Localhost, &[free()])).await;
    for _ in 0..3 {
        let under = begin(&client, |attempt| attempt).await;
        visit(&server.authorize(&under.url).await.unwrap()).await;
        under.ends().await.unwrap();
    }
}

#[tokio::test]
async fn a_person_who_pastes_needs_no_free_port() {
    let (_squatter, taken) = hold(v4(0), false);
    let (server, client) = world(with_ports(LoopbackHost::V4, &[taken])).await;
    let under = begin(&client, |attempt| attempt.way(Way::Paste)).await;
    assert!(matches!(
        under.ada.told()[0],
        Told::Open {
            listening: false,
            opened: false,
            ..
        }
    ));
    under
        .ada
        .pastes(server.authorize(&under.url).await.unwrap());
    under.ends().await.unwrap();
}
