//! The provider's keys as this client knows them: fetched once for all, kept as long as
//! the provider says, and fetched again when it signs with a key that is new.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use http::header;

use super::key_set::KeySet;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::spec::{CallKind, CallSpec};
use crate::wire::judge::{Answer, judge_json};
use crate::wire::{WireResponse, call_url, plan_step};

/// How long keys are kept whose answer does not say.
const LIFETIME: Duration = Duration::from_secs(600);
/// They are kept this long whatever the answer says.
const SHORTEST: Duration = Duration::from_secs(60);
/// They are kept no longer, whatever the answer says: a key that leaked is taken out.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// Between two fetches for keys that are unknown. Anybody can make such a JWT.
const BETWEEN: Duration = Duration::from_secs(60);

/// The request for a JWKS whose address only the metadata tell.
static JWKS: CallSpec = CallSpec {
    kind: CallKind::Jwks,
    accept: "application/jwk-set+json, application/json",
    ..CallSpec::GET
};

/// What a client remembers of the provider's keys.
#[derive(Default)]
pub(crate) struct ProviderKeys {
    known: Mutex<Option<Known>>,
    /// Whoever holds it fetches; the others wait for what comes.
    fetching: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Known {
    url: Arc<str>,
    keys: Arc<KeySet>,
    fetched: Duration,
    fetched_at: SystemTime,
    lifetime: Duration,
}

impl Known {
    /// Its age by the clock that went further.
    fn age(&self, core: &Core) -> Duration {
        let wall = core.time.now().duration_since(self.fetched_at);
        let monotonic = core.time.monotonic().saturating_sub(self.fetched);
        wall.unwrap_or_default().max(monotonic)
    }
}

impl Core {
    /// Where the provider publishes its keys: declared, set or discovered.
    pub(super) fn keys_url(&self) -> Option<(&'static CallSpec, String)> {
        let declared = self.spec.call(CallKind::Jwks);
        let call = declared.unwrap_or(&JWKS);
        let inputs = self.inputs(CallKind::Jwks);
        if inputs.url.is_none() && call.url.origin.is_empty() {
            return None;
        }
        let target = call_url(self.spec, call, &inputs).ok()?;
        Some((call, target.url))
    }

    /// The keys that are at hand, without asking anybody.
    pub(super) fn keys_at_hand(&self) -> Option<Arc<KeySet>> {
        let (_, url) = self.keys_url()?;
        self.hub.keys().fresh(self, &url).map(|known| known.keys)
    }

    /// The provider's keys.
    pub(super) async fn keys(&self) -> Result<Arc<KeySet>, Error> {
        let (call, url) = self.keys_url().ok_or_else(|| self.no_keys())?;
        let held = self.hub.keys();
        if let Some(known) = held.fresh(self, &url) {
            return Ok(known.keys);
        }
        let _fetching = held.fetching.lock().await;
        match held.fresh(self, &url) {
            Some(known) => Ok(known.keys),
            None => self.fetch_keys(call, &url).await,
        }
    }

    /// The keys anew, for a JWT whose key is not among `seen`. `None` when they were
    /// fetched a moment ago.
    pub(super) async fn newer_keys(
        &self,
        seen: &Arc<KeySet>,
    ) -> Result<Option<Arc<KeySet>>, Error> {
        let (call, url) = self.keys_url().ok_or_else(|| self.no_keys())?;
        let held = self.hub.keys();
        let _fetching = held.fetching.lock().await;
        match held.fresh(self, &url) {
            Some(known) if !Arc::ptr_eq(&known.keys, seen) => Ok(Some(known.keys)),
            Some(known) if known.age(self) < BETWEEN => Ok(None),
            _ => self.fetch_keys(call, &url).await.map(Some),
        }
    }

    async fn fetch_keys(&self, call: &'static CallSpec, url: &str) -> Result<Arc<KeySet>, Error> {
        let kind = CallKind::Jwks;
        let inputs = self.inputs(kind);
        let named = |error: Error| error.of(self.spec.id).on(kind);
        let request = plan_step(self.spec, kind, call, &inputs).map_err(named)?;
        let (fetched, fetched_at) = (self.time.monotonic(), self.time.now());
        let limits = self.credential_limits;
        let response = self.send(kind, request, limits).await?;
        let (_, document) = judge_json(&Answer {
            spec: self.spec,
            kind,
            call,
            response: &response,
            client_auth: None,
            secrets: &[],
        })?;
        let keys = KeySet::read(&document).ok_or_else(|| {
            let text = "the answer is no JWKS: it has no list `keys` (RFC 7517 section 5)";
            named(Error::new(Code::MissingField, text).key("jwks"))
        })?;
        let keys = Arc::new(keys);
        *self.hub.keys().lock() = Some(Known {
            url: url.into(),
            keys: keys.clone(),
            fetched,
            fetched_at,
            lifetime: lifetime(&response),
        });
        Ok(keys)
    }

    fn no_keys(&self) -> Error {
        Error::new(
            Code::NotOffered,
            "nothing tells where the provider publishes its keys: declare `jwks`, or the `issuer` whose metadata name it",
        )
        .of(self.spec.id)
        .on(CallKind::Jwks)
        .key("jwks")
    }
}

impl ProviderKeys {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fresh(&self, core: &Core, url: &str) -> Option<Known> {
        let known = self.lock().clone()?;
        (*known.url == *url && known.age(core) < known.lifetime).then_some(known)
    }
}

/// How long an answer may be kept (RFC 9111 §5.2.2), within bounds.
fn lifetime(response: &WireResponse) -> Duration {
    let controls = response.headers.get_all(header::CACHE_CONTROL);
    let directives: Vec<String> = controls
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|one| one.trim().to_ascii_lowercase())
        .collect();
    if directives
        .iter()
        .any(|one| one == "no-store" || one == "no-cache")
    {
        return SHORTEST;
    }
    let seconds = |text: &str| text.trim_matches('"').parse().ok();
    let most = directives
        .iter()
        .find_map(|one| one.strip_prefix("max-age="))
        .and_then(seconds);
    // A cache on the way may have held it for a while.
    let age = response.headers.get(header::AGE);
    let age = age.and_then(|age| age.to_str().ok()).and_then(seconds);
    most.map_or(LIFETIME, |most: u64| {
        Duration::from_secs(most.saturating_sub(age.unwrap_or_default()))
    })
    .clamp(SHORTEST, LONGEST)
}
