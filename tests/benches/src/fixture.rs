//! What all benchmarks have in common.

use oauth2::basic::BasicClient;
use oauth2::{
    AuthType, AuthUrl, ClientId, ClientSecret, EndpointNotSet, EndpointSet, RedirectUrl, TokenUrl,
};

pub const CLIENT_ID: &str = "9f2c1c55-0b1e-4a64-8c6e-acme";
pub const CLIENT_SECRET: &str = "kQ7mB2x9Lr0TzW4vHs8dJc3nYp6uEa1f";
pub const REDIRECT: &str = "https://app.example/oauth/callback";
pub const SCOPES: [&str; 4] = [
    "contacts.read",
    "contacts.write",
    "deals.read",
    "deals.write",
];

/// A token answer of 300 bytes.
pub const SMALL: &str = concat!(
    r#"{"access_token":"ya29.a0AfH6SMBx4kQ7mB2x9Lr0TzW4vHs8dJc3nYp6uEa1fGq5oXb7iKt2eRwZl9MvNs0PjDh"#,
    r#"UyC8gTfQxLaSbWcEdRfTgYh","token_type":"Bearer","expires_in":3600,"refresh_token":"1//0gLr0TzW"#,
    r#"4vHs8dJc3nYp6uEa1fGq5oXb7iKt2eRwZl9MvNs0PjDhUyC8gTfQx","scope":"contacts.read contacts.write deals.read deals.wr"#,
    r#"ite"}"#
);

/// A token answer of two kilobytes: longer tokens and an ID token.
pub fn large() -> String {
    let long = |length: usize| "eyJhbGciOiJSUzI1NiIsImtpZCI6IjE".repeat(length / 31);
    format!(
        r#"{{"access_token":"{}","token_type":"Bearer","expires_in":3600,"refresh_token":"{}","id_token":"{}","scope":"{}","account":"8123"}}"#,
        long(700),
        long(120),
        long(980),
        SCOPES.join(" ")
    )
}

pub type OAuth2 =
    BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// The same registration at crate `oauth2`; both send the secret in the body.
pub fn oauth2(origin: &str) -> OAuth2 {
    BasicClient::new(ClientId::new(CLIENT_ID.into()))
        .set_client_secret(ClientSecret::new(CLIENT_SECRET.into()))
        .set_auth_type(AuthType::RequestBody)
        .set_auth_uri(AuthUrl::new(format!("{origin}/oauth/authorize")).unwrap())
        .set_token_uri(TokenUrl::new(format!("{origin}/oauth/token")).unwrap())
        .set_redirect_uri(RedirectUrl::new(REDIRECT.into()).unwrap())
}
