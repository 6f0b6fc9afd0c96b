use proc_macro2::Span;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

impl<T> Spanned<T> {
    pub(crate) const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A string with its place.
pub(crate) type Text = Spanned<String>;

/// A word of a fixed list with its place.
pub(crate) type Word = Spanned<&'static str>;
