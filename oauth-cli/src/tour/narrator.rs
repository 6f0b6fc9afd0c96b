//! A transport that lets everybody see what goes over the wire, secrets blanked.

use std::sync::{Arc, Mutex, PoisonError};

use oauth_runtime::transport::{BoxFuture, Limits, ReqwestTransport, Transport, TransportError};
use oauth_runtime::wire::{Explained, WireRequest, WireResponse};
use serde_json::Value;

/// What was seen of one exchange.
pub(crate) struct Seen {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) body: String,
}

/// The default transport with a window in it.
#[derive(Clone)]
pub(crate) struct Narrator {
    inner: ReqwestTransport,
    seen: Arc<Mutex<Vec<Seen>>>,
    planned: Arc<Mutex<Vec<Explained>>>,
}

fn take<T>(list: &Mutex<Vec<T>>) -> Vec<T> {
    std::mem::take(&mut *list.lock().unwrap_or_else(PoisonError::into_inner))
}

fn push<T>(list: &Mutex<Vec<T>>, item: T) {
    list.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(item);
}

impl Narrator {
    pub(crate) fn new() -> Result<Self, oauth_runtime::Error> {
        Ok(Self {
            inner: ReqwestTransport::new()?,
            seen: Arc::default(),
            planned: Arc::default(),
        })
    }

    /// What was seen since the last look.
    pub(crate) fn take_seen(&self) -> Vec<Seen> {
        take(&self.seen)
    }

    /// What was planned since the last look.
    pub(crate) fn take_planned(&self) -> Vec<Explained> {
        take(&self.planned)
    }

    /// An observer that writes down what is planned.
    pub(crate) fn observer(&self) -> impl Fn(&Explained) + Send + Sync + 'static {
        let planned = self.planned.clone();
        move |page| push(&planned, page.clone())
    }
}

impl Transport for Narrator {
    fn send(
        &self,
        request: WireRequest,
        limits: Limits,
    ) -> BoxFuture<'_, Result<WireResponse, TransportError>> {
        Box::pin(async move {
            let method = request.method.as_str();
            let path = path(&request.url);
            let response = self.inner.send(request, limits).await?;
            let seen = Seen {
                method,
                path,
                status: response.status,
                body: blanked(&response.body),
            };
            push(&self.seen, seen);
            Ok(response)
        })
    }
}

/// Path of a URL, without origin and query.
pub(crate) fn path(url: &str) -> String {
    let after = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after
        .find('/')
        .and_then(|at| after.get(at..))
        .unwrap_or("/");
    path.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// An answer's body with every secret replaced by its name.
fn blanked(body: &[u8]) -> String {
    match serde_json::from_slice::<Value>(body) {
        Ok(mut value) => {
            blank(&mut value);
            value.to_string()
        }
        Err(_) if body.is_empty() => "(no body)".to_owned(),
        Err(_) => format!("({} bytes)", body.len()),
    }
}

fn blank(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let secret =
                    ["access_token", "refresh_token", "id_token", "code"].contains(&name.as_str());
                match value {
                    Value::String(text) if secret => *text = format!("\u{2039}{name}\u{203a}"),
                    inner => blank(inner),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(blank),
        _ => (),
    }
}
