//! Functions for what no template of a declaration can make.

pub(crate) mod saml;
