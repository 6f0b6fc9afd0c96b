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
        append(&mut joined, list.delimiter, &scope.value());
    }
    joined
}

/// Not generic, so that it is compiled once and not for each provider.
fn append(joined: &mut String, delimiter: &str, scope: &str) {
    if joined.is_empty() {
        // Four scopes of a common length fit without growing.
        joined.reserve(64);
    } else {
        joined.push_str(delimiter);
    }
    joined.push_str(scope);
}

/// Splits a joined list. In a nested list, delimiters inside parentheses separate nothing.
pub(crate) fn split<'t>(
    text: &'t str,
    delimiter: &'t str,
    nested: bool,
) -> impl Iterator<Item = &'t str> {
    let mut rest = Some(text);
    let parts = std::iter::from_fn(move || {
        let text = rest?;
        let found = find_delimiter(text, delimiter, nested);
        let (part, after) = match found.and_then(|at| text.split_at_checked(at)) {
            Some((part, tail)) => (part, tail.strip_prefix(delimiter)),
            None => (text, None),
        };
        rest = after;
        Some(part)
    });
    parts.filter(|part| !part.is_empty())
}

fn find_delimiter(text: &str, delimiter: &str, nested: bool) -> Option<usize> {
    let first = *delimiter.as_bytes().first()?;
    let mut depth = 0_usize;
    text.bytes().enumerate().find_map(|(at, byte)| {
        match byte {
            b'(' if nested => depth += 1,
            b')' if nested => depth = depth.saturating_sub(1),
            _ if byte == first && depth == 0 => {
                return text.get(at..)?.starts_with(delimiter).then_some(at);
            }
            _ => (),
        }
        None
    })
}

#[cfg(test)]
mod tests {
    fn split<'t>(text: &'t str, delimiter: &'t str, nested: bool) -> Vec<&'t str> {
        super::split(text, delimiter, nested).collect()
    }

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
