//! How a first token is obtained.

use oauth_runtime::spec::{CallKind, Grants, ProviderSpec};
use oauth_runtime::{Code, DynClient, DynSession, Error, Secret};
use oauth_sign_in::{SignInExt as _, Surroundings, Way};

use super::person::Listener;
use super::{Arguments, Ways};
use crate::ask::{hidden, is_attended, secret_in, visible};
use crate::realm::{CLIENT, DEFAULT};
use crate::shown::{REDIRECT_URI, Shown};
use crate::spinner::Spinner;
use crate::{Failure, Global};

/// A way to a first token, in the words of the declaration.
pub(super) enum Grant {
    /// A person signs in, by this way or by the one that the surroundings suggest.
    Person(Option<Way>),
    /// The client acts for itself.
    ClientCredentials,
    /// Name and password are sent.
    Password,
    /// Name and password are traded for a code first.
    CodeRequest,
}

impl Grant {
    pub(super) fn choose(spec: &'static ProviderSpec, ways: Ways) -> Result<Self, Failure> {
        let offers = |grant| spec.grants.contains(grant);
        let has_page = offers(Grants::AUTHORIZATION_CODE) || offers(Grants::PIN);
        let has_device = offers(Grants::DEVICE_CODE);
        let missing = |what: &str| {
            let ways = alternatives(&options(spec));
            Failure::from(
                Error::new(
                    Code::NotOffered,
                    format!("{} offers no {what}; sign in with {ways}", spec.name),
                )
                .of(spec.id),
            )
        };
        Ok(match ways {
            Ways {
                client_credentials: true,
                ..
            } if offers(Grants::CLIENT_CREDENTIALS) => Self::ClientCredentials,
            Ways {
                client_credentials: true,
                ..
            } => {
                return Err(missing("client credentials grant"));
            }
            Ways { password: true, .. } if offers(Grants::PASSWORD) => Self::Password,
            Ways { password: true, .. } if offers(Grants::CODE_REQUEST) => Self::CodeRequest,
            Ways { password: true, .. } => {
                return Err(missing("sign-in with name and password"));
            }
            Ways { device: true, .. } if !has_device => {
                return Err(missing("device flow"));
            }
            Ways { device: true, .. } => Self::Person(Some(Way::Device)),
            Ways { browser, paste, .. } if (browser || paste) && !has_page => {
                return Err(missing("sign-in page"));
            }
            Ways { browser: true, .. } => Self::Person(Some(Way::Browser)),
            Ways { paste: true, .. } => Self::Person(Some(Way::Paste)),
            _ if has_page || has_device => Self::Person(None),
            _ if offers(Grants::CLIENT_CREDENTIALS) => Self::ClientCredentials,
            _ if offers(Grants::PASSWORD) => Self::Password,
            _ => Self::CodeRequest,
        })
    }

    /// Where both a person and the client itself can have tokens, they do not share a place.
    pub(super) fn default_account(&self, spec: &'static ProviderSpec) -> &'static str {
        let people = [Grants::AUTHORIZATION_CODE, Grants::PIN, Grants::DEVICE_CODE];
        let has_people = people.iter().any(|grant| spec.grants.contains(*grant));
        match self {
            Self::ClientCredentials if has_people => CLIENT,
            _ => DEFAULT,
        }
    }

    pub(super) async fn sign_in(
        &self,
        global: &Global,
        arguments: &Arguments,
        shown: &Shown,
        client: &DynClient,
        scope: &str,
    ) -> Result<DynSession, Failure> {
        let way = match self {
            Self::Person(way) => *way,
            Self::ClientCredentials => {
                let _turning = Spinner::start(global, "asking for a token");
                return Ok(client.client_credentials(scope).await?);
            }
            Self::Password | Self::CodeRequest => {
                let (name, password) = user(arguments, shown.spec).await?;
                let _turning = Spinner::start(global, "signing in");
                let session = match self {
                    Self::Password => client.password(name, password, scope).await?,
                    _ => {
                        // Nothing is ever sent there, but the provider wants to hear it.
                        let uri = client.redirect_uri().unwrap_or(REDIRECT_URI).to_owned();
                        client.code_request(name, password, uri, scope).await?
                    }
                };
                return Ok(session);
            }
        };
        if way.is_none() {
            reachable(shown.spec, &Surroundings::detect())?;
        }
        let mut attempt = client
            .sign_in(scope)
            .app("oauth")
            .person(Listener::new(global));
        if let Some(way) = way {
            attempt = attempt.way(way);
        }
        if let Some(port) = arguments.port {
            attempt = attempt.port(port);
        }
        if let Some(timeout) = arguments.timeout {
            attempt = attempt.timeout(timeout);
        }
        Ok(attempt.await?)
    }
}

/// The options that name a way which the provider offers.
fn options(spec: &ProviderSpec) -> Vec<&'static str> {
    let page = Grants::AUTHORIZATION_CODE;
    [
        ("`--browser`", [page, Grants::PIN]),
        ("`--paste`", [page, Grants::PIN]),
        ("`--device`", [Grants::DEVICE_CODE; 2]),
        ("`--client-credentials`", [Grants::CLIENT_CREDENTIALS; 2]),
        ("`--password`", [Grants::PASSWORD, Grants::CODE_REQUEST]),
    ]
    .into_iter()
    .filter(|(_, grants)| grants.iter().any(|grant| spec.grants.contains(*grant)))
    .map(|(option, _)| option)
    .collect()
}

/// `a, b or c`
fn alternatives(words: &[&str]) -> String {
    match words {
        [before @ .., end] if !before.is_empty() => format!("{} or {end}", before.join(", ")),
        few => few.concat(),
    }
}

/// Refuses a sign-in that nothing here can show to a person, in the words of the command
/// and not in those of the library.
fn reachable(spec: &'static ProviderSpec, seen: &Surroundings) -> Result<(), Failure> {
    let Err(error) = seen.choose(spec) else {
        return Ok(());
    };
    let is_alone = spec.grants.contains(Grants::CLIENT_CREDENTIALS);
    let text = match (seen.ci && !seen.terminal, is_alone) {
        (true, false) => "this is a build server, and nobody sits there to sign in; sign in \
             elsewhere and share the store (`--store`)"
            .to_owned(),
        (true, true) => "this is a build server, and nobody sits there to sign in; let the client \
             act for itself with `--client-credentials`, or sign in elsewhere and share the store \
             (`--store`)"
            .to_owned(),
        (false, _) => format!(
            "no display and no terminal is seen to sign in with; run the command at a terminal, \
             set `BROWSER`, choose a way with {}, or sign in elsewhere and share the store \
             (`--store`)",
            alternatives(&options(spec))
        ),
    };
    Err(Error::new(error.code(), text).of(spec.id).into())
}

/// Name and password of the user.
async fn user(
    arguments: &Arguments,
    spec: &'static ProviderSpec,
) -> Result<(String, Secret), Failure> {
    let unasked = |what: &str, option: &str| {
        Failure::from(
            Error::new(
                Code::NoPerson,
                format!("the {what} is not known, and nobody is there to ask: give `{option}`"),
            )
            .of(spec.id)
            .on(CallKind::Password),
        )
    };
    let name = match &arguments.username {
        Some(name) => name.clone(),
        None if is_attended() => visible(format!("user name at {}", spec.name)).await?,
        None => return Err(unasked("user name", "--username NAME")),
    };
    let password = match &arguments.password_file {
        Some(file) => secret_in(file)?,
        None if is_attended() => hidden(format!("password at {}", spec.name)).await?,
        None => return Err(unasked("password", "--password-file FILE")),
    };
    Ok((name, password))
}
