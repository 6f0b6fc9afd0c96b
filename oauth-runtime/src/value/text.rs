//! One type for each kind of tenant value.

use std::fmt;
use std::str::FromStr;

use super::check::{Rejected, check};
use crate::spec::VarKind;

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident = $kind:expr;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Hash)]
            pub struct $name(Box<str>);

            impl $name {
                /// The value as text.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl FromStr for $name {
                type Err = Rejected;

                fn from_str(text: &str) -> Result<Self, Rejected> {
                    check(&$kind, text).map(|value| Self(value.into()))
                }
            }

            impl TryFrom<&str> for $name {
                type Error = Rejected;

                fn try_from(text: &str) -> Result<Self, Rejected> {
                    text.parse()
                }
            }

            impl TryFrom<String> for $name {
                type Error = Rejected;

                fn try_from(text: String) -> Result<Self, Rejected> {
                    text.parse()
                }
            }

            impl AsRef<str> for $name {
                fn as_ref(&self) -> &str {
                    &self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(&self.0)
                }
            }
        )*
    };
}

values! {
    /// One label of a host name (RFC 1123 §2.1): lower-case letters, digits and
    /// inner hyphens, at most 63.
    ///
    /// ```
    /// use oauth_runtime::value::DnsLabel;
    /// assert!("acme".parse::<DnsLabel>().is_ok());
    /// assert!("evil.com#".parse::<DnsLabel>().is_err());
    /// ```
    DnsLabel = VarKind::DnsLabel;
    /// A host name of at least two labels, with a port if one is written. Never an IP address.
    Host = VarKind::Host(&[]);
    /// `https`, host and port (RFC 6454 §4). Plain `http` is accepted on loopback only.
    Origin = VarKind::Origin(&[]);
    /// An absolute `https` URL without user name, password and fragment.
    /// Plain `http` is accepted on loopback only.
    Url = VarKind::Url(&[]);
    /// One segment of a path. It is percent-encoded where it is put in.
    PathSegment = VarKind::PathSegment;
    /// Several segments of a path, separated by `/`.
    PathSegments = VarKind::Path;
    /// A UUID in its usual text form (RFC 9562 §4).
    Uuid = VarKind::Uuid;
    /// Free text without control characters.
    Text = VarKind::Text;
}
