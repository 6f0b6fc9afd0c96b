//! A code that comes by webhook: no browser, no state, no redirect URI.

use std::sync::Arc;

use super::code::{Exchange, exchange_code};
use super::id_token;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::session::{DynSession, apart};
use crate::spec::{CallKind, CallbackMode};
use crate::transport::BoxFuture;
use crate::wire::judge::judge_webhook;

/// Reads a webhook's body and exchanges the code in it.
pub(crate) fn finish_webhook(
    core: Arc<Core>,
    body: &str,
) -> BoxFuture<'static, Result<DynSession, Error>> {
    let spec = core.spec;
    let read = match spec.callback.mode {
        CallbackMode::Webhook => judge_webhook(spec, body),
        _ => Err(Error::new(
            Code::NotOffered,
            format!("`{}` posts no code to a webhook", spec.name),
        )
        .key("callback(mode = webhook)")),
    };
    let read = read.map_err(|error| error.of(spec.id).on(CallKind::Authorize));
    Box::pin(async move {
        let (code, kept) = read?;
        let core = core.resolved().await?;
        let hub = core.hub.clone();
        let exchange = async move {
            let mut tokens = exchange_code(&core, &Exchange::of(&code, &kept)).await?;
            id_token::check(&core, &mut tokens, id_token::Sent::default()).await?;
            DynSession::signed_in(core, tokens).await
        };
        apart(&hub, exchange).await
    })
}
