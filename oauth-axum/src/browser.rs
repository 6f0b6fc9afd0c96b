//! What a browser brought along, and what it is given back.

use axum::response::Response;
use http::request::Parts;
use oauth_runtime::{Error, Secret};

use crate::context::Context;
use crate::cookies::Cookies;
use crate::entry::{Entry, What, surplus};
use crate::oauth::Shared;
use crate::random;

/// The browser of one request to one context.
pub(crate) struct Browser<'r> {
    shared: &'r Shared,
    context: &'r Context,
    parts: &'r Parts,
    cookies: Cookies<'r>,
    entries: Vec<Entry>,
    changed: bool,
}

impl<'r> Browser<'r> {
    pub(crate) async fn of(
        shared: &'r Shared,
        context: &'r Context,
        parts: &'r Parts,
    ) -> Result<Self, Error> {
        let cookies = Cookies::read(shared, &parts.headers);
        let entries = match &shared.sessions {
            None => cookies.entries(context),
            Some(sessions) => {
                let list = sessions.read(parts, &list_key(context)).await?;
                list.and_then(|text| serde_json::from_str(text.expose()).ok())
                    .unwrap_or_default()
            }
        };
        Ok(Self {
            shared,
            context,
            parts,
            cookies,
            entries,
            changed: false,
        })
    }

    /// What waits, the newest first.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        let mut entries = self.entries.clone();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.serial));
        entries
    }

    /// Keeps something; the oldest of its kind make room.
    pub(crate) fn keep(&mut self, what: What) -> Result<(), Error> {
        let new = Entry::new(what, &self.entries)?;
        self.put(new, None)
    }

    /// Keeps a sign-in that waits, with its proof.
    pub(crate) fn keep_pending(&mut self, what: What, proof: &str) -> Result<(), Error> {
        let new = Entry::new(what, &self.entries)?;
        self.put(new, Some(proof))
    }

    /// Puts something in an entry's place.
    pub(crate) fn replace(&mut self, old: &Entry, what: What) -> Result<(), Error> {
        let new = Entry {
            what,
            ..old.clone()
        };
        self.put(new, None)
    }

    fn put(&mut self, new: Entry, proof: Option<&str>) -> Result<(), Error> {
        let gone: Vec<Entry> = surplus(&self.entries, &new).into_iter().cloned().collect();
        for old in &gone {
            self.remove(old);
        }
        if self.shared.sessions.is_none() {
            self.cookies.set_entry(self.context, &new, proof)?;
        }
        self.entries.retain(|entry| entry.id != new.id);
        self.entries.push(new);
        self.changed = true;
        Ok(())
    }

    pub(crate) fn remove(&mut self, old: &Entry) {
        if self.shared.sessions.is_none() {
            self.cookies.remove_entry(self.context, old);
        }
        self.entries.retain(|entry| entry.id != old.id);
        self.changed = true;
    }

    /// What only the browser that began a sign-in has. It gives no rights: it ties
    /// the two halves of a sign-in together.
    pub(crate) async fn proof(&self, entry: &Entry) -> Result<Option<String>, Error> {
        let found = match &self.shared.sessions {
            None => self.cookies.proof(entry),
            Some(sessions) => sessions.read(self.parts, PROOF_KEY).await?,
        };
        Ok(found.map(|proof| proof.expose().to_owned()))
    }

    /// The same for a sign-in that is about to begin.
    pub(crate) async fn new_proof(&self) -> Result<String, Error> {
        let Some(sessions) = &self.shared.sessions else {
            return random::id();
        };
        if let Some(proof) = sessions.read(self.parts, PROOF_KEY).await? {
            return Ok(proof.expose().to_owned());
        }
        let proof = random::id()?;
        let value = Some(Secret::new(proof.clone()));
        sessions.write(self.parts, PROOF_KEY, value).await?;
        Ok(proof)
    }

    /// Whose connection this browser uses.
    pub(crate) async fn account(&self) -> Result<Option<String>, Error> {
        account_of(self.shared, self.context, self.parts, Some(&self.cookies)).await
    }

    /// Lets the browser use a connection, or none.
    pub(crate) async fn set_account(&mut self, account: Option<&str>) -> Result<(), Error> {
        match &self.shared.sessions {
            _ if self.shared.accounts.is_some() => Ok(()),
            None => {
                self.cookies.set_account(self.context, account);
                Ok(())
            }
            Some(sessions) => {
                let key = account_key(self.context);
                sessions
                    .write(self.parts, &key, account.map(Secret::new))
                    .await
            }
        }
    }

    /// A planted session is worth nothing after a sign-in.
    pub(crate) async fn renew(&self) -> Result<(), Error> {
        match &self.shared.sessions {
            // The account's cookie has a new name in it already.
            None => Ok(()),
            Some(sessions) => sessions.renew(self.parts).await,
        }
    }

    /// Sends the changes along with a response.
    pub(crate) async fn send(self, response: Response) -> Result<Response, Error> {
        if let Some(sessions) = &self.shared.sessions
            && self.changed
        {
            let list = serde_json::to_string(&self.entries).ok();
            let list = list.filter(|_| !self.entries.is_empty()).map(Secret::new);
            sessions
                .write(self.parts, &list_key(self.context), list)
                .await?;
        }
        Ok(self.cookies.send(response))
    }
}

/// Whose connection to this context the browser of a request uses.
pub(crate) async fn account(
    shared: &Shared,
    context: &Context,
    parts: &Parts,
) -> Result<Option<String>, Error> {
    account_of(shared, context, parts, None).await
}

async fn account_of(
    shared: &Shared,
    context: &Context,
    parts: &Parts,
    cookies: Option<&Cookies<'_>>,
) -> Result<Option<String>, Error> {
    if let Some(accounts) = &shared.accounts {
        let account = accounts.account(parts).await?;
        return Ok(account.filter(|name| !name.is_empty()));
    }
    let found = match (&shared.sessions, cookies) {
        (Some(sessions), _) => sessions.read(parts, &account_key(context)).await?,
        (None, Some(cookies)) => cookies.account(context),
        (None, None) => Cookies::read(shared, &parts.headers).account(context),
    };
    Ok(found.map(|account| account.expose().to_owned()))
}

const PROOF_KEY: &str = "oauth";

fn account_key(context: &Context) -> String {
    format!("oauth-{}", context.name)
}

fn list_key(context: &Context) -> String {
    format!("oauth-{}.waiting", context.name)
}
