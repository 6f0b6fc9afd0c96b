//! Comparing what is asked for with what is registered.

use std::fmt;

use oauth_runtime::ScopeSet as _;

use crate::provider::MoovilaScope;

/// How the requested scopes differ from the registered ones.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScopeMismatch {
    /// Requested, but not registered. Moovila may refuse the sign-in.
    pub not_registered: Vec<MoovilaScope>,
    /// Registered, but not requested. The token will not have them.
    pub not_requested: Vec<MoovilaScope>,
}

/// Order and repetition do not matter.
pub(crate) fn compare(
    registered: &[MoovilaScope],
    requested: &[MoovilaScope],
) -> Result<(), ScopeMismatch> {
    let mismatch = ScopeMismatch {
        not_registered: beyond(requested, registered),
        not_requested: beyond(registered, requested),
    };
    match mismatch.not_registered.is_empty() && mismatch.not_requested.is_empty() {
        true => Ok(()),
        false => Err(mismatch),
    }
}

/// The scopes of `these` that are not among `those`, each once.
fn beyond(these: &[MoovilaScope], those: &[MoovilaScope]) -> Vec<MoovilaScope> {
    let mut found = Vec::new();
    for scope in these {
        if !those.contains(scope) && !found.contains(scope) {
            found.push(scope.clone());
        }
    }
    found
}

impl fmt::Display for ScopeMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = "";
        for (what, scopes) in [
            ("requested but not registered:", &self.not_registered),
            ("registered but not requested:", &self.not_requested),
        ] {
            if scopes.is_empty() {
                continue;
            }
            write!(f, "{before}{what}")?;
            for scope in scopes {
                write!(f, " {}", scope.value())?;
            }
            before = "; ";
        }
        Ok(())
    }
}

impl std::error::Error for ScopeMismatch {}

#[cfg(test)]
mod tests {
    use super::*;
    use MoovilaScope::{LookupTablesRead, ProjectTaskRead, UsersRead};

    #[test]
    fn order_and_repetition_do_not_matter() {
        let registered = [ProjectTaskRead, UsersRead];
        assert_eq!(
            compare(&registered, &[UsersRead, ProjectTaskRead, UsersRead]),
            Ok(())
        );
        assert_eq!(compare(&[], &[]), Ok(()));
    }

    #[test]
    fn both_directions_are_told() {
        let other = MoovilaScope::from_value("NotesRead");
        let mismatch = compare(
            &[ProjectTaskRead, UsersRead],
            &[UsersRead, LookupTablesRead, other.clone(), other.clone()],
        )
        .unwrap_err();
        assert_eq!(mismatch.not_registered, [LookupTablesRead, other]);
        assert_eq!(mismatch.not_requested, [ProjectTaskRead]);
        assert_eq!(
            mismatch.to_string(),
            "requested but not registered: LookupTablesRead NotesRead; \
             registered but not requested: ProjectTaskRead"
        );
    }

    #[test]
    fn one_direction_is_told_alone() {
        let mismatch = compare(&[UsersRead], &[]).unwrap_err();
        assert_eq!(
            mismatch.to_string(),
            "registered but not requested: UsersRead"
        );
    }
}
