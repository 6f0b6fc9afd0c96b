//! Scopes: joining, splitting, and what was granted.

use std::borrow::Cow;

use crate::provider::ScopeSet;
use crate::spec::ScopeListSpec;

/// The arguments of a scope such as `read(companies,contacts)`.
///
/// ```
/// use oauth_runtime::ScopeArgs;
/// let args = ScopeArgs::from(["companies", "contacts"]);
/// assert_eq!(args.iter().collect::<Vec<_>>(), ["companies", "contacts"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ScopeArgs(Vec<Cow<'static, str>>);

impl ScopeArgs {
    /// The arguments in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// The scope's text: `{}` in the template becomes the arguments, joined by commas.
    #[must_use]
    pub fn fill(&self, template: &str) -> Cow<'static, str> {
        Cow::Owned(template.replacen("{}", &self.0.join(","), 1))
    }

    /// Reads the arguments back from a scope's text; `None` when the text does
    /// not have the template's form.
    #[must_use]
    pub fn parse(template: &str, text: &str) -> Option<Self> {
        let (before, after) = template.split_once("{}")?;
        let inner = text.strip_prefix(before)?.strip_suffix(after)?;
        Some(Self(
            inner
                .split(',')
                .map(|arg| Cow::Owned(arg.to_owned()))
                .collect(),
        ))
    }
}

impl<T: Into<Cow<'static, str>>, const N: usize> From<[T; N]> for ScopeArgs {
    fn from(args: [T; N]) -> Self {
        Self(args.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Cow<'static, str>>> FromIterator<T> for ScopeArgs {
    fn from_iter<I: IntoIterator<Item = T>>(args: I) -> Self {
        Self(args.into_iter().map(Into::into).collect())
    }
}

/// What the provider says was granted.
///
/// A silent answer is not a grant: requested scopes are never taken for granted ones.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Granted<S> {
    /// The answer does not say.
    Unspecified,
    /// The answer names these.
    Scopes(Vec<S>),
}

impl<S: ScopeSet> Granted<S> {
    /// Whether the answer names this scope, or one that the declaration says includes it.
    #[must_use]
    pub fn contains(&self, scope: &S, list: &ScopeListSpec) -> bool {
        let Self::Scopes(granted) = self else {
            return false;
        };
        granted
            .iter()
            .any(|have| have == scope || includes(list, &have.value(), &scope.value()))
    }
}

fn includes(list: &ScopeListSpec, have: &str, wanted: &str) -> bool {
    let Some(holder) = list.names.iter().find(|name| name.value == have) else {
        return false;
    };
    holder.implies.iter().any(|index| {
        list.names
            .get(usize::from(*index))
            .is_some_and(|name| name.value == wanted)
    })
}

/// Joins scopes as the list is sent.
pub(crate) fn join<S: ScopeSet>(
    list: &ScopeListSpec,
    scopes: impl IntoIterator<Item = S>,
) -> String {
    let mut joined = String::new();
    for scope in scopes {
        if joined.is_empty() {
            // Four scopes of a common length fit without growing.
            joined.reserve(64);
        } else {
            joined.push_str(list.delimiter);
        }
        joined.push_str(&scope.value());
    }
    joined
}

/// Splits a joined list. In a nested list, delimiters inside parentheses separate nothing.
pub(crate) fn split<'t>(text: &'t str, delimiter: &str, nested: bool) -> Vec<&'t str> {
    if delimiter.is_empty() {
        return if text.is_empty() { vec![] } else { vec![text] };
    }
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(next) = rest.chars().next() else {
            break;
        };
        if nested && next == '(' {
            depth += 1;
        } else if nested && next == ')' {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && rest.starts_with(delimiter) {
            found.extend(text.get(start..at));
            at += delimiter.len();
            start = at;
            continue;
        }
        at += next.len_utf8();
    }
    found.extend(text.get(start..));
    found.retain(|part| !part.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_nested_list_splits_outside_parentheses_only() {
        assert_eq!(
            split("read(companies,contacts),write(staff)", ",", true),
            ["read(companies,contacts)", "write(staff)"]
        );
        assert_eq!(split("a, b", ", ", false), ["a", "b"]);
        assert_eq!(split("  a  b ", " ", false), ["a", "b"]);
        assert_eq!(split("read(a", ",", true), ["read(a"]);
        assert!(split("", " ", false).is_empty());
    }
}
