//! What is told after a sign-in.

use oauth_runtime::DynSession;
use serde_json::{Value, json};

use crate::connection::{tenant_said, tenant_values};
use crate::out::{self, say, tell};
use crate::plain::plain;
use crate::tokens::Tokens;
use crate::vault::Vault;
use crate::{Failure, Global};

pub(super) fn report(
    global: &Global,
    session: &DynSession,
    account: &str,
    vault: &Vault,
) -> Result<(), Failure> {
    let spec = session.spec();
    let tokens = Tokens::new(session.tokens());
    if global.json {
        let tenant: serde_json::Map<String, Value> =
            tenant_values(spec, session.connection().tenant())
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.into()))
                .collect();
        out::json(&json!({
            "provider": spec.id,
            "account": account,
            "client_id": session.connection().registration(),
            "tenant": tenant,
            "tokens": tokens.to_json(),
            "store": vault.describe(),
        }))?;
        return Ok(());
    }
    if global.bare {
        say!("{account}");
        return Ok(());
    }
    let who = match tokens.person() {
        Some(person) => format!(" as {}", plain(&person)),
        None => String::new(),
    };
    let mut at = tenant_said(spec, session.connection().tenant());
    if !at.is_empty() {
        at.push_str(", ");
    }
    at.push_str(&format!("account {}", plain(account)));
    tell!(
        global,
        "\u{2713} Signed in to {}{who} ({}). Access token {}; {}.",
        spec.name,
        at,
        tokens.until(),
        tokens.renewal()
    );
    if let Some(granted) = tokens.granted() {
        tell!(global, "  Granted: {}", plain(&granted));
    }
    let mut forget = format!("oauth logout {} --account {}", spec.id, plain(account));
    if let Some(origin) = global.against() {
        forget.push_str(&format!(" --against {}", plain(origin)));
    }
    tell!(
        global,
        "  Stored: {}. Forget it: {forget}",
        plain(&vault.describe())
    );
    Ok(())
}
