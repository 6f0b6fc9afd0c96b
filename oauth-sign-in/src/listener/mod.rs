//! The listener on loopback that a browser comes back to (RFC 8252 §7.3, §8.3).

mod bind;
mod connection;
mod desk;
mod page;
mod request;

pub(crate) use desk::{Desk, Hit};

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::place::Place;
use connection::Guest;

/// How many connections are open at once.
const MOST: usize = 32;

/// A pause after a failed `accept`, such as for want of file descriptors.
const PAUSE: Duration = Duration::from_millis(50);

/// The sockets of one redirect URI: one, or for `localhost` one of each family.
#[derive(Debug)]
pub(crate) struct Listener {
    first: TcpListener,
    second: Option<TcpListener>,
    port: u16,
    authority: String,
    path: String,
}

impl Listener {
    /// Binds the first port that is free, before any browser is opened.
    ///
    /// # Errors
    /// `E0415` when none is.
    pub(crate) fn bind(place: &Place) -> Result<Self, Error> {
        let bound = bind::first_free(place)?;
        tracing::debug!(port = bound.port, "listening for the browser");
        Ok(Self {
            first: bound.first,
            second: bound.second,
            port: bound.port,
            authority: place.authority(bound.port),
            path: match place.path() {
                "" => "/".to_owned(),
                path => path.to_owned(),
            },
        })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Answers until the sign-in has ended and the browser has its last page.
    /// Dropping it closes the sockets at once and ends all connections.
    pub(crate) async fn serve(&mut self, desk: &Arc<Desk>) {
        let mut guests = JoinSet::new();
        let mut by_age: VecDeque<Guest> = VecDeque::new();
        loop {
            if desk.is_settled() {
                return;
            }
            tokio::select! {
                biased;
                Some(_) = guests.join_next() => by_age.retain(|guest| !guest.is_gone()),
                () = desk.changed() => (),
                accepted = self.accept(), if guests.len() < 2 * MOST => match accepted {
                    Ok(stream) => {
                        if by_age.len() >= MOST && !make_room(&mut by_age) {
                            // All are being answered. The newcomer is closed.
                            continue;
                        }
                        by_age.push_back(connection::welcome(&mut guests, stream, desk.clone()));
                    }
                    Err(error) => {
                        tracing::debug!(kind = ?error.kind(), "a connection was not accepted");
                        let _ = tokio::time::timeout(PAUSE, std::future::pending::<()>()).await;
                    }
                },
            }
        }
    }

    async fn accept(&self) -> io::Result<TcpStream> {
        let accepted = match &self.second {
            None => self.first.accept().await,
            Some(second) => tokio::select! {
                accepted = self.first.accept() => accepted,
                accepted = second.accept() => accepted,
            },
        };
        accepted.map(|(stream, _)| stream)
    }
}

/// Ends the oldest connection that has not said what it wants, so that whoever
/// holds idle ones keeps nobody out.
fn make_room(by_age: &mut VecDeque<Guest>) -> bool {
    let silent = by_age.iter().position(|guest| !guest.has_asked());
    match silent.and_then(|at| by_age.remove(at)) {
        Some(guest) => {
            guest.show_out();
            true
        }
        None => false,
    }
}
