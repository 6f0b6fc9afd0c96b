//! What a request tells of itself: its time, its UUID, its tokens, its own text.
//!
//! A template that is hashed cannot be read back, so what it was made from is
//! looked for where it stands in clear. Where a token or a time stands nowhere in
//! clear, several scenes are possible, and one of them must explain the request.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_runtime::spec::{Function, Param, Part, Place, Slot, ValueSpec};

use super::time;
use super::uses::{in_call, in_value};
use crate::read::{Body, Request, locate};
use crate::route::Route;
use crate::setup::Setup;
use crate::store::Store;

/// How far the clock of a client may be off.
const TOLERANCE: Duration = Duration::from_secs(300);
/// So many of the newest tokens are tried where none stands in clear.
const TRIED: usize = 64;

/// What is known of a request; `None` is open.
#[derive(Clone, Default)]
pub(crate) struct Scene {
    pub(super) now: Option<SystemTime>,
    pub(super) uuid: Option<String>,
    pub(crate) access_token: Option<String>,
    pub(crate) refresh_token: Option<String>,
    pub(super) code: Option<String>,
    pub(super) state: Option<String>,
    pub(super) scope: Option<String>,
    pub(super) redirect_uri: Option<String>,
    pub(super) path: Option<String>,
    pub(super) body: Option<String>,
    /// The parameters of query and form that are signed over.
    pub(super) pairs: Option<Vec<(String, String)>>,
}

impl Scene {
    /// Nothing is known.
    pub(crate) const OPEN: &'static Self = &Self {
        now: None,
        uuid: None,
        access_token: None,
        refresh_token: None,
        code: None,
        state: None,
        scope: None,
        redirect_uri: None,
        path: None,
        body: None,
        pairs: None,
    };

    /// Everything but the request's own parameters and body is known: what stays
    /// open is made from them.
    pub(crate) fn unsigned() -> Self {
        let some = || Some(String::new());
        Self {
            now: Some(SystemTime::UNIX_EPOCH),
            uuid: some(),
            access_token: some(),
            refresh_token: some(),
            code: some(),
            state: some(),
            scope: some(),
            redirect_uri: Some("http://localhost".to_owned()),
            path: some(),
            body: None,
            pairs: None,
        }
    }
}

/// The scenes in which a request may have been made, the likeliest first.
pub(crate) fn scenes(setup: &Setup, store: &Store, route: &Route, request: &Request) -> Vec<Scene> {
    let has = |is: &dyn Fn(&Part) -> bool| in_call(route.call, is);
    let has_slot = |slot: Slot| has(&|part| matches!(part, Part::Slot(own, _) if *own == slot));
    let given = |param: Param| {
        let (place, name) = locate(setup, route.kind, route.call, param);
        request.text(setup, place, name)
    };
    let seen = seen(route, request);
    let words = words(request);
    let first = Scene {
        now: None,
        uuid: seen.uuid,
        // A step comes right after its call, so it has a token that was issued.
        access_token: seen.access_token.filter(|_| route.step.is_none()),
        refresh_token: given(Param::RefreshToken).or(seen.refresh_token),
        code: given(Param::Code),
        state: given(Param::State),
        scope: given(Param::Scope),
        redirect_uri: given(Param::RedirectUri),
        path: Some(request.path.clone()),
        body: Some(request.text.clone()),
        pairs: Some(pairs(route, request)),
    };
    let clock = setup.now();
    let mut scenes: Vec<Scene> = match seen.now.filter(|now| is_near(*now, clock)) {
        Some(now) => vec![Scene {
            now: Some(now),
            ..first
        }],
        None if has(&|part| matches!(part, Part::Now(..))) || route.call.assertion.is_some() => {
            [0, -1, 1, -2]
                .into_iter()
                .map(|seconds| Scene {
                    now: moved(clock, seconds),
                    ..first.clone()
                })
                .collect()
        }
        None => vec![first],
    };
    if has_slot(Slot::AccessToken) && scenes.iter().all(|scene| scene.access_token.is_none()) {
        let known: Vec<String> = words
            .iter()
            .filter(|word| store.access(word).is_some())
            .cloned()
            .collect();
        let tried = match known.is_empty() {
            true => store.newest_access(TRIED),
            false => known,
        };
        scenes = spread(scenes, &tried, |scene, token| {
            scene.access_token = Some(token)
        });
    }
    if has_slot(Slot::RefreshToken) && scenes.iter().all(|scene| scene.refresh_token.is_none()) {
        let known: Vec<String> = words
            .iter()
            .filter(|word| store.refresh_token(word).is_some())
            .cloned()
            .collect();
        let tried = match known.is_empty() {
            true => store.newest_refresh(TRIED),
            false => known,
        };
        scenes = spread(scenes, &tried, |scene, token| {
            scene.refresh_token = Some(token)
        });
    }
    scenes
}

fn spread(scenes: Vec<Scene>, values: &[String], set: impl Fn(&mut Scene, String)) -> Vec<Scene> {
    if values.is_empty() {
        // A token that nobody issued equals no issued one.
        return scenes
            .into_iter()
            .map(|mut scene| {
                set(&mut scene, String::new());
                scene
            })
            .collect();
    }
    let mut out = Vec::new();
    for scene in &scenes {
        for value in values {
            let mut scene = scene.clone();
            set(&mut scene, value.clone());
            out.push(scene);
        }
    }
    out
}

fn moved(time: SystemTime, seconds: i64) -> Option<SystemTime> {
    let by = Duration::from_secs(seconds.unsigned_abs());
    match seconds >= 0 {
        true => time.checked_add(by),
        false => time.checked_sub(by),
    }
}

fn is_near(one: SystemTime, other: SystemTime) -> bool {
    let apart = one
        .duration_since(other)
        .unwrap_or_else(|error| error.duration());
    apart <= TOLERANCE
}

#[derive(Default)]
struct Seen {
    now: Option<SystemTime>,
    /// Whether `now` has milliseconds.
    fine: bool,
    uuid: Option<String>,
    /// Tokens in clear, also ones that nobody issued.
    access_token: Option<String>,
    refresh_token: Option<String>,
}

/// Time, UUID and tokens, where a parameter or a header is nothing else.
fn seen(route: &Route, request: &Request) -> Seen {
    let mut seen = Seen::default();
    let place_of = |place: Option<Place>| place.unwrap_or(route.call.place);
    for param in route.call.params {
        if let ValueSpec::Text(parts) = param.value
            && let Some(text) = request.plain(place_of(param.place), param.name)
        {
            seen.look(parts, &text);
        }
    }
    for rule in route.call.rules {
        let name = rule.name.unwrap_or(rule.param.name());
        if let Some(ValueSpec::Text(parts)) = rule.value
            && let Some(text) = request.plain(place_of(rule.place), name)
        {
            seen.look(parts, &text);
        }
    }
    for header in route.call.headers {
        if let Some(text) = request.header(header.name) {
            seen.look(header.value, text);
        }
    }
    seen
}

impl Seen {
    fn look(&mut self, parts: &[Part], text: &str) {
        let (parts, text) = match parts {
            [Part::Lit(before), rest @ ..] => match text.strip_prefix(before) {
                Some(text) => (rest, text),
                None => return,
            },
            _ => (parts, text),
        };
        match parts {
            [Part::Now(form, offset, _)] => {
                let fine = *form == oauth_runtime::spec::TimeForm::Milliseconds;
                if let Some(now) = time::read(*form, *offset, text)
                    && (self.now.is_none() || fine && !self.fine)
                {
                    (self.now, self.fine) = (Some(now), fine);
                }
            }
            [Part::Slot(Slot::Uuid, _)] if is_uuid(text) => {
                self.uuid.get_or_insert_with(|| text.to_owned());
            }
            [Part::Slot(Slot::AccessToken, _)] => {
                self.access_token.get_or_insert_with(|| text.to_owned());
            }
            [Part::Slot(Slot::RefreshToken, _)] => {
                self.refresh_token.get_or_insert_with(|| text.to_owned());
            }
            _ => (),
        }
    }
}

/// RFC 9562 §5.4: version 4, in lower case.
fn is_uuid(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 36
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            14 => *byte == b'4',
            19 => b"89ab".contains(byte),
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(byte),
        })
}

/// The parameters of query and form, without those that are made from them.
fn pairs(route: &Route, request: &Request) -> Vec<(String, String)> {
    let over = |part: &Part| {
        matches!(
            part,
            Part::Slot(Slot::Body, _) | Part::Call(Function::SortedParams, ..)
        )
    };
    let call = route.call;
    let extra = call
        .params
        .iter()
        .filter(|param| in_value(&param.value, &over));
    let rules = call
        .rules
        .iter()
        .filter(|rule| rule.value.is_some_and(|value| in_value(&value, &over)));
    let signatures: Vec<&str> = extra
        .map(|param| param.name)
        .chain(rules.map(|rule| rule.name.unwrap_or(rule.param.name())))
        .chain(route.signatures.iter().map(String::as_str))
        .collect();
    let form = match &request.body {
        Body::Form(pairs) => pairs.as_slice(),
        _ => &[],
    };
    request
        .query
        .iter()
        .chain(form)
        .filter(|pair| !signatures.contains(&pair.name.as_str()))
        .map(|pair| (pair.name.clone(), pair.value.clone()))
        .collect()
}

/// Everything in a request that could be a token.
pub(crate) fn words(request: &Request) -> Vec<String> {
    let mut words = Vec::new();
    let mut add = |text: &str| {
        words.push(text.to_owned());
        for word in text.split([' ', ';', ',', '"']) {
            if word.len() != text.len() {
                words.push(word.to_owned());
            }
            if let Some((_, value)) = word.split_once('=') {
                words.push(value.to_owned());
            }
            let decoded = STANDARD.decode(word).ok();
            if let Some(Ok(plain)) = decoded.map(String::from_utf8) {
                words.extend(plain.split([':', ',']).map(str::to_owned));
            }
        }
    };
    for value in request.headers.values() {
        value.to_str().into_iter().for_each(&mut add);
    }
    request.query.iter().for_each(|pair| add(&pair.value));
    match &request.body {
        Body::Form(pairs) => pairs.iter().for_each(|pair| add(&pair.value)),
        Body::Json(root) | Body::Xml(root) => texts(root, &mut add),
        _ => (),
    }
    words
}

fn texts(value: &serde_json::Value, add: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::String(text) => add(text),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts(item, add)),
        serde_json::Value::Object(fields) => fields.values().for_each(|item| texts(item, add)),
        _ => (),
    }
}
