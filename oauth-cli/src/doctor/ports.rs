//! Whether the redirect URI's port is free.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use oauth_runtime::spec::{Grants, LoopbackHost};

use super::finding::Finding;
use super::target::Target;
use crate::metadata::split;

const ID: &str = "redirect";

pub(super) fn redirect(target: &Target) -> Finding {
    let spec = target.spec;
    if !spec.grants.contains(Grants::AUTHORIZATION_CODE) {
        return Finding::skip(ID, "nobody signs in with a browser");
    }
    if let Some(uri) = target.value("redirect_uri") {
        return match port_of(&uri) {
            Some((host, port)) => judge(
                host,
                &[port],
                "set `redirect_uri` to one with another port, and register it",
            ),
            None => Finding::skip(
                ID,
                "the redirect URI is not on loopback: the person pastes the address",
            ),
        };
    }
    let redirect = spec.redirect;
    if redirect.host == LoopbackHost::Refused {
        return Finding::skip(
            ID,
            "the provider takes no redirect URI on loopback: the person pastes the address",
        );
    }
    match redirect.ports.is_empty() {
        true => judge(redirect.host, &[0], "free some ports: too many are in use"),
        false => judge(
            redirect.host,
            redirect.ports,
            "end the program that listens there: the provider takes these ports only",
        ),
    }
}

fn port_of(uri: &str) -> Option<(LoopbackHost, u16)> {
    let authority = split(uri).0.strip_prefix("http://")?;
    let (host, port) = match authority.strip_prefix("[::1]") {
        Some(rest) => (LoopbackHost::V6, rest.strip_prefix(':')),
        None => {
            let (host, port) = match authority.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (authority, None),
            };
            match host {
                "localhost" => (LoopbackHost::Localhost, port),
                host if host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback()) => {
                    (LoopbackHost::V4, port)
                }
                _ => return None,
            }
        }
    };
    // Without a port any is taken (RFC 8252 §7.3).
    Some((host, port.map_or(Some(0), |port| port.parse().ok())?))
}

fn judge(host: LoopbackHost, ports: &[u16], fix: &str) -> Finding {
    let taken: Vec<String> = ports
        .iter()
        .filter_map(|port| Some(format!("{port} ({})", bind(host, *port).err()?)))
        .collect();
    let shown = match ports {
        [0] => "a port on loopback is".to_owned(),
        [port] => format!("port {port} is"),
        ports => format!("{} of {} ports are", ports.len() - taken.len(), ports.len()),
    };
    match taken.len() {
        0 => Finding::pass(ID, format!("{shown} free")),
        count if count < ports.len() => {
            Finding::warn(ID, format!("{shown} free; taken: {}", taken.join(", "))).fix(fix)
        }
        _ => Finding::fail(
            ID,
            format!("no port of the redirect URI is free: {}", taken.join(", ")),
        )
        .fix(fix),
    }
}

/// Listens for a moment.
fn bind(host: LoopbackHost, port: u16) -> std::io::Result<()> {
    let v4 = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let v6 = SocketAddr::from((Ipv6Addr::LOCALHOST, port));
    let address = match host {
        LoopbackHost::V6 => v6,
        _ => v4,
    };
    TcpListener::bind(address).map(drop)
}

#[cfg(test)]
mod tests {
    use super::super::finding::Outcome;
    use super::*;

    #[test]
    fn the_port_of_a_redirect_uri_is_read_where_it_is_on_loopback() {
        for (uri, port) in [
            ("http://127.0.0.1:8080/callback", Some(8080)),
            ("http://127.0.0.1/callback", Some(0)),
            ("http://localhost:1", Some(1)),
            ("http://[::1]:9/x", Some(9)),
            ("https://app.example/callback", None),
            ("http://127.0.0.1.evil.example:80/", None),
            ("http://127.0.0.1:x/", None),
        ] {
            assert_eq!(port_of(uri).map(|(_, port)| port), port, "{uri}");
        }
    }

    #[test]
    fn a_taken_port_fails_and_one_of_two_warns() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert_eq!(judge(LoopbackHost::V4, &[port], "x").outcome, Outcome::Fail);
        assert_eq!(
            judge(LoopbackHost::V4, &[port, 0], "x").outcome,
            Outcome::Warn
        );
        drop(taken);
        assert_eq!(judge(LoopbackHost::V4, &[0], "x").outcome, Outcome::Pass);
    }
}
