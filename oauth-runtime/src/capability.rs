//! What a provider offers, as marker traits.
//!
//! The macro implements one for each call in the declaration, and the methods
//! of [`Client`](crate::Client) and [`Session`](crate::Session) ask for them:
//! a call that a provider does not have does not compile.

use crate::provider::Provider;

macro_rules! capabilities {
    ($($(#[$doc:meta])* $name:ident: $message:literal, $label:literal, $note:literal;)*) => {
        $(
            $(#[$doc])*
            #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
            pub trait $name: Provider {}
        )*
    };
}

capabilities! {
    /// The authorization code grant, RFC 6749 §4.1.
    AuthorizationCodeGrant:
        "`{Self}` does not offer the authorization code grant",
        "needs `authorize` in the provider's declaration",
        "if the vendor does offer it, declare `authorize = \"https://...\"` and `token = \"https://...\"`";
    /// An authorization request that needs no other request before it: neither
    /// metadata nor a registration nor a pushed or signed request.
    DirectAuthorization:
        "a sign-in at `{Self}` begins with a request of its own",
        "the declaration reads metadata, registers the client, or pushes or signs the authorization request",
        "`.await` it in place of `begin()`: `client.authorize(redirect_uri, scopes).await?`";
    /// The authorization code grant without redirect URI: the user types a PIN.
    PinGrant:
        "`{Self}` does not offer sign-in by PIN",
        "needs `callback(pin)` in the provider's declaration",
        "use `authorize` with a redirect URI, or declare `callback(pin)` if the vendor shows a PIN";
    /// A person signs in: in a browser, by PIN or with a device code.
    PersonSignIn:
        "no person signs in to `{Self}`",
        "needs `authorize` or `device` in the provider's declaration",
        "a client that acts for itself calls `client_credentials`";
    /// A code that the provider posts to the program's server, without a browser.
    WebhookCode:
        "`{Self}` posts no code to a webhook",
        "needs `callback(mode = webhook)` in the provider's declaration",
        "where a browser brings the code, use `authorize`";
    /// The client credentials grant, RFC 6749 §4.4.
    ClientCredentialsGrant:
        "`{Self}` does not offer the client credentials grant",
        "needs `client_credentials` in the provider's declaration",
        "if the vendor does offer it, add `client_credentials` to the declaration";
    /// The resource owner password grant, RFC 6749 §4.3.
    PasswordGrant:
        "`{Self}` does not offer the password grant",
        "needs `password` in the provider's declaration",
        "RFC 9700 section 2.4 rules this grant out; use `authorize` where the vendor has it";
    /// A user's credentials traded for a code without a browser.
    CodeRequest:
        "`{Self}` does not offer a code without a browser",
        "needs `code_request` in the provider's declaration",
        "use `authorize`, which sends the user to a browser";
    /// The device authorization grant, RFC 8628.
    DeviceCodeGrant:
        "`{Self}` does not offer the device authorization grant",
        "needs `device` in the provider's declaration",
        "if the vendor does offer it, declare `device = \"https://...\"`";
    /// Token exchange, RFC 8693.
    TokenExchangeGrant:
        "`{Self}` does not offer token exchange",
        "needs `token_exchange` in the provider's declaration",
        "if the vendor does offer it (RFC 8693), add `token_exchange` to the declaration";
    /// The JWT bearer grant, RFC 7523 §2.1.
    JwtBearerGrant:
        "`{Self}` does not offer the JWT bearer grant",
        "needs `jwt_bearer` in the provider's declaration",
        "if the vendor does offer it (RFC 7523), add `jwt_bearer` to the declaration";
    /// The SAML 2.0 bearer grant, RFC 7522 §2.1.
    Saml2BearerGrant:
        "`{Self}` does not offer the SAML 2.0 bearer grant",
        "needs `saml2_bearer` in the provider's declaration",
        "if the vendor does offer it (RFC 7522), add `saml2_bearer` to the declaration";
    /// Client-initiated backchannel authentication, OpenID CIBA.
    BackchannelGrant:
        "`{Self}` does not offer backchannel authentication",
        "needs `backchannel_authentication` in the provider's declaration",
        "if the vendor does offer it (OpenID CIBA), declare `backchannel_authentication = \"https://...\"`";
    /// Logout in the browser, OpenID Connect RP-Initiated Logout.
    EndSession:
        "`{Self}` declares no end session endpoint",
        "needs `end_session` in the provider's declaration",
        "if the vendor has one, declare `end_session = \"https://...\"`";
    /// The refresh grant, RFC 6749 §6.
    RefreshGrant:
        "`{Self}` does not issue refresh tokens",
        "needs a call that yields a refresh token, and no `refresh = none`",
        "`Session::renew` obtains a new token by whatever the declaration says";
    /// Token revocation, RFC 7009.
    Revocation:
        "`{Self}` declares no revocation endpoint",
        "needs `revoke` in the provider's declaration",
        "forget the token locally by dropping the session";
    /// Token introspection, RFC 7662.
    Introspection:
        "`{Self}` declares no introspection endpoint",
        "needs `introspect` in the provider's declaration",
        "if the vendor has one, declare `introspect = \"https://...\"`";
    /// A call that tells who signed in.
    UserInfo:
        "`{Self}` declares no userinfo endpoint",
        "needs `userinfo` in the provider's declaration",
        "if the vendor has one, declare `userinfo = \"https://...\"`";
    /// API calls with the token.
    Api:
        "`{Self}` declares no API",
        "needs `api` in the provider's declaration",
        "declare `api = \"https://...\"`, or take the token from `Session::token`";
}
