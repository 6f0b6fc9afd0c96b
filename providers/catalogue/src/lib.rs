//! OAuth 2.0 declarations of some 400 providers.
