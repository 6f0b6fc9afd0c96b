/// The form a value takes where it is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encode {
    Host,
    Origin,
    Segment,
    Path,
    Query,
    Raw,
}

/// A value that is known only when a request is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// A standard one, by its placeholder: `client_id`.
    Standard(&'static str),
    /// A value kept from the token answer.
    Token(String),
    /// A value kept from the callback.
    Callback(String),
    /// A value kept from a step: the step's name, the value's name.
    Step(String, String),
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Lit(String),
    /// Index of the variable and of its value.
    Var(usize, usize, Encode),
    Slot(Slot, Encode),
    /// The time of the request: its form, and the seconds by which it is moved.
    Now(TimeForm, i64, Encode),
    /// A function of texts, by its name.
    Call(&'static str, Vec<Template>, Encode),
    /// A hook of the declaration, by its name.
    Hook(String, Encode),
}

/// The form in which a time is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TimeForm {
    Seconds,
    Milliseconds,
    Pattern(String),
}

impl Part {
    /// The place that takes a whole text encodes it, so its parts stay as they are.
    pub(crate) const fn make_raw(&mut self) {
        match self {
            Self::Lit(_) => (),
            Self::Var(_, _, encode)
            | Self::Slot(_, encode)
            | Self::Now(_, _, encode)
            | Self::Call(_, _, encode)
            | Self::Hook(_, encode) => *encode = Encode::Raw,
        }
    }

    /// Whether this part, or one that a function is given, passes a test.
    pub(crate) fn any(&self, test: &dyn Fn(&Self) -> bool) -> bool {
        let inner = match self {
            Self::Call(_, arguments, _) => arguments.as_slice(),
            _ => &[],
        };
        test(self) || inner.iter().flatten().any(|part| part.any(test))
    }

    /// Whether this is a standard value of the request.
    pub(crate) fn is_slot(&self, name: &str) -> bool {
        matches!(self, Self::Slot(Slot::Standard(slot), _) if *slot == name)
    }
}

/// A text with its placeholders resolved.
pub(crate) type Template = Vec<Part>;

/// A URL with its placeholders resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Url {
    /// Scheme, host and port.
    pub(crate) origin: Template,
    /// From the first slash.
    pub(crate) rest: Template,
}
