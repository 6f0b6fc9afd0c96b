//! The words that keys take.

pub(crate) const METHODS: &[&str] = &["get", "post", "put", "patch", "delete"];
pub(crate) const PLACES: &[&str] = &["query", "form", "json", "xml", "header"];
pub(crate) const AUTHS: &[&str] = &["body", "none", "basic", "query", "header", "authorization"];
pub(crate) const ALGS: &[&str] = &["rs256", "ps256", "es256", "hs256"];
pub(crate) const PKCES: &[&str] = &["s256", "s256_hex", "plain", "none"];
pub(crate) const ROTATIONS: &[&str] = &["none", "reusable", "single_use"];
pub(crate) const FORMATS: &[&str] = &["json", "form", "text", "xml"];
pub(crate) const MODES: &[&str] = &["query", "fragment", "form_post", "webhook"];
pub(crate) const STATES: &[&str] = &["if_present", "unsupported", "in_redirect_uri"];
/// How loopback can be written, and that it is not taken.
pub(crate) const REDIRECTS: &[&str] = &["ipv4", "ipv6", "localhost", "refused"];
pub(crate) const LOOPBACKS: &[&str] = &["ipv4", "ipv6", "localhost"];
pub(crate) const KINDS: &[&str] = &[
    "DnsLabel",
    "Host",
    "Origin",
    "Url",
    "PathSegment",
    "Path",
    "Uuid",
    "Text",
    "Secret",
    "OneOf",
];
/// RFC 6749 §4.1.2.1 and §5.2, RFC 8628 §3.5, RFC 7009 §2.2.1.
pub(crate) const CODES: &[&str] = &[
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
    "access_denied",
    "unsupported_response_type",
    "server_error",
    "temporarily_unavailable",
    "authorization_pending",
    "slow_down",
    "expired_token",
    "unsupported_token_type",
    "invalid_token",
];
/// The standard parameters, RFC 6749, 7009, 7636, 8628 and OpenID Connect Core.
pub(crate) const PARAMS: &[&str] = &[
    "response_type",
    "client_id",
    "client_secret",
    "redirect_uri",
    "scope",
    "second_scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "response_mode",
    "grant_type",
    "code",
    "code_verifier",
    "refresh_token",
    "username",
    "password",
    "device_code",
    "token",
    "token_type_hint",
];
