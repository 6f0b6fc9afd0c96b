//! What a declaration says: `Block` as it is written, `Provider` once it is checked.

mod answer;
mod api;
mod assertion;
mod auth;
mod block;
mod call;
mod defaults;
mod discover;
mod inherit;
mod params;
mod provider;
mod scope;
mod second;
mod standards;
mod step;
mod template;
mod text;
mod uses;
mod var;

pub(crate) use answer::{Answer, Check, Expect, FieldRule, Source};
pub(crate) use api::{Api, Bearer};
pub(crate) use assertion::Assertion;
pub(crate) use auth::ClientAuth;
pub(crate) use block::{Block, Callback, Lifetimes, Pkce, Redirect, Rotation};
pub(crate) use call::{Call, CallKind, CheckedCall, Header, Param, Rule, Value, WrittenCall};
pub(crate) use discover::Discovery;
pub(crate) use provider::{Identity, Provider, TAKEN};
pub(crate) use scope::{Scope, ScopeList};
pub(crate) use second::Second;
pub(crate) use standards::{IdToken, Standards};
pub(crate) use step::StepKeys;
pub(crate) use template::{Encode, Part, Slot, Template, TimeForm, Url};
pub(crate) use text::{Spanned, Text, Word};
pub(crate) use var::{Choice, Kept, Kind, Var};
