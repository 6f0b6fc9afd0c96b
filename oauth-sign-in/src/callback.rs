//! A sign-in that ends with an authorization response: it comes to the listener,
//! or the person pastes it, whichever is first.

use std::future::pending;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::{Code, DynSession, DynSignIn, Error, Secret};
use tokio::sync::mpsc;

use crate::attempt::{DynAttempt, Scene};
use crate::listener::{Desk, Hit, Listener};
use crate::person::{Notice, Paste, Person};
use crate::place::{Place, Return};
use crate::way::Way;
use crate::{address, browser};

/// How long the browser may take to fetch its last page. The program waits for
/// it, because it may end right after the sign-in.
const LINGER: Duration = Duration::from_secs(2);

/// Pauses before another try when the provider cannot be reached: a name server
/// or a network that is just coming up.
const PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_millis(1500)];

/// How many stray callbacks the person is told of: whoever can reach the port
/// could fill the terminal.
const MOST_TOLD: usize = 10;

/// How many characters of a person's name the page shows.
const LONGEST_NAME: usize = 200;

pub(crate) async fn sign_in(attempt: &DynAttempt, scene: &Scene) -> Result<DynSession, Error> {
    let client = &attempt.client;
    let spec = client.spec();
    let is_paste = scene.way == Way::Paste;
    let registered = attempt.redirect_uri.as_deref().or(client.redirect_uri());
    let back = Return::choose(spec, registered, attempt.port, is_paste)?;
    let (listener, uri) = match &back {
        Return::Loopback(place) => open(place, is_paste).map_err(|error| error.of(spec.id))?,
        Return::Elsewhere(uri) => (None, Some(uri.clone())),
        Return::Pin => (None, None),
    };
    let sign_in = Arc::new(begin(attempt, uri).await?);
    address::check(sign_in.url()).map_err(|error| error.of(spec.id))?;

    let app = attempt.app.clone().unwrap_or_else(program);
    let (desk, hits) = Desk::new(sign_in.clone(), client.clone(), app, listener.as_ref());
    let waiting = Waiting {
        attempt,
        scene,
        sign_in,
        desk: Arc::new(desk),
        paste: match back {
            Return::Pin => Paste::Pin,
            Return::Loopback(_) | Return::Elsewhere(_) => Paste::Address,
        },
        is_listening: listener.is_some(),
    };
    waiting.run(listener, hits).await
}

/// The listener and the redirect URI. A person who pastes needs no listener, so
/// that a taken port stops nobody then.
fn open(place: &Place, is_paste: bool) -> Result<(Option<Listener>, Option<String>), Error> {
    match (Listener::bind(place), place.ports.first()) {
        (Ok(listener), _) => {
            let uri = place.uri(listener.port());
            Ok((Some(listener), Some(uri)))
        }
        (Err(_), Some(port)) if is_paste => Ok((None, Some(place.uri(*port)))),
        (Err(error), _) => Err(error),
    }
}

async fn begin(attempt: &DynAttempt, uri: Option<String>) -> Result<DynSignIn, Error> {
    let mut request = match uri {
        Some(uri) => attempt.client.authorize(uri, &attempt.scope),
        None => attempt.client.authorize_by_pin(&attempt.scope),
    };
    if !attempt.second_scope.is_empty() {
        request = request.second_scope(&attempt.second_scope);
    }
    for (name, value) in &attempt.params {
        request = request.param(name, value);
    }
    request.send().await
}

/// The program's name as its file has it.
fn program() -> String {
    let path = std::env::current_exe().ok();
    let name = path.as_deref().and_then(|path| path.file_stem()?.to_str());
    name.unwrap_or("the program").to_owned()
}

/// Who signed in, in the words of the ID token (OpenID Connect Core §5.1).
fn account(session: &DynSession) -> Option<String> {
    let claims = session.id_token_claims()?;
    let names = ["email", "preferred_username", "name"];
    let name = names.iter().find_map(|name| claims.get(name)?.as_str())?;
    Some(name.chars().take(LONGEST_NAME).collect())
}

/// A sign-in that waits for its answer.
struct Waiting<'a> {
    attempt: &'a DynAttempt,
    scene: &'a Scene,
    sign_in: Arc<DynSignIn>,
    desk: Arc<Desk>,
    paste: Paste,
    is_listening: bool,
}

impl Waiting<'_> {
    async fn run(
        self,
        listener: Option<Listener>,
        hits: mpsc::UnboundedReceiver<Hit>,
    ) -> Result<DynSession, Error> {
        let desk = self.desk.clone();
        let mut serving = pin!(async move {
            match listener {
                Some(mut listener) => listener.serve(&desk).await,
                None => pending().await,
            }
        });
        let answer = tokio::select! {
            answer = self.answer(hits) => answer,
            () = &mut serving => Err(self.attempt.nobody()),
            () = self.attempt.client.sleep(self.scene.timeout) => Err(self.attempt.nobody()),
        };
        let session = match answer {
            Ok(callback) => tokio::select! {
                session = self.exchange(&callback) => session,
                () = &mut serving => Err(self.attempt.nobody()),
            },
            Err(error) => Err(error),
        };
        if session.is_ok() {
            self.scene.person.tell(&Notice::Done);
        }
        self.desk
            .end(session.as_ref().map(account).map_err(Clone::clone));
        if self.is_listening {
            let _ = tokio::time::timeout(LINGER, serving).await;
        }
        session
    }

    /// Trades the code for tokens. While there is no connection the code was not
    /// sent, so it is good for another try, and the person need not begin again.
    async fn exchange(&self, callback: &Secret) -> Result<DynSession, Error> {
        for pause in PAUSES {
            let session = self.sign_in.finish(callback.expose()).await;
            match session {
                Err(error) if error.code() == Code::NotConnected => {
                    let _ = tokio::time::timeout(pause, pending::<()>()).await;
                }
                session => return session,
            }
        }
        self.sign_in.finish(callback.expose()).await
    }

    /// The first answer that is this sign-in's own.
    async fn answer(&self, mut hits: mpsc::UnboundedReceiver<Hit>) -> Result<Secret, Error> {
        let person = &*self.scene.person;
        let mut told = 0;
        let mut opening = pin!(self.open());
        let mut is_opening = true;
        let mut typed = person.typed();
        loop {
            tokio::select! {
                Some(hit) = hits.recv() => match hit {
                    Hit::Answer(callback) => return Ok(callback),
                    Hit::Refused(error) => return Err(error),
                    Hit::Ignored(why) if told < MOST_TOLD => {
                        told += 1;
                        person.tell(&Notice::Ignored { why: &why, pasted: false });
                    }
                    Hit::Ignored(_) => (),
                },
                () = &mut opening, if is_opening => is_opening = false,
                // Nobody pastes before they have seen what for.
                text = &mut typed, if !is_opening => {
                    typed = person.typed();
                    if let Some(answer) = self.pasted(person, text) {
                        return answer;
                    }
                }
            }
        }
    }

    /// Starts the browser and tells the person where to go.
    async fn open(&self) {
        let url = self.sign_in.url();
        let opened = browser::open(self.scene.browser.clone(), url.to_owned()).await;
        self.scene.person.tell(&Notice::Open {
            provider: self.attempt.client.spec().name,
            url,
            opened,
            paste: self.paste,
            listening: self.is_listening,
        });
    }

    fn pasted(&self, person: &dyn Person, text: Secret) -> Option<Result<Secret, Error>> {
        if text.expose().trim().is_empty() {
            return None;
        }
        match self.sign_in.check(text.expose()) {
            Err(why) if self.desk.is_stray(&why) => {
                person.tell(&Notice::Ignored {
                    why: &why,
                    pasted: true,
                });
                None
            }
            // The listener had an answer first: it is on its way here.
            _ if !self.desk.claim() => None,
            Ok(()) => Some(Ok(text)),
            Err(error) => Some(Err(error)),
        }
    }
}
