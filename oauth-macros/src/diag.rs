//! Collecting mistakes, and turning them into compile errors in source order.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use crate::errors::Message;

/// What a message points at: from the first token to the last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Region {
    pub(crate) start: Span,
    pub(crate) end: Span,
}

impl From<Span> for Region {
    fn from(span: Span) -> Self {
        Self {
            start: span,
            end: span,
        }
    }
}

/// One mistake and where it is.
#[derive(Debug)]
pub(crate) struct Diagnostic {
    pub(crate) at: Region,
    pub(crate) message: Message,
}

/// Every mistake of a block.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    found: Vec<Diagnostic>,
    item: Option<Span>,
}

impl Sink {
    pub(crate) fn push(&mut self, at: impl Into<Region>, mistake: impl Into<Message>) {
        self.found.push(Diagnostic {
            at: at.into(),
            message: mistake.into(),
        });
    }

    /// Sets where the type's name stands.
    pub(crate) fn set_item(&mut self, item: Span) {
        self.item = Some(item);
    }

    /// Reports at the type's name: for what is missing and has no place, and for
    /// lines that hold a secret, because rustc prints the whole line of a span.
    pub(crate) fn push_at_item(&mut self, mistake: impl Into<Message>) {
        self.push(self.item.unwrap_or_else(Span::call_site), mistake);
    }

    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// The mistakes in source order.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|found| position(found.at.start));
        // A call that is inherited from is looked at once for each heir.
        self.found.dedup_by(|b, a| {
            a.message.text == b.message.text && position(a.at.start) == position(b.at.start)
        });
        self.found
    }
}

/// The mistakes as `compile_error!`s.
pub(crate) fn compile_errors(found: &[Diagnostic]) -> TokenStream {
    found
        .iter()
        .map(|Diagnostic { at, message }| {
            let text = &message.text;
            // rustc underlines from the first token of the invocation to its
            // last, so the two spans together cover a whole entry.
            let path = quote_spanned!(at.start=> ::core::compile_error!);
            let arguments = quote_spanned!(at.end=> { #text });
            quote::quote!(#path #arguments)
        })
        .collect()
}

/// The line of a span in the user's file; nothing outside a real expansion.
pub(crate) fn line(span: Span) -> Option<usize> {
    proc_macro::is_available().then(|| span.unwrap().line())
}

/// The later of two places in the source.
pub(crate) fn later(a: Span, b: Span) -> Span {
    if position(b) > position(a) { b } else { a }
}

#[cfg(not(test))]
fn position(span: Span) -> (usize, usize) {
    if !proc_macro::is_available() {
        return (0, 0);
    }
    let span = span.unwrap();
    (span.line(), span.column())
}

/// Unit tests run outside of rustc, where only proc-macro2 knows the places.
#[cfg(test)]
fn position(span: Span) -> (usize, usize) {
    let start = span.start();
    (start.line, start.column)
}
