//! What servers told about the proofs that they want (RFC 9449 §8 and §9).

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::HeaderMap;

use super::{ProofError, proof_error};
use crate::value::split_origin;
use crate::wire::WireResponse;

/// So many origins are remembered. A client talks to a handful.
const MOST: usize = 256;
/// A longer nonce is not one.
const LONGEST: usize = 1024;
/// A clock that is off by less is within what servers bear.
const NOTABLE: Duration = Duration::from_secs(30);

/// As what a server is asked: a nonce of an authorization server is none of the API's,
/// also where both stand on one origin (RFC 9449 §9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Authorization,
    Resource,
}

/// An origin in one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Site {
    /// A digest of the origin, so that it fits into a small value.
    origin: u64,
    role: Role,
}

/// Where a proof went, and with which nonce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Proved {
    site: Site,
    /// A digest of the nonce.
    nonce: Option<u64>,
}

/// What the next proof for a site holds.
pub(crate) struct Wanted {
    pub(crate) proved: Proved,
    pub(crate) nonce: Option<Arc<str>>,
    /// By how many seconds it is dated ahead of this machine's clock.
    pub(crate) ahead: i64,
}

/// The last word of each server, shared by all sessions of a client.
#[derive(Default)]
pub(crate) struct Nonces {
    hasher: RandomState,
    known: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    sites: HashMap<Site, Known>,
    /// Counts the uses, so that the site that was used longest ago can be forgotten.
    clock: u64,
}

#[derive(Clone, Default)]
struct Known {
    nonce: Option<Arc<str>>,
    /// By how many seconds proofs are dated ahead of this machine's clock.
    ahead: i64,
    used: u64,
}

impl Nonces {
    /// What a proof for this URL must hold.
    pub(crate) fn wanted(&self, url: &str, role: Role) -> Wanted {
        let site = self.site(url, role);
        let (nonce, ahead) = self.next(site);
        let digest = |nonce: &Arc<str>| self.hasher.hash_one(&**nonce);
        Wanted {
            proved: Proved {
                site,
                nonce: nonce.as_ref().map(digest),
            },
            nonce,
            ahead,
        }
    }

    /// Takes what an answer to a proof says: the nonce of any answer, successful ones too
    /// (RFC 9449 §8.2). Answers why the proof was refused, where the next one will be
    /// another and may be taken.
    pub(crate) fn settle(
        &self,
        proved: Proved,
        response: &WireResponse,
        now: SystemTime,
    ) -> Option<ProofError> {
        let named = self.note(proved, &response.headers);
        let refused = proof_error(response)?;
        let is_another = match refused {
            // The one that was sent already would be refused again.
            ProofError::UseNonce => {
                named.is_some_and(|nonce| Some(self.hasher.hash_one(&*nonce)) != proved.nonce)
            }
            ProofError::Invalid => self.set_clock(proved.site, &response.headers, now),
        };
        is_another.then_some(refused)
    }

    /// Takes the nonce of an answer.
    pub(crate) fn note(&self, proved: Proved, headers: &HeaderMap) -> Option<Arc<str>> {
        let nonce: Arc<str> = nonce_of(headers)?.into();
        self.change(proved.site, |known| known.nonce = Some(nonce.clone()));
        Some(nonce)
    }

    fn site(&self, url: &str, role: Role) -> Site {
        let (origin, _) = split_origin(url);
        Site {
            origin: self.hasher.hash_one(origin.to_ascii_lowercase()),
            role,
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self, site: Site) -> (Option<Arc<str>>, i64) {
        let mut table = self.table();
        table.clock += 1;
        let now = table.clock;
        match table.sites.get_mut(&site) {
            Some(known) => {
                known.used = now;
                (known.nonce.clone(), known.ahead)
            }
            None => (None, 0),
        }
    }

    /// Takes the clock of a server that refused a proof, where it is notably off (RFC
    /// 9449 §11.1). Answers whether proofs are dated otherwise from now on.
    fn set_clock(&self, site: Site, headers: &HeaderMap, now: SystemTime) -> bool {
        let date = headers.get(http::header::DATE);
        let date = date.and_then(|value| value.to_str().ok());
        let Some(date) = date.and_then(|text| httpdate::parse_http_date(text).ok()) else {
            return false;
        };
        let seconds = |apart: Duration| i64::try_from(apart.as_secs()).unwrap_or_default();
        let ahead = match date.duration_since(now) {
            Ok(ahead) => seconds(ahead),
            Err(behind) => -seconds(behind.duration()),
        };
        let off = |from: i64| Duration::from_secs(ahead.abs_diff(from)) > NOTABLE;
        let (_, before) = self.next(site);
        let is_news = off(before);
        if is_news {
            self.change(site, |known| known.ahead = if off(0) { ahead } else { 0 });
        }
        is_news
    }

    fn change(&self, site: Site, change: impl FnOnce(&mut Known)) {
        let mut table = self.table();
        table.clock += 1;
        let now = table.clock;
        if table.sites.len() >= MOST && !table.sites.contains_key(&site) {
            let oldest = table.sites.iter().min_by_key(|(_, known)| known.used);
            if let Some(oldest) = oldest.map(|(site, _)| *site) {
                table.sites.remove(&oldest);
            }
        }
        let known = table.sites.entry(site).or_default();
        known.used = now;
        change(known);
    }
}

/// The one nonce of an answer, if it has the form of one (RFC 9449 §8.1).
fn nonce_of(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all("dpop-nonce").iter();
    let (Some(value), None) = (all.next(), all.next()) else {
        return None;
    };
    let text = value.to_str().ok()?;
    let allowed = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    let usable = !text.is_empty() && text.len() <= LONGEST && text.bytes().all(allowed);
    usable.then_some(text)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn answer(nonce: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(
            http::HeaderName::from_static("dpop-nonce"),
            HeaderValue::from_static(nonce),
        )])
    }

    fn next(nonces: &Nonces, url: &str, role: Role) -> Option<Arc<str>> {
        nonces.wanted(url, role).nonce
    }

    #[test]
    fn each_origin_and_each_role_has_its_own_nonce() {
        let nonces = Nonces::default();
        let server = nonces.wanted("https://acme.example/token", Role::Authorization);
        let api = nonces.wanted("https://acme.example/v1", Role::Resource);
        nonces.note(server.proved, &answer("one"));
        nonces.note(api.proved, &answer("two"));
        for (url, role, expected) in [
            (
                "https://ACME.example/par?x=1",
                Role::Authorization,
                Some("one"),
            ),
            ("https://acme.example/v2", Role::Resource, Some("two")),
            ("https://other.example/token", Role::Authorization, None),
            ("https://acme.example:444/v1", Role::Resource, None),
        ] {
            assert_eq!(next(&nonces, url, role).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn what_is_no_nonce_changes_nothing() {
        let (nonces, url) = (Nonces::default(), "https://acme.example");
        let site = nonces.wanted(url, Role::Resource).proved;
        nonces.note(site, &answer("good"));
        for bad in ["", "with space", "with\"quote", "with\\backslash"] {
            assert_eq!(nonces.note(site, &answer(bad)), None, "{bad}");
        }
        let mut twice = answer("a");
        twice.append("dpop-nonce", HeaderValue::from_static("b"));
        assert_eq!(nonces.note(site, &twice), None);
        assert_eq!(next(&nonces, url, Role::Resource).as_deref(), Some("good"));
    }

    #[test]
    fn the_origin_that_was_used_longest_ago_is_forgotten() {
        let nonces = Nonces::default();
        let wanted = |n: usize| nonces.wanted(&format!("https://a{n}.example"), Role::Resource);
        for n in 0..MOST {
            nonces.note(wanted(n).proved, &answer("n"));
        }
        assert!(wanted(0).nonce.is_some());
        nonces.note(wanted(MOST).proved, &answer("n"));
        assert!(wanted(0).nonce.is_some());
        assert!(wanted(1).nonce.is_none());
        assert_eq!(nonces.table().sites.len(), MOST);
    }

    #[test]
    fn a_nonce_that_was_sent_already_is_no_reason_to_send_again() {
        let (nonces, url) = (Nonces::default(), "https://acme.example/token");
        let challenge = |nonce| WireResponse {
            status: 400,
            headers: answer(nonce),
            body: bytes::Bytes::from_static(br#"{"error":"use_dpop_nonce"}"#),
            complete: true,
        };
        let now = SystemTime::UNIX_EPOCH;
        let first = nonces.wanted(url, Role::Authorization).proved;
        let settled = nonces.settle(first, &challenge("one"), now);
        assert_eq!(settled, Some(ProofError::UseNonce));
        let second = nonces.wanted(url, Role::Authorization).proved;
        assert_eq!(nonces.settle(second, &challenge("one"), now), None);
        let settled = nonces.settle(second, &challenge("two"), now);
        assert_eq!(settled, Some(ProofError::UseNonce));
    }

    #[test]
    fn a_clock_that_is_notably_off_is_taken_once() {
        let (nonces, url) = (Nonces::default(), "https://acme.example");
        let site = nonces.wanted(url, Role::Authorization).proved.site;
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_219_200);
        let dated = |seconds| {
            let date = httpdate::fmt_http_date(now + Duration::from_secs(seconds));
            let date = HeaderValue::from_str(&date).unwrap();
            HeaderMap::from_iter([(http::header::DATE, date)])
        };
        assert!(!nonces.set_clock(site, &dated(20), now));
        assert!(nonces.set_clock(site, &dated(600), now));
        assert_eq!(nonces.wanted(url, Role::Authorization).ahead, 600);
        assert!(!nonces.set_clock(site, &dated(601), now));
        assert!(nonces.set_clock(site, &dated(0), now));
        assert_eq!(nonces.wanted(url, Role::Authorization).ahead, 0);
    }
}
