//! From an answer of the provider to a connection of this browser.

use axum::response::Response;
use oauth_runtime::{Code, DynSignIn, Error, PendingSignIn};

use super::Route;
use crate::answer;
use crate::browser::Browser;
use crate::entry::{Entry, What};
use crate::oauth::stored;
use crate::random;

/// What a sign-in is bound to: the browser, and the user of the program in it.
pub(super) fn binding(proof: &str, account: Option<&str>) -> String {
    random::digest(&["browser", proof, account.unwrap_or_default()])
}

/// A sign-in that waits, and what the answer is to it.
struct Candidate {
    entry: Entry,
    return_to: String,
    /// The account that its tokens are stored under.
    account: String,
    sign_in: DynSignIn,
    rank: u8,
}

/// Gives an answer to the sign-in that it belongs to.
pub(super) async fn answer(
    route: &Route,
    mut browser: Browser<'_>,
    text: &str,
) -> Result<Response, Error> {
    if let Some(response) = again(route, &browser, text).await? {
        return browser.send(response).await;
    }
    let user = match route.shared().accounts {
        Some(_) => browser.account().await?,
        None => None,
    };
    let Some(own) = chosen(route, &browser, user.as_deref(), text) else {
        let text = "no sign-in waits in this browser: it began in another one, was finished, or took too long";
        let error = Error::new(Code::WrongContext, text).of(route.context.client.spec().id);
        return browser.send(route.failed(&error)).await;
    };
    let proof = browser.proof(&own.entry).await?.unwrap_or_default();
    let bound = binding(&proof, user.as_deref());
    let outcome = own.sign_in.finish_in(&bound, text).await.map(drop);
    let outcome = match outcome {
        // The page was loaded again before its first answer came.
        Err(error) if error.code() == Code::AlreadyFinished => {
            let session = stored(&route.context, &own.account).await?;
            session.map(drop).ok_or(error)
        }
        outcome => outcome,
    };
    match outcome {
        Ok(()) => connected(route, browser, &own, text).await,
        Err(error) => {
            if !goes_on(&error) {
                browser.remove(&own.entry);
            }
            let response = route.failed_for(&error, &own.return_to);
            browser.send(response).await
        }
    }
}

/// Whether the sign-in still waits: this was not its answer, could not be read, or
/// its code was never sent.
fn goes_on(error: &Error) -> bool {
    let code = error.code();
    error.is_stray_callback()
        || matches!(
            code,
            Code::NotConnected
                | Code::DuplicateParameter
                | Code::UnreadableCallback
                | Code::CodeMissing
        )
}

async fn connected(
    route: &Route,
    mut browser: Browser<'_>,
    own: &Candidate,
    text: &str,
) -> Result<Response, Error> {
    let context = &route.context;
    let before = browser.account().await?;
    browser.set_account(Some(&own.account)).await?;
    browser.replace(
        &own.entry,
        What::Spent {
            answer: random::digest(&["answer", text]),
            return_to: own.return_to.clone(),
        },
    )?;
    browser.renew().await?;
    if let Some(before) = before.filter(|before| *before != own.account) {
        // Nobody can ask for it any more. It is not revoked: a provider may end
        // all tokens of the person with it.
        if let Err(error) = context.client.connections().forget(&before).await {
            tracing::warn!(context = %context.name, %error, "an earlier connection stays in the store");
        }
    }
    tracing::info!(context = %context.name, "signed in");
    browser.send(answer::see_other(&own.return_to)).await
}

/// The same answer once more, by the back button or a reload.
async fn again(
    route: &Route,
    browser: &Browser<'_>,
    text: &str,
) -> Result<Option<Response>, Error> {
    let digest = random::digest(&["answer", text]);
    let spent = browser
        .entries()
        .into_iter()
        .find_map(|entry| match entry.what {
            What::Spent { answer, return_to } if answer == digest => Some(return_to),
            _ => None,
        });
    let Some(return_to) = spent else {
        return Ok(None);
    };
    let session = match browser.account().await? {
        Some(account) => stored(&route.context, &account).await?,
        None => None,
    };
    Ok(Some(match session {
        Some(_) => answer::see_other(&return_to),
        None => {
            let error = Error::new(Code::AlreadyFinished, "the sign-in was already finished");
            route.failed_for(&error, &return_to)
        }
    }))
}

/// The sign-in that an answer belongs to; where it belongs to none, the newest.
fn chosen(
    route: &Route,
    browser: &Browser<'_>,
    user: Option<&str>,
    text: &str,
) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    for entry in browser.entries() {
        let Some(candidate) = candidate(route, entry, user, text) else {
            continue;
        };
        if best.as_ref().is_none_or(|best| candidate.rank > best.rank) {
            best = Some(candidate);
        }
    }
    best
}

fn candidate(route: &Route, entry: Entry, user: Option<&str>, text: &str) -> Option<Candidate> {
    let What::Pending { record, return_to } = &entry.what else {
        return None;
    };
    let pending = PendingSignIn::from_json(record).ok()?;
    let account = match user {
        Some(user) => user.to_owned(),
        // Nobody knows it before the provider has answered, so nobody can have
        // planted it; and the same answer leads to the same account.
        None => format!("web-{}", random::digest(&["account", record, text])),
    };
    let client = route.context.client.account(account.as_str());
    let sign_in = client.resume(pending);
    let rank = match sign_in.check(text) {
        Ok(()) => 3,
        Err(error) if error.is_stray_callback() => 0,
        // These are told before the answer is looked at, which may be another's.
        Err(error) if matches!(error.code(), Code::AlreadyFinished | Code::SignInExpired) => 1,
        Err(_) => 2,
    };
    Some(Candidate {
        return_to: return_to.clone(),
        account,
        sign_in,
        rank,
        entry,
    })
}
