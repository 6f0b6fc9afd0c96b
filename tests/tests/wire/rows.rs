//! `rows.NAME`: the transcript once more, with the typed reader of collections
//! of the provider's crate.

use std::collections::VecDeque;

use oauth_actionstep::{Actionstep, ActionstepApi as _, ActionstepClient, ActionstepVars};
use oauth_runtime::Provider as _;

use super::given::{ApiCall, Call, Given, Stopped};
use super::parse::Exchange;
use super::scripted::Scripted;

/// Reads the collection; returns what is not as it is written there. The typed
/// reader must send the same requests as the plain call.
///
/// # Errors
/// When there is no reader for it.
pub(super) async fn compare(
    given: &Given,
    exchanges: VecDeque<Exchange>,
    name: &str,
    expected: &str,
) -> Result<Vec<String>, String> {
    let script = Scripted::new(exchanges);
    let count = match (&given.call, given.spec.id == Actionstep::SPEC.id, name) {
        (Call::Api(call), true, "actions") => actions(given, call, &script).await?,
        _ => return Err(format!("no reader of collections for {name:?}")),
    };
    let mut faults: Vec<String> = script
        .faults()
        .into_iter()
        .map(|fault| format!("rows.{name}: {fault}"))
        .collect();
    if count != expected {
        faults.push(format!(
            "rows.{name}\n    expected {expected}\n    got      {count}"
        ));
    }
    Ok(faults)
}

/// The number of actions on a page, or the error.
async fn actions(given: &Given, call: &ApiCall, script: &Scripted) -> Result<String, String> {
    let token = given
        .token
        .as_ref()
        .ok_or("`token.access_token` is missing")?;
    let shown = |error: oauth_runtime::Error| error.to_string();
    let client = ActionstepClient::builder(ActionstepVars::default(), &given.client_id)
        .transport(script.clone())
        .clock(Stopped)
        .build()
        .map_err(shown)?;
    let mut list = client
        .session(given.tokens(token).map_err(shown)?)
        .actions();
    for (name, value) in &call.query {
        let number = || {
            value
                .parse()
                .map_err(|_| format!("not a number: {value:?}"))
        };
        list = match name.as_str() {
            "page" => list.page(number()?),
            "pageSize" => list.page_size(number()?),
            _ => list.query(name, value),
        };
    }
    Ok(list
        .send()
        .await
        .map_or_else(shown, |page| page.rows.len().to_string()))
}
