//! Writes down everything that any crate logs, at every level.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What was logged, by target.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<BTreeMap<String, String>>>);

impl Log {
    /// Hears everything from now on, for the rest of the process.
    pub fn global() -> Self {
        let log = Self::default();
        tracing::subscriber::set_global_default(log.clone()).unwrap();
        tracing_log::LogTracer::init().unwrap();
        log
    }

    pub fn by_target(&self) -> BTreeMap<String, String> {
        self.0.lock().unwrap().clone()
    }

    fn write(&self, target: &str, line: Line) {
        let mut log = self.0.lock().unwrap();
        // The bridge from `log` has one target for all; the true one is a field.
        let target = line.target.as_deref().unwrap_or(target).to_owned();
        let text = log.entry(target).or_default();
        text.push_str(&line.text);
        text.push('\n');
    }
}

#[derive(Default)]
struct Line {
    text: String,
    target: Option<String>,
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.text, " {field}={value:?}").unwrap();
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "log.target" => self.target = Some(value.to_owned()),
            name => write!(self.text, " {name}={value:?}").unwrap(),
        }
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut line = Line::default();
        line.text.push_str(span.metadata().name());
        span.record(&mut line);
        self.write(span.metadata().target(), line);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut line = Line::default();
        values.record(&mut line);
        self.write("(a span)", line);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line::default();
        event.record(&mut line);
        self.write(event.metadata().target(), line);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
