//! An independent reading of the facts: from a row and fixed inputs to the requests
//! that a client has to send. It shares no code with the library, and follows RFC 6749,
//! RFC 7636 and the words of `facts/README.md`.

pub(crate) mod answer;
pub(crate) mod api;
pub(crate) mod authorize;
pub(crate) mod draft;
pub(crate) mod encode;
pub(crate) mod jwt;
pub(crate) mod keys;
pub(crate) mod node;
pub(crate) mod refresh;
pub(crate) mod request;
pub(crate) mod row;
pub(crate) mod steps;
pub(crate) mod template;
mod tests;
pub(crate) mod time;
pub(crate) mod token;
pub(crate) mod values;
mod xml;
