//! The sealed cookies: one for each connection, and two for each sign-in that waits,
//! so that two answers at once overwrite nothing.

use std::time::Duration;

use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use http::{HeaderMap, HeaderValue, header};
use oauth_runtime::{Code, Error, Secret};

use crate::context::Context;
use crate::entry::{Entry, LARGEST};
use crate::oauth::Shared;

pub(crate) struct Cookies<'r> {
    shared: &'r Shared,
    found: Vec<(String, Secret)>,
    set: Vec<Cookie<'static>>,
    removed: Vec<Cookie<'static>>,
}

impl<'r> Cookies<'r> {
    pub(crate) fn read(shared: &'r Shared, headers: &HeaderMap) -> Self {
        let starts = [site_name(shared, ""), path_name(shared, "")];
        Self {
            shared,
            found: shared.sealer.open(headers, &starts),
            set: Vec::new(),
            removed: Vec::new(),
        }
    }

    fn get(&self, name: &str) -> Option<Secret> {
        let found = self.found.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }

    /// What only the browser that began a sign-in has.
    pub(crate) fn proof(&self, entry: &Entry) -> Option<Secret> {
        self.get(&proof_name(self.shared, entry))
    }

    pub(crate) fn account(&self, context: &Context) -> Option<Secret> {
        self.get(&account_name(self.shared, context))
    }

    pub(crate) fn set_account(&mut self, context: &Context, account: Option<&str>) {
        let name = account_name(self.shared, context);
        let mut cookie = self.cookie(name, account.unwrap_or_default().to_owned(), "/".to_owned());
        match (account, self.shared.remember) {
            (None, _) => self.removed.push(cookie),
            (Some(_), lifetime) => {
                cookie.set_max_age(lifetime.map(seconds));
                self.set.push(cookie);
            }
        }
    }

    pub(crate) fn entries(&self, context: &Context) -> Vec<Entry> {
        let start = entry_name(self.shared, context, "");
        let of_context = self
            .found
            .iter()
            .filter(|(name, _)| name.starts_with(&start));
        of_context
            .filter_map(|(_, value)| Entry::from_json(value.expose()))
            .collect()
    }

    pub(crate) fn set_entry(
        &mut self,
        context: &Context,
        entry: &Entry,
        proof: Option<&str>,
    ) -> Result<(), Error> {
        let value = entry.to_json()?;
        if value.expose().len() > LARGEST {
            return Err(Error::new(
                Code::SettingRefused,
                "the pending sign-in does not fit into a cookie; ask for fewer scopes, or keep it in the program's sessions",
            )
            .of(context.client.spec().id)
            .key("sessions"));
        }
        let name = entry_name(self.shared, context, &entry.id);
        let mut cookie = self.cookie(name, value.expose().to_owned(), context.path.clone());
        let lifetime = seconds(context.client.sign_in_lifetime());
        cookie.set_max_age(lifetime);
        self.set.push(cookie);
        match proof {
            None => self.remove_proof(entry),
            Some(proof) => {
                let name = proof_name(self.shared, entry);
                let mut cookie = self.cookie(name, proof.to_owned(), "/".to_owned());
                cookie.set_max_age(lifetime);
                self.set.push(cookie);
            }
        }
        Ok(())
    }

    pub(crate) fn remove_entry(&mut self, context: &Context, entry: &Entry) {
        let name = entry_name(self.shared, context, &entry.id);
        let cookie = self.cookie(name, String::new(), context.path.clone());
        self.removed.push(cookie);
        self.remove_proof(entry);
    }

    fn remove_proof(&mut self, entry: &Entry) {
        let name = proof_name(self.shared, entry);
        if self.get(&name).is_some() {
            let cookie = self.cookie(name, String::new(), "/".to_owned());
            self.removed.push(cookie);
        }
    }

    fn cookie(&self, name: String, value: String, path: String) -> Cookie<'static> {
        Cookie::build((name, value))
            .path(path)
            .http_only(true)
            .secure(self.shared.base.is_https)
            // `Strict` would keep them from the provider's callback.
            .same_site(SameSite::Lax)
            .build()
    }

    /// Sends the changes along with a response.
    pub(crate) fn send(self, response: Response) -> Response {
        let Some(mut jar) = self.shared.sealer.jar() else {
            return response;
        };
        for cookie in self.set {
            jar = jar.add(cookie);
        }
        let mut response = (jar, response).into_response();
        for mut cookie in self.removed {
            cookie.make_removal();
            if let Ok(line) = HeaderValue::from_str(&cookie.to_string()) {
                response.headers_mut().append(header::SET_COOKIE, line);
            }
        }
        response
    }
}

/// The name of a cookie that goes to all paths. With `__Host-` no other site, no
/// other host of the domain and no connection without TLS can set it.
fn site_name(shared: &Shared, rest: &str) -> String {
    match shared.base.is_https {
        true => format!("__Host-oauth{rest}"),
        false => format!("oauth{rest}"),
    }
}

fn account_name(shared: &Shared, context: &Context) -> String {
    site_name(shared, &format!("-{}", context.name))
}

/// One for each sign-in: tabs that begin at once do not take each other's away.
fn proof_name(shared: &Shared, entry: &Entry) -> String {
    site_name(shared, &format!(".{}", entry.id))
}

/// The name of a cookie that goes to the routes of one context only.
fn path_name(shared: &Shared, rest: &str) -> String {
    match shared.base.is_https {
        true => format!("__Secure-oauth.{rest}"),
        false => format!("oauth.{rest}"),
    }
}

fn entry_name(shared: &Shared, context: &Context, id: &str) -> String {
    path_name(shared, &format!("{}.{id}", context.name))
}

fn seconds(duration: Duration) -> time::Duration {
    time::Duration::seconds(i64::try_from(duration.as_secs()).unwrap_or(i64::MAX))
}
