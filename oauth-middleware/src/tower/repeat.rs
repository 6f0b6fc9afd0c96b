//! How the body of a repeated request comes about.

use std::fmt;

/// Copies a request body before it is sent, for the repeat.
pub trait RepeatBody<B>: Clone + Send + 'static {
    /// The copy; `None` for a body that can be sent only once.
    fn copy(&self, body: &B) -> Option<B>;
}

/// Every body is cloned: the choice for bytes, text and buffered bodies.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cloned;

impl<B: Clone> RepeatBody<B> for Cloned {
    fn copy(&self, body: &B) -> Option<B> {
        Some(body.clone())
    }
}

/// No body is sent twice.
#[derive(Clone, Copy, Debug, Default)]
pub struct Never;

impl<B> RepeatBody<B> for Never {
    fn copy(&self, _body: &B) -> Option<B> {
        None
    }
}

/// A function copies the bodies that it can.
#[derive(Clone, Copy)]
pub struct RepeatBy<F>(F);

impl<F> RepeatBy<F> {
    pub(super) const fn new(copy: F) -> Self {
        Self(copy)
    }
}

impl<F> fmt::Debug for RepeatBy<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RepeatBy(..)")
    }
}

impl<B, F: Fn(&B) -> Option<B> + Clone + Send + 'static> RepeatBody<B> for RepeatBy<F> {
    fn copy(&self, body: &B) -> Option<B> {
        (self.0)(body)
    }
}
