//! Whether a server checks the proof key: a sign-in with a wrong verifier must fail.

use oauth_runtime::Code;
use oauth_runtime::spec::{CallKind, Grants, Param, Pkce};

use super::finding::Finding;
use super::target::Target;
use crate::metadata::{Web, split};
use crate::{Failure, Global};

const ID: &str = "pkce";

/// Signs in at a stand-in, with another challenge than the one that belongs to the
/// verifier. A server that checks refuses the code (RFC 7636 §4.6); one that does not
/// takes codes that were stolen on their way.
pub(super) async fn pkce(web: &Web, global: &Global, target: &Target) -> Finding {
    let spec = target.spec;
    if !spec.grants.contains(Grants::AUTHORIZATION_CODE) {
        return Finding::skip(ID, "nobody signs in with a browser");
    }
    if spec.pkce == Pkce::None {
        return Finding::skip(
            ID,
            format!(
                "declared without PKCE: {}",
                spec.pkce_reason.unwrap_or_default()
            ),
        );
    }
    if global.against().is_none() {
        return Finding::skip(
            ID,
            "needs a sign-in, so it is only tried at a stand-in that needs no person: `--against`",
        );
    }
    match sign_in(web, target).await {
        Ok(()) => Finding::fail(
            ID,
            "the server took a code with a wrong verifier: it does not check PKCE",
        )
        .fix("report it to the server's maker: whoever catches a code can use it"),
        Err(Failed::Refused) => Finding::pass(ID, "a wrong verifier was refused"),
        Err(Failed::Otherwise(why)) => Finding::skip(ID, why),
    }
}

enum Failed {
    /// As it should be.
    Refused,
    /// The sign-in did not come so far.
    Otherwise(String),
}

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        Self::Otherwise(failure.to_string())
    }
}

async fn sign_in(web: &Web, target: &Target) -> Result<(), Failed> {
    let otherwise = |why: &str| Failed::Otherwise(why.to_owned());
    let client = target
        .builder()
        .ok_or_else(|| otherwise("the settings are not complete"))?
        .build()
        .map_err(Failure::from)?;
    let redirect_uri = client
        .redirect_uri()
        .unwrap_or(crate::shown::REDIRECT_URI)
        .to_owned();
    let login = client
        .authorize(redirect_uri, target.shown.scope)
        .await
        .map_err(Failure::from)?;
    let name = target
        .spec
        .call(CallKind::Authorize)
        .and_then(|call| call.rule(Param::CodeChallenge))
        .and_then(|rule| rule.name)
        .unwrap_or("code_challenge");
    let url = with_other_challenge(login.url(), name)
        .ok_or_else(|| otherwise("no challenge stands in the address"))?;
    let callback = callback(web, &url).await?;
    match login.finish(&callback).await {
        Ok(_) => Ok(()),
        // The ID token came with the others: the code was taken.
        Err(error) if error.code() == Code::IdTokenRefused => Ok(()),
        Err(error) if error.code() == Code::CodeRefused => Err(Failed::Refused),
        Err(error) => Err(Failed::Otherwise(format!(
            "the sign-in ended before the code was sent: {error}"
        ))),
    }
}

/// Plays the browser: where the server sends it back to.
async fn callback(web: &Web, url: &str) -> Result<String, Failed> {
    let asked =
        |error: oauth_runtime::transport::TransportError| Failed::Otherwise(error.to_string());
    let mut answer = web.get(url, Web::LIMITS).await.map_err(asked)?;
    if answer.status == 200
        && let Some(ticket) = ticket(&String::from_utf8_lossy(&answer.body))
    {
        // The consent page of `oauth mock`.
        let consent = format!("{}/_mock/consent", split(url).0);
        let form = format!("ticket={ticket}&decision=approve");
        answer = web.post_form(&consent, form).await.map_err(asked)?;
    }
    answer
        .headers
        .get(http::header::LOCATION)
        .and_then(|to| to.to_str().ok())
        .map(str::to_owned)
        .ok_or_else(|| {
            Failed::Otherwise(format!(
                "the server did not send the browser back (status {}): a person must sign in there",
                answer.status
            ))
        })
}

/// The same address with a challenge that no verifier of this sign-in has.
fn with_other_challenge(url: &str, name: &str) -> Option<String> {
    let (before, query) = url.split_once('?')?;
    let mut found = false;
    let pairs: Vec<String> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((own, challenge)) if own == name => {
                found = true;
                // Each character another one, of the same alphabet.
                let other: String = challenge
                    .chars()
                    .map(|c| if c == 'A' { 'B' } else { 'A' })
                    .collect();
                format!("{own}={other}")
            }
            _ => pair.to_owned(),
        })
        .collect();
    found.then(|| format!("{before}?{}", pairs.join("&")))
}

fn ticket(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("name=\"ticket\" value=\"")?;
    let (ticket, _) = rest.split_once('"')?;
    let sound = ticket
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~'));
    (sound && !ticket.is_empty()).then_some(ticket)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_challenge_is_replaced() {
        assert_eq!(
            with_other_challenge(
                "https://a.example/x?state=AB&code_challenge=aAb&z=1",
                "code_challenge"
            )
            .as_deref(),
            Some("https://a.example/x?state=AB&code_challenge=ABA&z=1")
        );
        assert_eq!(
            with_other_challenge("https://a.example/x?state=1", "code_challenge"),
            None
        );
    }
}
