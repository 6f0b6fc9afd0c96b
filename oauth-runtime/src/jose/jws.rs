//! JWTs in compact form (RFC 7515 §3.1), read and not yet trusted.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

/// The members of a header, or claims.
pub(crate) type Claims = Map<String, Value>;

/// In bytes. JWTs with hundreds of groups have a tenth of it.
pub(crate) const LARGEST: usize = 64 << 10;

/// A JWT whose signature nobody has looked at.
pub(crate) struct Jws<'a> {
    pub(crate) header: Claims,
    pub(crate) claims: Claims,
    /// What is signed.
    #[cfg_attr(
        not(feature = "jose"),
        expect(dead_code, reason = "nothing is verified")
    )]
    pub(crate) signed: &'a str,
    /// The signature in base64url.
    #[cfg_attr(
        not(feature = "jose"),
        expect(dead_code, reason = "nothing is verified")
    )]
    pub(crate) signature: &'a str,
}

impl<'a> Jws<'a> {
    /// Takes the parts of a JWT apart. The error says what is wrong, and nothing of it.
    pub(crate) fn read(jwt: &'a str) -> Result<Self, &'static str> {
        const PARTS: &str = "it is not a signed JWT of three parts";
        if jwt.len() > LARGEST {
            return Err("it is larger than 64 KiB");
        }
        let (signed, signature) = jwt.rsplit_once('.').ok_or(PARTS)?;
        let (header, claims) = signed.split_once('.').ok_or(PARTS)?;
        if claims.contains('.') {
            return Err(PARTS);
        }
        Ok(Self {
            header: object(header).ok_or("its header is no JSON object in base64url")?,
            claims: object(claims).ok_or("its claims are no JSON object in base64url")?,
            signed,
            signature,
        })
    }

    /// A member of the header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.header.get(name)?.as_str()
    }
}

/// A JSON object in base64url.
pub(crate) fn object(part: &str) -> Option<Claims> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&bytes).ok()
}
