//! The PIN of an installed application, and the QR code that carries it.

use std::fmt;
use std::str::FromStr;

use oauth_runtime::Secret;
use oauth_runtime::value::{DnsLabel, Rejected};

/// The PIN that Accelo shows to the user of an installed application. It is the
/// authorization code, so it is never printed.
///
/// ```
/// use oauth_accelo::Pin;
/// let pin: Pin = " 750332955 ".parse().unwrap();
/// assert_eq!(pin.expose(), "750332955");
/// assert_eq!(format!("{pin:?}"), "Pin(..)");
/// assert!("75033295x".parse::<Pin>().is_err());
/// ```
///
/// Give it to [`SignIn::finish`](oauth_runtime::SignIn::finish) of a sign-in that
/// [`authorize_by_pin`](crate::AcceloClient::authorize_by_pin) began.
#[derive(Clone)]
pub struct Pin(Secret);

/// More digits than any PIN has. Accelo's example has nine.
const LONGEST_PIN: usize = 32;

impl Pin {
    /// The digits. Do not log them.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl FromStr for Pin {
    type Err = InvalidPin;

    /// Takes digits. White space around and between them is left out, because
    /// people group digits when they type.
    fn from_str(text: &str) -> Result<Self, InvalidPin> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let pin = Self(Secret::new(digits));
        let plain = pin.expose().bytes().all(|b| b.is_ascii_digit());
        match pin.expose().len() {
            1..=LONGEST_PIN if plain => Ok(pin),
            _ => Err(InvalidPin),
        }
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(..)")
    }
}

/// A text that is no PIN. It is not repeated: it may be a mistyped one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidPin;

impl fmt::Display for InvalidPin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a PIN has digits only")
    }
}

impl std::error::Error for InvalidPin {}

/// What the QR code beside the PIN says: `deployment;username;pin`.
///
/// ```
/// use oauth_accelo::QrCode;
/// let code: QrCode = "acme;jo;750332955".parse().unwrap();
/// assert_eq!(code.deployment.as_str(), "acme");
/// assert_eq!(code.username, "jo");
/// assert_eq!(code.pin.expose(), "750332955");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct QrCode {
    /// The user's deployment. The client that takes the PIN must be built for it.
    pub deployment: DnsLabel,
    /// The name under which the user signed in.
    pub username: String,
    /// The PIN.
    pub pin: Pin,
}

impl FromStr for QrCode {
    type Err = InvalidQrCode;

    fn from_str(text: &str) -> Result<Self, InvalidQrCode> {
        let (deployment, rest) = text.trim().split_once(';').ok_or(InvalidQrCode::Parts)?;
        let (username, pin) = rest.split_once(';').ok_or(InvalidQrCode::Parts)?;
        if username.is_empty() || pin.contains(';') {
            return Err(InvalidQrCode::Parts);
        }
        Ok(Self {
            deployment: deployment.parse().map_err(InvalidQrCode::Deployment)?,
            username: username.to_owned(),
            pin: pin.parse().map_err(InvalidQrCode::Pin)?,
        })
    }
}

/// A text that is not of Accelo's QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidQrCode {
    /// It does not have three parts.
    Parts,
    /// Its first part is no deployment.
    Deployment(Rejected),
    /// Its last part is no PIN.
    Pin(InvalidPin),
}

impl fmt::Display for InvalidQrCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parts => f.write_str("the QR code does not say `deployment;username;pin`"),
            Self::Deployment(why) => write!(f, "the deployment in the QR code {why}"),
            Self::Pin(why) => write!(f, "the PIN in the QR code: {why}"),
        }
    }
}

impl std::error::Error for InvalidQrCode {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Parts => None,
            Self::Deployment(why) => Some(why),
            Self::Pin(why) => Some(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_has_digits_only() {
        assert_eq!(
            "750 332 955\n".parse::<Pin>().unwrap().expose(),
            "750332955"
        );
        let long = "1".repeat(33);
        for text in ["", " ", "12a", "1;2", "-1", "１２３", long.as_str()] {
            assert_eq!(text.parse::<Pin>().err(), Some(InvalidPin), "{text:?}");
        }
    }

    #[test]
    fn a_qr_code_has_three_typed_parts() {
        let code: QrCode = "acme;jo@acme.example;750332955".parse().unwrap();
        assert_eq!(code.deployment.as_str(), "acme");
        assert_eq!(code.username, "jo@acme.example");
        assert!(!format!("{code:?}").contains("750332955"));
    }

    #[test]
    fn other_qr_codes_are_refused() {
        let error = |text: &str| text.parse::<QrCode>().unwrap_err();
        for text in ["", "acme", "acme;jo", "acme;;1", "acme;jo;1;2"] {
            assert_eq!(error(text), InvalidQrCode::Parts, "{text:?}");
        }
        assert!(matches!(
            error("evil.com/;jo;1"),
            InvalidQrCode::Deployment(_)
        ));
        assert_eq!(error("acme;jo;https://x"), InvalidQrCode::Pin(InvalidPin));
        let shown = error("acme;jo;12x45").to_string();
        assert!(!shown.contains("12x45"), "{shown}");
    }
}
