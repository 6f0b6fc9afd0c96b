use super::answer::Source;
use super::call::Call;
use super::text::{Spanned, Text};

/// What only a step or a call in `learn(...)` has.
#[derive(Clone, Debug, Default)]
pub(crate) struct StepKeys {
    /// With which later templates name what it kept.
    pub(crate) name: Option<Text>,
    pub(crate) bearer: bool,
    pub(crate) optional: bool,
    /// Where the list stands among whose items the program chooses.
    pub(crate) each: Option<Spanned<Source>>,
}

impl<U, T> Call<U, T> {
    /// The steps before and after, as far as any are declared.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Self> {
        self.before.iter().chain(&self.then).flatten()
    }

    /// The steps before and after, to be changed.
    pub(crate) fn steps_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.before.iter_mut().chain(&mut self.then).flatten()
    }

    /// A step's name.
    pub(crate) fn step_name(&self) -> &str {
        self.step.name.as_ref().map_or("", |name| &name.value)
    }

    /// The call in the words of a message: `token`, or `` session `` of a step.
    pub(crate) fn written(&self) -> String {
        match &self.step.name {
            Some(name) => name.value.clone(),
            None => self.kind.key().to_owned(),
        }
    }
}
