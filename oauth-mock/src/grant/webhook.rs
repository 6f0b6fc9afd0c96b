//! A code that the provider posts to the program's server.

use oauth_runtime::spec::{CallKind, Source};
use serde_json::Value;

use crate::answer::Document;
use crate::server::Shared;
use crate::store::{Code, Family};

/// A new code and the kept values, at their declared paths.
pub(crate) fn webhook(shared: &Shared) -> String {
    let setup = &shared.setup;
    let rules = &setup.spec.callback;
    let now = setup.now();
    let family = Family {
        client: None,
        subject: setup.username.clone(),
        scope: None,
        redirect_uri: None,
        nonce: None,
        obtained_by: CallKind::Authorize,
        revoked: false,
        realm: 0,
    };
    let code = Code {
        family,
        challenge: None,
        state: None,
        ends: now.checked_add(setup.code_lifetime).unwrap_or(now),
        used: None,
    };
    let code = shared.store().add_code(code, false);
    let mut document = Document::new();
    let path: Vec<&str> = rules.code.trim_start_matches('/').split('/').collect();
    document.put(&path, code.into());
    for keep in rules.keep {
        let value = setup.kept.iter().find(|(name, _)| name == keep.name);
        if let (Some((_, value)), Source::Path(path)) = (value, keep.source) {
            document.put(path, Value::clone(value));
        }
    }
    document.into_root().to_string()
}
