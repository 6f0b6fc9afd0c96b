//! Every standard against oidc-provider, and what django-oauth-toolkit has of them.
//! Each feature is a declaration and a named test.

mod further_grants;
mod on;
