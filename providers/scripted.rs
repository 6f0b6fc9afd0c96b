//! A transport that answers from a script. The provider crates' tests share this file.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use oauth_runtime::transport::{BoxFuture, Limits, Transport, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};

/// Clones share the script and the list of requests.
#[derive(Clone, Default)]
pub(crate) struct Scripted(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    answers: VecDeque<(u16, String)>,
    requests: Vec<WireRequest>,
}

impl Scripted {
    /// Gives these answers in order, and no connection after the last.
    pub(crate) fn answering<'a>(answers: impl IntoIterator<Item = (u16, &'a str)>) -> Self {
        let answers = answers
            .into_iter()
            .map(|(status, body)| (status, body.to_owned()))
            .collect();
        Self(Arc::new(Mutex::new(Script {
            answers,
            requests: Vec::new(),
        })))
    }

    /// Takes the requests that were sent since the last call.
    pub(crate) fn requests(&self) -> Vec<WireRequest> {
        std::mem::take(&mut self.0.lock().unwrap().requests)
    }
}

impl Transport for Scripted {
    fn send(
        &self,
        request: WireRequest,
        _limits: Limits,
    ) -> BoxFuture<'_, Result<WireResponse, TransportError>> {
        let mut script = self.0.lock().unwrap();
        script.requests.push(request);
        let answer = match script.answers.pop_front() {
            Some((status, body)) => Ok(WireResponse {
                status,
                headers: Default::default(),
                body: body.into(),
                complete: true,
            }),
            None => Err(TransportError::NotSent("the script is over".to_owned())),
        };
        Box::pin(std::future::ready(answer))
    }
}
