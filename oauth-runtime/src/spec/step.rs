use super::{CallSpec, ProviderSpec, Source};

/// A call that belongs to another one and is made before or after it.
#[derive(Clone, Copy, Debug)]
pub struct StepSpec {
    /// Its name, with which templates of later calls name what it kept: `{session.url}`.
    pub name: &'static str,
    /// The call. Its kind is [`CallKind::Step`](super::CallKind::Step).
    pub call: CallSpec,
    /// Whether the access token that is known so far travels as on API calls.
    pub bearer: bool,
    /// Whether its failure leaves what is known so far as it is.
    pub optional: bool,
}

/// A call after a sign-in that learns a tenant's values; they are kept with the
/// tokens. When it fails, the sign-in stands, and the call is made again when a
/// value of it is needed.
#[derive(Clone, Copy, Debug)]
pub struct LearnSpec {
    /// Its name.
    pub name: &'static str,
    /// The call, with the access token as on API calls. Its kind is
    /// [`CallKind::Learn`](super::CallKind::Learn).
    pub call: CallSpec,
    /// Where the list stands, when the answer is a list among whose items the
    /// program has to choose; what is kept stands in the items then.
    pub each: Option<Source>,
}

/// A second token that a grant yields, with a clock and a refresh of its own.
#[derive(Clone, Copy, Debug)]
pub struct SecondToken {
    /// Its name: `user`.
    pub name: &'static str,
    /// The provider as this token sees it: its own answer, refresh and API.
    pub spec: &'static ProviderSpec,
    /// Where it comes from.
    pub by: SecondBy,
}

/// Where a second token comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecondBy {
    /// It stands in the same answer as the first; it may be missing there.
    Answer,
    /// The refresh call of its own, with the refresh token of the first.
    Refresh,
}
