//! The words that keys take.

pub(crate) const METHODS: &[&str] = &["get", "post", "put", "patch", "delete"];
pub(crate) const PLACES: &[&str] = &["query", "form", "json", "xml", "header"];
pub(crate) const AUTHS: &[&str] = &[
    "body",
    "none",
    "basic",
    "query",
    "header",
    "authorization",
    "private_key_jwt",
    "client_secret_jwt",
    "tls_client_auth",
    "discovered",
];
pub(crate) const ALGS: &[&str] = &[
    "rs256", "ps256", "es256", "eddsa", "hs256", "rs384", "rs512", "ps384", "ps512", "es384",
    "hs384", "hs512",
];
/// Algorithms with a private key.
pub(crate) const ASYMMETRIC: &[&str] = &[
    "rs256", "ps256", "es256", "eddsa", "rs384", "rs512", "ps384", "ps512", "es384",
];
/// Algorithms with the client secret.
pub(crate) const SYMMETRIC: &[&str] = &["hs256", "hs384", "hs512"];
/// For whom a client assertion can be made.
pub(crate) const AUDIENCES: &[&str] = &["issuer", "token_endpoint", "endpoint"];
pub(crate) const PROFILES: &[&str] = &["fapi2", "fapi2_message_signing"];
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
/// The standard parameters, RFC 6749, 7009, 7636, 8628 and OpenID Connect Core:
/// everywhere else than in their calls, `params` takes the others for the vendor's own.
pub(crate) const CORE_PARAMS: &[&str] = &[
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
/// All standard parameters: those, and those of RFC 7521, 8693, 8707, 9101, 9126, 9449,
/// OpenID CIBA and RP-Initiated Logout.
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
    "client_assertion_type",
    "client_assertion",
    "resource",
    "request",
    "request_uri",
    "dpop_jkt",
    "assertion",
    "subject_token",
    "subject_token_type",
    "actor_token",
    "actor_token_type",
    "requested_token_type",
    "auth_req_id",
    "id_token_hint",
    "post_logout_redirect_uri",
];
