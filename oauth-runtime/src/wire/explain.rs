//! A plan written for a person: every secret blanked, every part with its cause.

use std::fmt;

use super::answer_text::describe_answer;
use super::plan::{
    Cause, Inputs, Item, Sink, call_url, placeholder, seen_by_page, step_inputs, walk,
};
use crate::error::Error;
use crate::spec::{CallKind, CallSpec, LearnSpec, Method, Place, ProviderSpec, StepSpec};

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
    /// The name of a step or of a call in `learn(...)`.
    pub step: Option<&'static str>,
    /// The method.
    pub method: &'static str,
    /// The URL without parameters.
    pub url: String,
    /// Parameters and headers, in the order in which they are written.
    pub lines: Vec<Line>,
    /// What is read from the answer otherwise than the RFC has it, in words.
    pub answer: Vec<String>,
    /// The steps that are made before this call.
    pub before: Vec<Self>,
    /// The steps that are made after this call.
    pub then: Vec<Self>,
}

impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.before {
            writeln!(f, "before, {step}")?;
        }
        if let Some(step) = self.step {
            write!(f, "`{step}`: ")?;
        }
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
        for step in &self.then {
            write!(f, "\nthen, {step}")?;
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
    explain_call(spec, kind, call, inputs).map(Some)
}

/// As [`explain`], with the steps of the call, before anything is known of what they
/// and other answers bring. For [`CallKind::Learn`] it is the first of its calls, and
/// the others come after it.
pub(crate) fn explain_whole(
    spec: &'static ProviderSpec,
    kind: CallKind,
    inputs: &Inputs<'_>,
) -> Result<Option<Explained>, Error> {
    let inputs = Inputs {
        open: true,
        ..*inputs
    };
    if kind == CallKind::Learn {
        let page = |learn: &LearnSpec| explain_step(spec, kind, learn.name, &learn.call, &inputs);
        let Some((first, others)) = spec.learn.split_first() else {
            return Ok(None);
        };
        let then = others.iter().map(page).collect::<Result<_, _>>()?;
        return page(first).map(|page| Some(Explained { then, ..page }));
    }
    let Some(call) = spec.call(kind) else {
        return Ok(None);
    };
    let pages = |steps: &'static [StepSpec]| {
        let page = |step: &'static StepSpec| {
            let inputs = step_inputs(step, &inputs);
            explain_step(spec, CallKind::Step, step.name, &step.call, &inputs)
        };
        steps.iter().map(page).collect::<Result<Vec<_>, _>>()
    };
    let mut page = explain_call(spec, kind, call, &inputs)?;
    page.before = pages(call.before)?;
    page.then = pages(call.then)?;
    Ok(Some(page))
}

/// As [`explain`], for a call that stands in no table of calls: a step.
pub(crate) fn explain_step(
    spec: &'static ProviderSpec,
    kind: CallKind,
    name: &'static str,
    call: &CallSpec,
    inputs: &Inputs<'_>,
) -> Result<Explained, Error> {
    let page = explain_call(spec, kind, call, inputs);
    page.map(|page| Explained {
        step: Some(name),
        ..page
    })
}

fn explain_call(
    spec: &'static ProviderSpec,
    kind: CallKind,
    call: &CallSpec,
    inputs: &Inputs<'_>,
) -> Result<Explained, Error> {
    let named = |error: Error| error.of(spec.id).on(kind);
    let shown = Inputs {
        page: true,
        ..*inputs
    };
    let url = call_url(spec, call, &shown).map_err(named)?.finish();
    let mut sink = ExplainSink(Vec::new());
    seen_by_page(spec, kind, call, inputs, |inputs| {
        walk(spec, kind, call, inputs, &mut sink)
    })
    .map_err(named)?;
    Ok(Explained {
        kind,
        step: None,
        before: Vec::new(),
        then: Vec::new(),
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
                if !self.url.ends_with('/') && !path.is_empty() {
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
            Some(shown) => placeholder(shown),
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
