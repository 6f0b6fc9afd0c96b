/// Accelo, professional services automation (formerly AffinityLive).
///
/// Has a crate of its own, with its first API calls, written from the vendor's pages.
/// Source: row `accelo` of the facts table, 2026-11.
/// Differs from the row: authorize.code_challenge: the vendor documents no PKCE.
/// Differs from the row: authorize.code_challenge_method: the vendor documents no PKCE.
/// Differs from the row: token.code_verifier: the vendor documents no PKCE.
/// Differs from the row: token.header.authorization: the vendor documents HTTP Basic.
/// Differs from the row: token.client_id: it travels in HTTP Basic.
/// Differs from the row: token.client_secret: it travels in HTTP Basic.
/// Differs from the row: refresh.header.authorization: the vendor documents HTTP Basic.
/// Differs from the row: refresh.client_id: it travels in HTTP Basic.
/// Differs from the row: refresh.client_secret: it travels in HTTP Basic.
/// Differs from the row: api.url: the API's paths begin with its version.
/// Differs from the row: api.answer: every answer of the API says whether it is a success.
/// Differs from the row: revoke: the vendor documents a revocation request.
pub use oauth_accelo::{Accelo, AcceloClient, AcceloExtras, AcceloScope, AcceloVars};
