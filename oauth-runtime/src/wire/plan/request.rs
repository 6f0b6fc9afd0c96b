//! A plan written as bytes.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::inputs::Inputs;
use super::json::{self, JsonBody};
use super::signing::{Seen, is_plain, path_of, with_own};
use super::sink::{Item, QueryForm, Sink, Value};
use super::url::{Target, call_url};
use super::walk::walk;
use super::xml::{self, Node, XmlBody};
use crate::error::{Code, Error};
use crate::spec::{CallKind, CallSpec, EmptyBody, Method, Place, ProviderSpec};
use crate::wire::encode;

/// A planned HTTP request.
#[derive(Clone)]
pub struct WireRequest {
    /// The method.
    pub method: Method,
    /// The absolute URL.
    pub url: String,
    /// The headers; secret ones are marked sensitive.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl std::fmt::Debug for WireRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plain = self.url.split('?').next().unwrap_or_default();
        f.debug_struct("WireRequest")
            .field("method", &self.method)
            .field("url", &plain)
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Plans a call.
///
/// # Errors
/// `E0607` when the provider does not have the call, `E0602` to `E0606` when an
/// input is missing or cannot travel where the declaration puts it.
pub fn plan(
    spec: &'static ProviderSpec,
    kind: CallKind,
    inputs: &Inputs<'_>,
) -> Result<WireRequest, Error> {
    let call = declared(spec, kind)?;
    plan_call(spec, kind, call, inputs).map_err(|error| error.of(spec.id).on(kind))
}

/// Plans a request that the browser makes: only its URL.
///
/// # Errors
/// As [`plan`].
pub fn plan_url(
    spec: &'static ProviderSpec,
    kind: CallKind,
    inputs: &Inputs<'_>,
) -> Result<String, Error> {
    let call = declared(spec, kind)?;
    plan_query(spec, kind, call, inputs).map_err(|error| error.of(spec.id).on(kind))
}

/// Plans a call that stands in no table of calls: a step.
pub(crate) fn plan_step(
    spec: &'static ProviderSpec,
    kind: CallKind,
    call: &CallSpec,
    inputs: &Inputs<'_>,
) -> Result<WireRequest, Error> {
    plan_call(spec, kind, call, inputs).map_err(|error| error.of(spec.id).on(kind))
}

fn declared(spec: &'static ProviderSpec, kind: CallKind) -> Result<&'static CallSpec, Error> {
    spec.call(kind).ok_or_else(|| {
        Error::new(
            Code::NotOffered,
            format!("`{}` declares no `{}`", spec.name, kind.key()),
        )
        .of(spec.id)
        .on(kind)
        .key(kind.key())
    })
}

fn plan_query(
    spec: &'static ProviderSpec,
    kind: CallKind,
    call: &CallSpec,
    inputs: &Inputs<'_>,
) -> Result<String, Error> {
    if is_plain(call) {
        return write_query(spec, kind, call, inputs);
    }
    let target = call_url(spec, call, inputs)?.finish();
    let write = |inputs: &Inputs<'_>| write_query(spec, kind, call, inputs);
    let first = |inputs: &Inputs<'_>| Ok(Seen::of_url(&write(inputs)?));
    with_own(spec, call, inputs, path_of(&target), first, write)
}

fn write_query(
    spec: &'static ProviderSpec,
    kind: CallKind,
    call: &CallSpec,
    inputs: &Inputs<'_>,
) -> Result<String, Error> {
    let mut sink = QuerySink(call_url(spec, call, inputs)?);
    walk(spec, kind, call, inputs, &mut sink)?;
    Ok(sink.0.finish())
}

/// Writes the query of a URL and ignores everything else: a browser sends no
/// body and no headers of ours.
struct QuerySink(Target);

impl Sink for QuerySink {
    fn item(&mut self, item: Item<'_>) -> Result<(), Error> {
        if item.place == Place::Query {
            push_query(&mut self.0, &item);
        }
        Ok(())
    }
}

fn push_query(target: &mut Target, item: &Item<'_>) {
    target.separate();
    encode::query(&mut target.url, item.name);
    target.url.push('=');
    match (item.value, item.query) {
        (Value::Text(text), QueryForm::Encoded) => encode::query(&mut target.url, text),
        (Value::Text(text), QueryForm::Literal(set)) => {
            encode::query_literal(&mut target.url, text, set);
        }
        (Value::Text(text), QueryForm::Raw) => encode::query_raw(&mut target.url, text),
        (Value::Json(value), _) => encode::query(&mut target.url, scalar(value)),
    }
}

/// A number or a truth value as text.
pub(super) fn scalar(value: &crate::spec::ValueSpec) -> &'static str {
    use crate::spec::ValueSpec;
    match value {
        ValueSpec::Number(number) => number,
        ValueSpec::Bool(true) => "true",
        ValueSpec::Bool(false) => "false",
        _ => "",
    }
}

fn plan_call(
    spec: &'static ProviderSpec,
    kind: CallKind,
    call: &CallSpec,
    inputs: &Inputs<'_>,
) -> Result<WireRequest, Error> {
    if is_plain(call) {
        return write_call(spec, kind, call, inputs);
    }
    let target = call_url(spec, call, inputs)?.finish();
    let write = |inputs: &Inputs<'_>| write_call(spec, kind, call, inputs);
    let first = |inputs: &Inputs<'_>| Ok(Seen::of(&write(inputs)?));
    with_own(spec, call, inputs, path_of(&target), first, write)
}

fn write_call(
    spec: &'static ProviderSpec,
    kind: CallKind,
    call: &CallSpec,
    inputs: &Inputs<'_>,
) -> Result<WireRequest, Error> {
    let mut sink = RequestSink::new(spec, inputs, call_url(spec, call, inputs)?);
    walk(spec, kind, call, inputs, &mut sink)?;
    sink.finish(call)
}

/// Hands inputs to `then` with which a page of the call can be written.
pub(crate) fn seen_by_page<T>(
    spec: &'static ProviderSpec,
    kind: CallKind,
    call: &CallSpec,
    inputs: &Inputs<'_>,
    then: impl FnOnce(&Inputs<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let inputs = Inputs {
        page: true,
        ..*inputs
    };
    if is_plain(call) {
        return then(&inputs);
    }
    let target = call_url(spec, call, &inputs)?.finish();
    let first = |inputs: &Inputs<'_>| Ok(Seen::of(&write_call(spec, kind, call, inputs)?));
    with_own(spec, call, &inputs, path_of(&target), first, then)
}

/// Writes a whole request.
pub(super) struct RequestSink<'a> {
    spec: &'static ProviderSpec,
    inputs: &'a Inputs<'a>,
    pub(super) target: Target,
    headers: HeaderMap,
    form: String,
    json: JsonBody,
    xml: XmlBody,
}

impl Sink for RequestSink<'_> {
    fn item(&mut self, item: Item<'_>) -> Result<(), Error> {
        match item.place {
            Place::Query => push_query(&mut self.target, &item),
            Place::Form => {
                if self.form.is_empty() {
                    self.form.reserve(256);
                } else {
                    self.form.push('&');
                }
                encode::form(&mut self.form, item.name);
                self.form.push('=');
                match item.value {
                    Value::Text(text) => encode::form(&mut self.form, text),
                    Value::Json(value) => encode::form(&mut self.form, scalar(value)),
                }
            }
            Place::Xml => {
                let nodes = match item.value {
                    Value::Text(text) => vec![Node::text(text)],
                    Value::Json(value) => xml::declared(self.spec, value, self.inputs)?,
                };
                for node in nodes {
                    self.xml.set(item.name, node)?;
                }
            }
            Place::Json => {
                let json = match item.value {
                    Value::Text(text) => Some(json::quoted(text)),
                    Value::Json(value) => json::declared(self.spec, value, self.inputs)?,
                };
                if let Some(json) = json {
                    self.json.set(item.name, json)?;
                }
            }
            Place::Header | Place::Bearer => self.header(&item)?,
        }
        Ok(())
    }
}

impl<'a> RequestSink<'a> {
    pub(super) fn new(spec: &'static ProviderSpec, inputs: &'a Inputs<'a>, target: Target) -> Self {
        Self {
            spec,
            inputs,
            target,
            headers: HeaderMap::with_capacity(8),
            form: String::new(),
            json: JsonBody::default(),
            xml: XmlBody::default(),
        }
    }

    fn header(&mut self, item: &Item<'_>) -> Result<(), Error> {
        // What a page shows in place of a value is no header value, and no
        // template is made of a header.
        if self.inputs.page {
            return Ok(());
        }
        let text = match item.value {
            Value::Text(text) => text,
            Value::Json(value) => scalar(value),
        };
        let (name, value) = header_pair(item.name, text, item.secret.is_some())?;
        self.headers.insert(name, value);
        Ok(())
    }

    pub(super) fn finish(self, call: &CallSpec) -> Result<WireRequest, Error> {
        let mut headers = self.headers;
        let (body, content_type) = if !self.json.is_empty() {
            (self.json.write(), Some("application/json"))
        } else if !self.xml.is_empty() {
            (self.xml.write()?, Some("application/xml"))
        } else if !self.form.is_empty() {
            (self.form, Some("application/x-www-form-urlencoded"))
        } else if call.empty_body == EmptyBody::JsonObject {
            ("{}".to_owned(), Some("application/json"))
        } else {
            (String::new(), None)
        };
        if let Some(content_type) = content_type {
            headers
                .entry(header::CONTENT_TYPE)
                .or_insert(HeaderValue::from_static(content_type));
        }
        Ok(WireRequest {
            method: call.method,
            url: self.target.finish(),
            headers,
            body: Bytes::from(body),
        })
    }
}

/// A header of checked characters; a secret one is marked sensitive, so that no
/// HTTP library prints it.
pub(crate) fn header_pair(
    name: &str,
    text: &str,
    secret: bool,
) -> Result<(HeaderName, HeaderValue), Error> {
    encode::check_header_value(name, text)?;
    let refused = |_| {
        Error::new(
            Code::InputRefused,
            format!("`{}` cannot be a header", name.escape_default()),
        )
    };
    let name: HeaderName = name.parse().map_err(|_| refused(()))?;
    let mut value = HeaderValue::from_str(text).map_err(|_| refused(()))?;
    value.set_sensitive(secret);
    Ok((name, value))
}
