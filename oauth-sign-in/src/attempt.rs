//! One sign-in: what it is told, and its way from the start to a session.

use std::fmt;
use std::future::IntoFuture;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{Code, DynClient, DynSession, Error};

use crate::browser::{self, Opener};
use crate::callback;
use crate::person::{Notice, Person};
use crate::surroundings::Surroundings;
use crate::way::Way;

/// A sign-in about to begin, for a provider known only at run time. `.await` it.
///
/// Dropping it, before or while it is awaited, ends it and frees its port.
#[must_use = "nothing happens before it is awaited"]
#[derive(Clone)]
pub struct DynAttempt {
    pub(crate) client: DynClient,
    pub(crate) scope: String,
    pub(crate) second_scope: String,
    pub(crate) params: Vec<(String, String)>,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) port: Option<u16>,
    pub(crate) app: Option<String>,
    way: Option<Way>,
    surroundings: Option<Surroundings>,
    person: Option<Arc<dyn Person>>,
    timeout: Option<Duration>,
    browser: Option<Opener>,
}

impl fmt::Debug for DynAttempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("provider", &self.client.spec().id)
            .field("scope", &self.scope)
            .field("way", &self.way)
            .finish_non_exhaustive()
    }
}

/// What a way of signing in works with, once everything is chosen.
pub(crate) struct Scene {
    pub(crate) way: Way,
    pub(crate) person: Arc<dyn Person>,
    pub(crate) browser: Option<Opener>,
    pub(crate) timeout: Duration,
}

impl DynAttempt {
    pub(crate) fn new(client: DynClient, scope: String) -> Self {
        Self {
            client,
            scope,
            second_scope: String::new(),
            params: Vec::new(),
            redirect_uri: None,
            port: None,
            app: None,
            way: None,
            surroundings: None,
            person: None,
            timeout: None,
            browser: None,
        }
    }

    /// The scopes of the second list, joined.
    pub fn second_scope(mut self, scope: impl Into<String>) -> Self {
        self.second_scope = scope.into();
        self
    }

    /// Asks for more rights, after an API refused a request of this session for lack of
    /// scopes: with those that the session has and those that the refusal names, in place
    /// of the scopes given so far. The client is that of the session, with its account;
    /// the session has the new tokens afterwards.
    ///
    /// # Errors
    /// As [`DynSession::step_up`]: the refusal itself, where it names no scope; `E0345`
    /// when each of them was asked for already.
    pub fn step_up(mut self, session: &DynSession, refusal: &Error) -> Result<Self, Error> {
        self.scope = session.step_up_scope(refusal)?;
        Ok(self)
    }

    /// The way, instead of the one that [`Surroundings::choose`] chooses.
    pub fn way(mut self, way: Way) -> Self {
        self.way = Some(way);
        self
    }

    /// Whom to speak with. The default is the terminal.
    pub fn person(mut self, person: impl Person) -> Self {
        self.person = Some(Arc::new(person));
        self
    }

    /// The program's name, for the pages in the browser. The default is that of
    /// its executable file.
    pub fn app(mut self, name: impl Into<String>) -> Self {
        self.app = Some(name.into());
        self
    }

    /// The redirect URI that is registered at the provider, byte for byte. On
    /// loopback (`http`) its port is listened at; elsewhere the person pastes the
    /// address of the page where the browser ends. The default is that of the
    /// client's builder, and without one what the declaration says.
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uri = Some(uri.into());
        self
    }

    /// The port to listen at, in place of that of the redirect URI or the
    /// declaration. The provider must take it (RFC 8252 §7.3: any).
    pub fn port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    /// How long the person has. The default is the client's
    /// [`sign_in_lifetime`](DynClient::sign_in_lifetime), which is also the most; a
    /// device code ends when its provider says so.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How to open the browser, instead of the system's way. It is called once, in
    /// a thread of its own, with an address that was checked: `http` or `https`,
    /// printable ASCII without quotes and spaces, at most 8 KiB. The address is
    /// one argument: do not hand it to a shell.
    pub fn browser(
        mut self,
        open: impl Fn(&str) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        self.browser = Some(Arc::new(open));
        self
    }

    /// A further parameter of the authorization request.
    pub fn param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.params.push((name.into(), value.to_string()));
        self
    }

    /// What is to be taken for the surroundings, instead of looking around.
    pub fn surroundings(mut self, surroundings: Surroundings) -> Self {
        self.surroundings = Some(surroundings);
        self
    }

    async fn run(self) -> Result<DynSession, Error> {
        let scene = self.scene()?;
        let provider = self.client.spec().id;
        tracing::debug!(provider, way = ?scene.way, "a person signs in");
        let result = match scene.way {
            Way::Device => self.by_device(&scene).await,
            Way::Browser | Way::Paste => callback::sign_in(&self, &scene).await,
        };
        match &result {
            Ok(_) => tracing::debug!(provider, "the person signed in"),
            Err(error) => tracing::debug!(provider, code = %error.code(), "nobody signed in"),
        }
        result
    }

    fn scene(&self) -> Result<Scene, Error> {
        let surroundings = self.surroundings.clone();
        let surroundings = surroundings.unwrap_or_else(Surroundings::detect);
        let way = match self.way {
            Some(way) => way,
            None => surroundings.choose(self.client.spec())?,
        };
        let browser = match &self.browser {
            _ if way != Way::Browser => None,
            Some(own) => Some(own.clone()),
            None if surroundings.ci => None,
            None => browser::system(),
        };
        let most = self.client.sign_in_lifetime();
        Ok(Scene {
            way,
            person: self.person.clone().unwrap_or_else(default_person),
            browser,
            timeout: self.timeout.map_or(most, |timeout| timeout.min(most)),
        })
    }

    async fn by_device(&self, scene: &Scene) -> Result<DynSession, Error> {
        let mut request = self.client.device_authorization(&self.scope);
        for (name, value) in &self.params {
            request = request.param(name, value);
        }
        let device = request.send().await?;
        scene.person.tell(&Notice::Device {
            provider: self.client.spec().name,
            user_code: device.user_code(),
            verification_uri: device.verification_uri(),
            complete: device.verification_uri_complete(),
            expires_in: device.expires_in(),
        });
        let session = match self.timeout {
            None => device.wait().await,
            Some(timeout) => tokio::select! {
                session = device.wait() => session,
                () = self.client.sleep(timeout) => Err(self.nobody()),
            },
        }?;
        scene.person.tell(&Notice::Done);
        Ok(session)
    }

    pub(crate) fn nobody(&self) -> Error {
        Error::new(
            Code::NobodySignedIn,
            "nobody finished the sign-in in time; begin a new one",
        )
        .of(self.client.spec().id)
    }
}

#[cfg(feature = "terminal")]
fn default_person() -> Arc<dyn Person> {
    Arc::new(crate::terminal::Terminal::new())
}

#[cfg(not(feature = "terminal"))]
fn default_person() -> Arc<dyn Person> {
    Arc::new(crate::person::Silent)
}

impl IntoFuture for DynAttempt {
    type Output = Result<DynSession, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        // In a box, so that each program does not compile and hold all of it again.
        Box::pin(self.run())
    }
}
