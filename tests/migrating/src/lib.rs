//! The migration guides, whose examples must compile: both halves.

#[doc = include_str!("../../../docs/migrating/oauth2.md")]
pub mod oauth2 {}

#[doc = include_str!("../../../docs/migrating/openidconnect.md")]
pub mod openidconnect {}

#[doc = include_str!("../../../docs/migrating/yup-oauth2.md")]
pub mod yup_oauth2 {}
