//! The assertion that SAP SuccessFactors takes for a token: SAML 2.0 (RFC 7522),
//! with an enveloped signature (XML Signature §6.6.4).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_runtime::spec::HookInputs;
use oauth_runtime::{Code, Error, Secret};

/// Who issues the assertion, and whom it is for.
const SUCCESS_FACTORS: &str = "www.successfactors.com";
/// How long an assertion is good. Each request has one of its own.
const LIFETIME: Duration = Duration::from_secs(3600);
/// How far the clock of the server may be behind.
const SKEW: Duration = Duration::from_secs(300);

/// The Base64 of a signed assertion for the user and the key of the tenant.
///
/// Fails where the private key is none.
pub(crate) fn assertion(inputs: &HookInputs<'_>) -> Result<Secret, Error> {
    let var = |name| inputs.var(name).unwrap_or_default();
    let made = Facts {
        now: inputs.now,
        id: inputs.uuid,
        server: var("api_server"),
        user: var("user_name"),
        api_key: inputs.client_id,
    }
    .signed(var("private_key"))?;
    Ok(Secret::new(STANDARD.encode(made)))
}

/// What an assertion says.
struct Facts<'a> {
    now: SystemTime,
    id: &'a str,
    server: &'a str,
    user: &'a str,
    api_key: &'a str,
}

impl Facts<'_> {
    /// The document. It is written as Exclusive XML Canonicalization 1.0 would
    /// write it, so that what is digested and signed is the text itself.
    fn signed(&self, private_key: &str) -> Result<String, Error> {
        let (head, tail) = self.around_signature();
        let sum = digest(&SHA256, format!("{head}{tail}").as_bytes());
        let info = signed_info(self.id, &STANDARD.encode(sum));
        let signature = STANDARD.encode(sign(private_key, info.as_bytes())?);
        Ok(format!(
            "{head}<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{info}\
             <ds:SignatureValue>{signature}</ds:SignatureValue></ds:Signature>{tail}"
        ))
    }

    /// What stands before and after the signature.
    fn around_signature(&self) -> (String, String) {
        let at = instant(self.now);
        let from = instant(self.now.checked_sub(SKEW).unwrap_or(self.now));
        let until = instant(self.now.checked_add(LIFETIME).unwrap_or(self.now));
        let (id, user) = (self.id, text(self.user));
        let head = format!(
            "<saml2:Assertion xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\" \
             ID=\"_{id}\" IssueInstant=\"{at}\" Version=\"2.0\">\
             <saml2:Issuer>{SUCCESS_FACTORS}</saml2:Issuer>"
        );
        let recipient = attribute(&format!("https://{}/oauth/token", self.server));
        let mut tail = format!(
            "<saml2:Subject>\
             <saml2:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified\">{user}\
             </saml2:NameID>\
             <saml2:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">\
             <saml2:SubjectConfirmationData NotOnOrAfter=\"{until}\" Recipient=\"{recipient}\">\
             </saml2:SubjectConfirmationData></saml2:SubjectConfirmation></saml2:Subject>\
             <saml2:Conditions NotBefore=\"{from}\" NotOnOrAfter=\"{until}\">\
             <saml2:AudienceRestriction><saml2:Audience>{SUCCESS_FACTORS}</saml2:Audience>\
             </saml2:AudienceRestriction></saml2:Conditions>\
             <saml2:AuthnStatement AuthnInstant=\"{at}\" SessionIndex=\"_{id}\">\
             <saml2:AuthnContext><saml2:AuthnContextClassRef>\
             urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport\
             </saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>\
             <saml2:AttributeStatement>"
        );
        for (name, value) in [
            ("api_key", self.api_key),
            ("use_username", "true"),
            ("use_email", "false"),
            ("external_user", "false"),
        ] {
            let value = text(value);
            tail.push_str(&format!(
                "<saml2:Attribute Name=\"{name}\"><saml2:AttributeValue>{value}\
                 </saml2:AttributeValue></saml2:Attribute>"
            ));
        }
        tail.push_str("</saml2:AttributeStatement></saml2:Assertion>");
        (head, tail)
    }
}

/// What is signed: the digest, and how it was made. The namespace stands here
/// too, because the element is canonicalised alone.
fn signed_info(id: &str, digest: &str) -> String {
    const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
    format!(
        "<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\
         <ds:CanonicalizationMethod Algorithm=\"{EXCLUSIVE}\"></ds:CanonicalizationMethod>\
         <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\">\
         </ds:SignatureMethod><ds:Reference URI=\"#_{id}\"><ds:Transforms>\
         <ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\">\
         </ds:Transform><ds:Transform Algorithm=\"{EXCLUSIVE}\"></ds:Transform></ds:Transforms>\
         <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\">\
         </ds:DigestMethod><ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>\
         </ds:SignedInfo>"
    )
}

/// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2), with a key in PKCS #8 or
/// PKCS #1: PEM, or the Base64 that the vendor's own page hands out.
fn sign(private_key: &str, message: &[u8]) -> Result<Vec<u8>, Error> {
    let wrong = || {
        let what = "`private_key` is no RSA key: it can be PEM or the Base64 of PKCS #8";
        Error::new(Code::ValueRefused, what)
    };
    // A key that was cut out of a JSON document has `\n` in place of its line breaks.
    let lines = Secret::new(private_key.replace("\\n", "\n"));
    let inner = match lines.expose().split_once("PRIVATE KEY-----") {
        Some((_, rest)) => rest.split("-----END").next().unwrap_or_default(),
        None => lines.expose(),
    };
    let packed = Secret::new(inner.split_whitespace().collect::<String>());
    let der = STANDARD.decode(packed.expose()).map_err(|_| wrong())?;
    let key = RsaKeyPair::from_pkcs8(&der)
        .or_else(|_| RsaKeyPair::from_der(&der))
        .map_err(|_| wrong())?;
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        message,
        &mut signature,
    )
    .map_err(|_| wrong())?;
    Ok(signature)
}

/// Text as Canonical XML writes it (§2.3, text nodes). A character that no XML
/// document can hold is left out.
fn text(value: &str) -> String {
    escaped(value, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\r' => Some("&#xD;"),
        _ => None,
    })
}

/// A value in quotes as Canonical XML writes it (§2.3, attribute nodes).
fn attribute(value: &str) -> String {
    escaped(value, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '"' => Some("&quot;"),
        '\t' => Some("&#x9;"),
        '\n' => Some("&#xA;"),
        '\r' => Some("&#xD;"),
        _ => None,
    })
}

fn escaped(value: &str, entity: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match entity(c) {
            Some(entity) => out.push_str(entity),
            None if c.is_control() && !matches!(c, '\t' | '\n') => (),
            None => out.push(c),
        }
    }
    out
}

/// `2026-11-21T09:00:00Z`, in whole seconds of UTC.
fn instant(time: SystemTime) -> String {
    let seconds = time
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    let (mut days, of_day) = (seconds / 86_400, seconds % 86_400);
    let leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let lengths = [
        31,
        28 + u64::from(leap(year)),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let mut month = 1;
    for length in lengths {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!(
        "{year:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z",
        days + 1
    )
}

#[cfg(test)]
mod tests;
