//! The recorded expansions of the first five providers compile as they stand.
//!
//! A unit test of the macro compares them with what it writes today.

#![allow(
    dead_code,
    clippy::all,
    clippy::allow_attributes_without_reason,
    reason = "the expansions are recorded as the macro writes them, not as a person would"
)]

use oauth_runtime::spec::CallKind;
use oauth_runtime::{Provider, ScopeArgs, ScopeSet, Vars};

macro_rules! recorded {
    ($($name:ident)*) => {
        $(mod $name {
            include!(concat!("expand/", stringify!($name), ".rs"));
        })*
    };
}

recorded! { accelo actionstep ioffice moovila valuekeep }

#[test]
fn a_call_that_says_nothing_is_left_to_the_token_call() {
    let spec = accelo::Accelo::SPEC;
    let refresh = spec.call(CallKind::Refresh).unwrap();
    assert_eq!(refresh.kind, CallKind::Token);
    assert_eq!(spec.calls.len(), 4);
}

#[test]
fn a_refresh_without_token_call_starts_from_client_credentials() {
    let spec = valuekeep::Valuekeep::SPEC;
    let refresh = spec.call(CallKind::Refresh).unwrap();
    assert_eq!(refresh.kind, CallKind::Refresh);
    assert!(spec.call(CallKind::Token).is_none());
}

#[test]
fn scopes_read_back_as_they_are_written() {
    use accelo::AcceloScope as Scope;
    let arguments = ScopeArgs::from(["companies", "contacts"]);
    for (scope, text) in [
        (Scope::ReadAll, "read(all)"),
        (Scope::Write(arguments), "write(companies,contacts)"),
        (Scope::Other("beta".into()), "beta"),
    ] {
        assert_eq!(scope.value(), text);
        assert_eq!(Scope::from_value(text), scope);
    }
}

#[test]
fn an_unset_variable_leaves_its_default_to_the_runtime() {
    let mut vars = accelo::AcceloVars::new("acme".parse().unwrap());
    assert_eq!(vars.value(0), Some("acme"));
    assert_eq!(vars.value(1), None);
    assert_eq!(vars.value(2), None);
    vars.domain = Some("api.affinitylive.com".parse().unwrap());
    assert_eq!(vars.value(1), Some("api.affinitylive.com"));
    let vars = actionstep::ActionstepVars::default();
    assert_eq!(vars.value(0), Some("production"));
}
