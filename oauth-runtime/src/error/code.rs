//! Stable codes.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $class:ident;)*) => {
        /// The stable code of an [`Error`](super::Error). Codes are never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as text: `E0305`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            const fn class(self) -> Class {
                match self {
                    $(Self::$name => Class::$class,)*
                }
            }
        }
    };
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Config,
    Reauth,
    Transient,
    Other,
}

codes! {
    /// The answer is an HTML page, probably a sign-in page or a wrong path.
    HtmlAnswer = "E0301", Config;
    /// The endpoint does not take this method, or is not there (404, 405).
    WrongEndpoint = "E0302", Config;
    /// The endpoint does not take this body (415).
    WrongMediaType = "E0303", Config;
    /// A key stands twice in the answer.
    DuplicateKey = "E0304", Other;
    /// The answer lacks a field it needs.
    MissingField = "E0305", Config;
    /// A credential call was answered by a redirect, which is never followed.
    Redirected = "E0306", Config;
    /// The answer is larger than its limit.
    TooLarge = "E0307", Other;
    /// The call took longer than its limit.
    DeadlineExceeded = "E0308", Transient;
    /// A token holds characters that no header may hold.
    UnusableToken = "E0309", Other;
    /// The answer is neither JSON nor a form, or not of the declared format.
    UnreadableAnswer = "E0310", Config;
    /// The provider refused the client authentication.
    ClientAuthentication = "E0311", Config;
    /// The token is not a bearer token, or not bound to the key that was proved.
    TokenType = "E0312", Config;
    /// The answer may have been cut off, so nothing of it was taken.
    IncompleteAnswer = "E0313", Transient;
    /// The provider calls the request invalid.
    InvalidRequest = "E0320", Config;
    /// The client may not use this grant, or the provider does not know it.
    UnauthorizedClient = "E0321", Config;
    /// The provider refused the scopes.
    InvalidScope = "E0322", Config;
    /// The provider says that it cannot serve the request now.
    ServerError = "E0323", Transient;
    /// The provider asks to slow down.
    TooManyRequests = "E0324", Transient;
    /// The server refused the proof of the session's key (RFC 9449).
    ProofRefused = "E0328", Other;
    /// The provider refused the code.
    CodeRefused = "E0330", Reauth;
    /// The provider refused the refresh token.
    RefreshRefused = "E0340", Reauth;
    /// There is nothing to renew the token with.
    NothingToRenew = "E0341", Reauth;
    /// The answer to a refresh was lost, and afterwards the provider refused
    /// the refresh token: it had replaced it, and nobody knows by what.
    RefreshLost = "E0342", Reauth;
    /// The refresh token was spent outside this store: by a copy of it, a
    /// restored backup, or somebody who stole it.
    RefreshReused = "E0343", Reauth;
    /// The session was signed out.
    SignedOut = "E0344", Reauth;
    /// The user or the provider did not grant a scope that the program needs.
    MissingScopes = "E0345", Reauth;
    /// The client was shut down and renews nothing any more.
    ShutDown = "E0346", Other;
    /// Foreign code (a store, a transport, an observer) panicked during a renewal.
    Panicked = "E0347", Transient;
    /// Another process is renewing the tokens.
    RenewalUnderWay = "E0348", Transient;
    /// The provider answered an error of its own.
    ProviderError = "E0350", Other;
    /// The callback's state is not the one of this sign-in.
    StateMismatch = "E0401", Other;
    /// A parameter stands twice in the callback.
    DuplicateParameter = "E0402", Other;
    /// The callback comes from another issuer (RFC 9207).
    IssuerMismatch = "E0403", Other;
    /// The callback has no state.
    StateMissing = "E0404", Other;
    /// The sign-in was already finished.
    AlreadyFinished = "E0405", Other;
    /// The user or the provider refused the sign-in.
    AccessDenied = "E0406", Reauth;
    /// The callback has no code.
    CodeMissing = "E0407", Other;
    /// The callback is not one, or is too large.
    UnreadableCallback = "E0408", Other;
    /// The callback or the pending sign-in belongs to another provider, tenant,
    /// client, redirect URI or browser session.
    WrongContext = "E0409", Other;
    /// The sign-in began too long ago.
    SignInExpired = "E0410", Reauth;
    /// The ID token is not for this client and this sign-in.
    IdTokenRefused = "E0411", Other;
    /// The provider asked twice to poll more slowly although the interval was
    /// kept: the clocks of this machine run apart.
    PollingTooFast = "E0412", Config;
    /// Nobody typed the device's code in time.
    DeviceCodeExpired = "E0413", Reauth;
    /// Nobody finished the sign-in in time.
    NobodySignedIn = "E0414", Reauth;
    /// No port of the redirect URI is free.
    NoPort = "E0415", Config;
    /// There is no way to reach a person: no browser, no device flow, no terminal.
    NoPerson = "E0416", Config;
    /// An address is not one that a browser may be sent to.
    UnsafeAddress = "E0417", Other;
    /// A JWT of the provider is not signed by it, or says what it must not say.
    JwtRefused = "E0418", Other;
    /// The provider's userinfo is about another person than the ID token.
    WrongSubject = "E0419", Other;
    /// The response should be signed by the provider, and is not, or not for this client.
    ResponseRefused = "E0420", Other;
    /// No connection: the request was not sent.
    NotConnected = "E0501", Transient;
    /// The request was sent, and no complete answer came back.
    NoAnswer = "E0502", Transient;
    /// The transport could not be set up.
    Transport = "E0503", Config;
    /// The client's key, or the service that keeps it, did not sign.
    NotSigned = "E0504", Transient;
    /// A tenant value is not what its kind allows.
    ValueRefused = "E0601", Config;
    /// A tenant value or a kept value that a call needs is not set.
    ValueUnset = "E0602", Config;
    /// An input cannot travel where the declaration puts it.
    InputRefused = "E0603", Config;
    /// A URL is neither https nor on loopback.
    InsecureUrl = "E0604", Config;
    /// A host is outside the declared ones.
    UntrustedHost = "E0605", Other;
    /// A client secret or a client certificate is needed, and none is set.
    SecretMissing = "E0606", Config;
    /// The provider does not offer the call.
    NotOffered = "E0607", Config;
    /// The provider wants at least one scope.
    ScopeRequired = "E0608", Config;
    /// A setting that the client needs is in no source.
    SettingMissing = "E0609", Config;
    /// A setting cannot be read, or is not what it should be.
    SettingRefused = "E0610", Config;
    /// What is declared or set breaks a rule of the declared profile.
    ProfileViolated = "E0615", Config;
    /// Somebody holds the lock or the lease of a record for too long.
    StoreHeld = "E0701", Transient;
    /// The store cannot be reached, or took too long.
    StoreUnavailable = "E0702", Transient;
    /// A stored record is damaged, or was not written by this library.
    StoreCorrupt = "E0703", Other;
    /// A stored record is sealed with a key that is not at hand.
    StoreKey = "E0704", Config;
    /// A stored format or schema is newer than this version knows.
    StoreNewer = "E0705", Config;
    /// The store's schema is missing or old.
    StoreNotMigrated = "E0706", Config;
    /// The store cannot be written: disk full, quota, read-only.
    StoreNotWritable = "E0707", Transient;
    /// Others can read the store, or it belongs to somebody else.
    StorePermissions = "E0708", Config;
    /// The store is set up wrongly.
    StoreConfig = "E0709", Config;
    /// The stored tokens belong to another client registration or issuer.
    RegistrationChanged = "E0710", Reauth;
    /// The API answered an error.
    ApiError = "E0801", Other;
    /// The API refused a fresh token: the right to do this is missing.
    Forbidden = "E0802", Other;
    /// The API says that the session is over.
    Stopped = "E0803", Reauth;
    /// The API locked the client out. Repeating makes it longer.
    Lockout = "E0804", Transient;
    /// The API's rate limit is used up.
    RateLimited = "E0805", Transient;
    /// The API's answer does not have the expected form.
    UnexpectedBody = "E0806", Other;
    /// An issuer shows no metadata at its well-known addresses.
    MetadataMissing = "E0901", Config;
    /// The metadata is of another issuer than the one that was asked for.
    MetadataIssuer = "E0902", Other;
    /// The metadata names an endpoint that no credential may go to, or a member is not
    /// what the standards say.
    MetadataRefused = "E0903", Other;
    /// The metadata and the declaration do not go together.
    MetadataConflict = "E0904", Config;
    /// What a protected resource says of itself is of another resource, leads somewhere
    /// else, or is not what the standard says.
    ResourceRefused = "E0910", Other;
    /// The authorization server does not register the client.
    RegistrationRefused = "E0911", Config;
    /// There is no client id, and no way to come to one.
    NoClientId = "E0912", Config;
}

impl Code {
    pub(crate) const fn is_reauth_required(self) -> bool {
        matches!(self.class(), Class::Reauth)
    }

    pub(crate) const fn is_transient(self) -> bool {
        matches!(self.class(), Class::Transient)
    }

    /// Whether the program's configuration or the declaration must change.
    #[must_use]
    pub const fn is_configuration(self) -> bool {
        matches!(self.class(), Class::Config)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
