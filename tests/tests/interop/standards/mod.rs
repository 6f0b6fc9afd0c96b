//! Every standard against oidc-provider, and what django-oauth-toolkit has of them.
//! Each feature is a declaration and a named test.

mod bound;
mod client_keys;
mod django;
mod encrypted;
mod fapi2;
mod further_grants;
mod identity;
mod logout;
mod on;
mod registration;
mod requests;
