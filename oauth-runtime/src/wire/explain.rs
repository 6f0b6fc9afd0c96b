//! A plan written for a person: every secret blanked, every part with its cause.

use std::fmt;

use super::answer_text::describe_answer;
use super::plan::{Cause, Inputs, Item, Sink, call_url, seen_by_page, walk};
use crate::error::Error;
use crate::spec::{CallKind, CallSpec, Method, Place, ProviderSpec};

/// One part of an explained request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// Where the part travels.
    pub place: Place,
    /// The parameter's or the header's name on the wire.
    pub name: String,
    /// The value, or a placeholder such as `‹client_secret›`.
    pub value: String,
    /// What caused the part.
    pub cause: Cause,
}

/// An explained request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explained {
    /// The call.
    pub kind: CallKind,
    /// The method.
    pub method: &'static str,
    /// The URL without parameters.
    pub url: String,
    /// Parameters and headers, in the order in which they are written.
    pub lines: Vec<Line>,
    /// What is read from the answer otherwise than the RFC has it, in words.
    pub answer: Vec<String>,
}

impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)?;
        for line in &self.lines {
            let place = match line.place {
                Place::Query => "query",
                Place::Form => "form",
                Place::Json => "json",
                Place::Xml => "xml",
                _ => "header",
            };
            write!(
                f,
                "\n  {place:<6} {} = {}  \u{2190} {}",
                line.name, line.value, line.cause
            )?;
        }
        for text in &self.answer {
            write!(f, "\n  answer: {text}")?;
        }
        Ok(())
    }
}

/// Renders the plan of a call. It is the same walk that writes the request, so
/// the two cannot drift apart.
///
/// # Errors
/// As [`plan`](super::plan).
pub fn explain(
    spec: &'static ProviderSpec,
    kind: CallKind,
    inputs: &Inputs<'_>,
) -> Result<Option<Explained>, Error> {
    let Some(call) = spec.call(kind) else {
        return Ok(None);
    };
    explain_step(spec, kind, call, inputs).map(Some)
}

/// As [`explain`], for a call that stands in no table of calls: a step.
pub(crate) fn explain_step(
    spec: &'static ProviderSpec,
    kind: CallKind,
    call: &CallSpec,
    inputs: &Inputs<'_>,
) -> Result<Explained, Error> {
    let named = |error: Error| error.of(spec.id).on(kind);
    let url = call_url(spec, call, inputs).map_err(named)?.finish();
    let mut sink = ExplainSink(Vec::new());
    seen_by_page(spec, kind, call, inputs, |inputs| {
        walk(spec, kind, call, inputs, &mut sink)
    })
    .map_err(named)?;
    Ok(Explained {
        kind,
        method: call.method.as_str(),
        url,
        lines: sink.0,
        answer: describe_answer(&call.answer),
    })
}

impl Explained {
    /// Adds what a caller asked of the API.
    pub(crate) fn add_api(&mut self, method: Method, path: &str, query: &[(String, String)]) {
        self.method = method.as_str();
        let (path, in_path) = path.split_once('?').unwrap_or((path, ""));
        match path.contains("://") {
            true => path.clone_into(&mut self.url),
            false => {
                if !self.url.ends_with('/') {
                    self.url.push('/');
                }
                self.url.push_str(path.trim_start_matches('/'));
            }
        }
        let pairs = in_path.split('&').filter_map(|pair| pair.split_once('='));
        let given = query
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let lines = pairs.chain(given).map(|(name, value)| Line {
            place: Place::Query,
            name: name.to_owned(),
            value: value.to_owned(),
            cause: Cause::Caller,
        });
        self.lines.splice(0..0, lines);
    }
}

struct ExplainSink(Vec<Line>);

impl Sink for ExplainSink {
    fn item(&mut self, item: Item<'_>) -> Result<(), Error> {
        let value = match item.secret {
            Some(shown) => format!("\u{2039}{shown}\u{203a}"),
            None => item.value.shown(),
        };
        self.0.push(Line {
            place: item.place,
            name: item.name.to_owned(),
            value,
            cause: item.cause,
        });
        Ok(())
    }
}
