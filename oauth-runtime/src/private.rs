//! What expansions of `oauth_provider` name. Not part of the public API.

/// The names of this version of the macro. A macro and a runtime that do not
/// fit together fail here, loudly.
pub mod v1 {
    pub use crate::capability::{
        Api, AuthorizationCodeGrant, BackchannelGrant, ClientCredentialsGrant, CodeRequest,
        DeviceCodeGrant, DirectAuthorization, EndSession, Introspection, JwtBearerGrant,
        PasswordGrant, PersonSignIn, PinGrant, RefreshGrant, Revocation, Saml2BearerGrant,
        TokenExchangeGrant, UserInfo, WebhookCode,
    };
    pub use crate::client::Client;
    pub use crate::provider::{
        Extras, NoExtras, NoScope, NoVars, OpenScope, Provider, ScopeSet, Vars,
    };
    pub use crate::scope::ScopeArgs;
    pub use crate::secret::Secret;
    pub use crate::spec::*;
    pub use crate::token::Kept;
    pub use crate::value::{DnsLabel, Host, Origin, PathSegment, PathSegments, Text, Url, Uuid};
    /// XML answers can be declared where the feature `xml` is on.
    #[cfg(feature = "xml")]
    pub const XML_ANSWER: Format = Format::Xml;

    pub use serde_json::Value as Json;
    pub use std::borrow::Cow;
    pub use std::string::String;

    /// Named where a declaration needs the feature `signing` of `oauth-runtime`.
    #[cfg(feature = "signing")]
    pub const FEATURE_SIGNING: () = ();
    /// Named where a declaration needs the feature `jose` of `oauth-runtime`.
    #[cfg(feature = "jose")]
    pub const FEATURE_JOSE: () = ();

    use core::time::Duration;

    /// A lifetime in seconds.
    #[must_use]
    pub const fn secs(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }
}
