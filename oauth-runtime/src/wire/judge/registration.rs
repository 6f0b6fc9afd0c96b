//! The answer to a registration, RFC 7591 §3.2 and RFC 7592 §3.

use serde_json::{Map, Value};

use super::{Answer, failure};
use crate::error::{Code, Error};
use crate::metadata::ClientInformation;
use crate::secret::Secret;

/// No client id is longer than this.
const LONGEST: usize = 4096;

/// The token that a request about the client itself came with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presented {
    Nothing,
    /// RFC 7591 §3
    InitialAccessToken,
    /// RFC 7592 §3
    RegistrationAccessToken,
}

impl Presented {
    /// What helps when the server wants another one: the text and the key.
    const fn advice(self) -> (&'static str, &'static str) {
        match self {
            Self::Nothing => (
                "the server registers only who has an initial access token of its own: set `initial_access_token`, or register the program by hand and set its client id",
                "initial_access_token",
            ),
            Self::InitialAccessToken => (
                "the server refuses the initial access token that is set: it may be over, used up or of another server; set a new one, or register the program by hand and set its client id",
                "initial_access_token",
            ),
            Self::RegistrationAccessToken => (
                "the server refuses the registration access token of this client: it may have deleted the registration",
                "registration",
            ),
        }
    }
}

/// Reads the answer to a registration at `issuer`, or to a request about it. What the
/// answer leaves out is as it was `asked` for.
///
/// # Errors
/// `E0911` for what the server refuses, and what makes the answer unusable.
pub(crate) fn judge_registration(
    answer: &Answer<'_>,
    issuer: &str,
    asked: &Map<String, Value>,
    presented: Presented,
) -> Result<ClientInformation, Error> {
    read(answer, issuer, asked, presented).map_err(|error| answer.named(error))
}

/// Reads the answer to the deletion of a registration, which has no body (RFC 7592 §2.3).
///
/// # Errors
/// As [`judge_registration`].
pub(crate) fn judge_deletion(answer: &Answer<'_>) -> Result<(), Error> {
    let done = failure::success(answer).map(|_| ());
    let presented = Presented::RegistrationAccessToken;
    done.map_err(|error| answer.named(refusal(answer, error, presented)))
}

fn read(
    answer: &Answer<'_>,
    issuer: &str,
    asked: &Map<String, Value>,
    presented: Presented,
) -> Result<ClientInformation, Error> {
    let document = failure::success(answer).map_err(|error| refusal(answer, error, presented))?;
    let Value::Object(members) = document.to_value() else {
        return Err(unusable("the answer is no JSON object"));
    };
    let text = |name: &str| match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if is_usable(text) => Ok(Some(text.clone())),
        Some(_) => Err(unusable(format!(
            "`{name}` of the answer is no usable text"
        ))),
    };
    let client_id = text("client_id")?
        .filter(|id| !id.is_empty())
        .ok_or_else(|| unusable("the answer has no `client_id`"))?;
    let redirect_uris = match members.get("redirect_uris").or(asked.get("redirect_uris")) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(uris)) => uris
            .iter()
            .map(|uri| uri.as_str().map(str::to_owned))
            .collect::<Option<_>>()
            .ok_or_else(|| unusable("`redirect_uris` of the answer is no list of texts"))?,
        Some(_) => {
            return Err(unusable(
                "`redirect_uris` of the answer is no list of texts",
            ));
        }
    };
    check_redirect_uris(&redirect_uris, asked)?;
    let method = || asked.get("token_endpoint_auth_method")?.as_str();
    Ok(ClientInformation {
        issuer: issuer.to_owned(),
        client_id,
        client_secret: text("client_secret")?.map(Secret::new),
        // 0 means that it does not end (RFC 7591 §3.2.1).
        client_secret_expires_at: members
            .get("client_secret_expires_at")
            .and_then(whole)
            .filter(|at| *at > 0),
        auth_method: text("token_endpoint_auth_method")?.or_else(|| method().map(str::to_owned)),
        redirect_uris,
        registration_access_token: text("registration_access_token")?.map(Secret::new),
        registration_client_uri: text("registration_client_uri")?,
        resource: None,
    })
}

/// A server may replace what was asked for (RFC 7591 §3.2.1), but a sign-in that comes
/// back somewhere else is none.
fn check_redirect_uris(registered: &[String], asked: &Map<String, Value>) -> Result<(), Error> {
    let asked = asked.get("redirect_uris").and_then(Value::as_array);
    let mut asked = asked.into_iter().flatten().filter_map(Value::as_str);
    match asked.find(|uri| !registered.iter().any(|known| known == uri)) {
        None => Ok(()),
        Some(uri) => Err(Error::new(
            Code::RegistrationRefused,
            format!("the server registered the client without the redirect URI `{uri}`"),
        )
        .key("redirect_uri")),
    }
}

fn is_usable(text: &str) -> bool {
    text.len() <= LONGEST && !text.chars().any(char::is_control)
}

fn whole(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn unusable(text: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(Code::UnreadableAnswer, text).key("registration")
}

/// What a refused registration means (RFC 7591 §3.2.2).
fn refusal(answer: &Answer<'_>, error: Error, presented: Presented) -> Error {
    let named = error.oauth_error().map(|oauth| oauth.error.as_str());
    let (text, key) = match (named, answer.response.status) {
        (Some("invalid_redirect_uri"), _) => (
            "the server does not register the redirect URI; some want https, some a certain host on loopback",
            "redirect_uri",
        ),
        (Some("invalid_client_metadata"), _) => (
            "the server does not register a client of this metadata",
            "client_metadata",
        ),
        (Some("invalid_software_statement" | "unapproved_software_statement"), _) => (
            "the server does not take the software statement",
            "client_metadata",
        ),
        (Some("invalid_token"), _) | (_, 401 | 403) => presented.advice(),
        _ => return error,
    };
    let refused = Error::new(Code::RegistrationRefused, text).key(key);
    match error.oauth_error() {
        Some(oauth) => refused.oauth(oauth.clone()),
        None => refused,
    }
}
