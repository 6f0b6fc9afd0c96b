//! Performs the call of a transcript with the library, as a user would.

use oauth_runtime::{ApiResponse, DynClient, DynSession, Error};
use serde_json::Value;

use super::given::{ApiCall, Call, Given};
use super::parse::{Message, Transcript};
use super::scripted::{Scripted, Sent};
use super::{expect, rows};

/// What came of a call.
pub(super) struct Outcome {
    pub(super) given: Given,
    pub(super) result: Result<Answered, Error>,
    /// The session after the call, if there is one.
    pub(super) session: Option<DynSession>,
    /// The status of the last answer, as the transport saw it.
    pub(super) last_status: Option<u16>,
}

/// What a call that succeeded answers, beside the session.
pub(super) enum Answered {
    Nothing,
    Claims(Value),
    Api(ApiResponse),
}

/// Runs a transcript; returns everything that is not as it is written there.
///
/// # Errors
/// When the transcript is not understood or its setting cannot be made.
pub(super) fn transcript(mut transcript: Transcript) -> Result<Vec<String>, String> {
    let given = Given::read(transcript.given)?;
    let exchanges = transcript.exchanges.clone();
    let script = Scripted::new(transcript.exchanges);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| error.to_string())?;
    let mut run = Run {
        given,
        script: script.clone(),
        browser: transcript.browser,
        callback: transcript.callback,
        session: None,
        faults: Vec::new(),
    };
    let result = match runtime.block_on(run.call()) {
        Ok(answered) => Ok(answered),
        Err(Stop::Library(error)) => Err(error),
        Err(Stop::Runner(why)) => return Err(why),
    };
    if run.browser.is_some() {
        run.faults.push("no authorization address was built".into());
    }
    let mut faults = run.faults;
    faults.extend(script.faults());
    for (name, expected) in transcript.expect.take_all("rows.") {
        let reading = rows::compare(&run.given, exchanges.clone(), &name, &expected);
        faults.extend(runtime.block_on(reading)?);
    }
    let outcome = Outcome {
        given: run.given,
        result,
        session: run.session,
        last_status: script.last_status(),
    };
    faults.extend(expect::compare(transcript.expect, &outcome)?);
    Ok(faults)
}

/// Why a call ended early.
enum Stop {
    /// The library said no: an outcome like any other.
    Library(Error),
    /// The transcript cannot be run.
    Runner(String),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Library(error)
    }
}

impl From<String> for Stop {
    fn from(why: String) -> Self {
        Self::Runner(why)
    }
}

struct Run {
    given: Given,
    script: Scripted,
    browser: Option<Message>,
    callback: Option<String>,
    session: Option<DynSession>,
    faults: Vec<String>,
}

impl Run {
    /// Makes the call. The session stays behind, also after an error.
    async fn call(&mut self) -> Result<Answered, Stop> {
        let client = self.given.client(&self.script)?;
        if let Some(token) = &self.given.token {
            self.session = Some(client.session(self.given.tokens(token)?));
        }
        match &self.given.call {
            Call::SignIn | Call::SignInByPin => self.sign_in(&client).await?,
            Call::CodeRequest { username, password } => {
                let scope = self.scope();
                let redirect_uri = self.redirect_uri()?;
                let grant = client.code_request(username, password.as_str(), redirect_uri, scope);
                self.session = Some(grant.send().await?);
            }
            Call::ClientCredentials => self.mint(&client, true).await?,
            Call::Refresh => drop(self.started()?.renew().await?),
            Call::Revoke => self.started()?.revoke_access_token().await?,
            Call::Introspect => {
                return Ok(Answered::Claims(self.started()?.introspect().await?.claims));
            }
            Call::Api(_) => {
                if self.session.is_none() {
                    // A session of a client that acts for itself begins with a token.
                    self.mint(&client, false).await?;
                }
                if let Call::Api(call) = &self.given.call {
                    return Ok(Answered::Api(api(self.started()?, call).await?));
                }
            }
        }
        Ok(Answered::Nothing)
    }

    /// Address, callback, exchange.
    async fn sign_in(&mut self, client: &DynClient) -> Result<(), Stop> {
        let scope = self.scope();
        let mut authorize = match &self.given.call {
            Call::SignInByPin => client.authorize_by_pin(scope),
            _ => client.authorize(self.redirect_uri()?, scope),
        };
        if let Some(state) = &self.given.state {
            authorize = authorize.state(state.as_str());
        }
        for (name, value) in &self.given.params {
            authorize = authorize.param(name, value);
        }
        let begun = authorize.begin()?;
        let browser = self.browser.take().ok_or_else(|| {
            format!(
                "an address was built where none is written: {}",
                begun.url()
            )
        })?;
        let differences = Sent::by_browser(begun.url())?.differences(&browser);
        self.faults.extend(
            differences
                .into_iter()
                .map(|text| format!("browser: {text}")),
        );
        let callback = self
            .callback
            .take()
            .ok_or("`@callback` is missing".to_owned())?;
        self.session = Some(begun.finish(&callback).await?);
        Ok(())
    }

    /// A token for the client itself.
    async fn mint(&mut self, client: &DynClient, first: bool) -> Result<(), Stop> {
        let mut grant = client.client_credentials(self.scope());
        if self.given.scope.as_deref() == Some("") {
            grant = grant.without_default_scopes();
        }
        let params: &[(String, String)] = if first { &self.given.params } else { &[] };
        for (name, value) in params {
            grant = grant.param(name, value);
        }
        self.session = Some(grant.send().await?);
        Ok(())
    }

    fn scope(&self) -> String {
        self.given.scope.clone().unwrap_or_default()
    }

    fn redirect_uri(&self) -> Result<String, String> {
        self.given
            .redirect_uri
            .clone()
            .ok_or("`redirect_uri` is missing".into())
    }

    fn started(&self) -> Result<&DynSession, String> {
        self.session
            .as_ref()
            .ok_or("the call needs `token.access_token`".into())
    }
}

async fn api(session: &DynSession, call: &ApiCall) -> Result<ApiResponse, Error> {
    let mut request = session.request(call.method, &call.path);
    for (name, value) in &call.query {
        request = request.query(name, value);
    }
    if let Some(body) = &call.body {
        request = request.body("application/json", body.clone());
    }
    request.send().await
}
