//! Tenant values: typed, and checked before they touch a URL or a header.
//!
//! A value that names a host decides where a client secret goes. So each kind
//! has a type whose constructor refuses everything else, and a refused value
//! never reaches a resolver or a socket.

mod check;
mod text;

pub use check::{Rejected, host_matches};
pub(crate) use check::{check, is_dot_segment, is_loopback_authority, split_origin};
pub use text::{DnsLabel, Host, Origin, PathSegment, PathSegments, Text, Url, Uuid};
