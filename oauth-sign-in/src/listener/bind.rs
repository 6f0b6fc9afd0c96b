//! Ports: free ones are bound, taken ones are never shared.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use oauth_runtime::spec::LoopbackHost;
use oauth_runtime::{Code, Error};
use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpListener;

use crate::place::Place;

/// Connections that wait until they are accepted.
const BACKLOG: i32 = 128;

/// How often a port that one family gave is tried with the other.
const TRIES: usize = 16;

pub(super) struct Bound {
    pub(super) first: TcpListener,
    pub(super) second: Option<TcpListener>,
    pub(super) port: u16,
}

/// Binds the first port that is free in each family the host stands for.
pub(super) fn first_free(place: &Place) -> Result<Bound, Error> {
    let attempts = match place.ports.as_slice() {
        [] => vec![0; TRIES],
        ports => ports.to_vec(),
    };
    attempts
        .into_iter()
        .find_map(|port| bind(place.host, port).ok())
        .ok_or_else(|| no_port(place))
}

fn no_port(place: &Place) -> Error {
    let text = match place.ports.as_slice() {
        [] => "no port on loopback can be bound; check whether loopback is up".to_owned(),
        [port] => format!(
            "port {port} of the redirect URI is taken; end the program that listens there, or \
             name another port that the provider takes with `port(...)`"
        ),
        ports => {
            let list: Vec<String> = ports.iter().map(u16::to_string).collect();
            format!(
                "the ports {} of the redirect URI are all taken; end a program that listens at \
                 one, or name another port that the provider takes with `port(...)`",
                list.join(", ")
            )
        }
    };
    Error::new(Code::NoPort, text).key("redirect(ports)")
}

fn bind(host: LoopbackHost, port: u16) -> io::Result<Bound> {
    let v4 = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let v6 = SocketAddr::from((Ipv6Addr::LOCALHOST, port));
    match host {
        LoopbackHost::V4 => one(listen(v4)?),
        LoopbackHost::V6 => one(listen(v6)?),
        _ => both(v4, v6),
    }
}

fn one(first: TcpListener) -> io::Result<Bound> {
    let port = first.local_addr()?.port();
    Ok(Bound {
        first,
        second: None,
        port,
    })
}

/// A browser takes `localhost` for either family, so nobody else may hold the
/// port in one of them. A family that this machine lacks is no danger.
fn both(v4: SocketAddr, mut v6: SocketAddr) -> io::Result<Bound> {
    let mut bound = match listen(v4) {
        Err(error) if is_missing(&error) => return one(listen(v6)?),
        first => one(first?)?,
    };
    v6.set_port(bound.port);
    match listen(v6) {
        Ok(second) => bound.second = Some(second),
        Err(error) if is_missing(&error) => (),
        Err(error) => return Err(error),
    }
    Ok(bound)
}

/// Whether the machine has no such address, as opposed to: the port is taken or
/// forbidden.
fn is_missing(error: &io::Error) -> bool {
    !matches!(
        error.kind(),
        io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied
    )
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::STREAM,
        Some(Protocol::TCP),
    )?;
    // On Unix this lets a port be bound again whose last connection is in
    // TIME_WAIT, and no port that somebody listens at. On Windows it would share.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    socket.set_nonblocking(true)?;
    TcpListener::from_std(socket.into())
}
