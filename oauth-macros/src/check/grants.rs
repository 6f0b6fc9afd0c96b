//! How the calls fit together.

use crate::diag::{Sink, later, line};
use crate::errors::{GrantError, KeyError, Line, StandardError, UrlError};
use crate::model::{Block, CallKind, WrittenCall};

/// Whether everything that a provider can be missing is known to be missing:
/// after an unreadable entry it is not.
pub(super) fn check_grants(block: &Block, provider: &str, sink: &mut Sink) {
    if block.calls.is_empty() {
        if !block.unreadable {
            let provider = provider.to_owned();
            sink.push_at_item(KeyError::NothingDeclared { provider });
        }
        return;
    }
    for call in &block.calls {
        check_call(call, block, sink);
    }
    check_webhook(block, sink);
    if !block.unreadable {
        check_missing(block, sink);
        check_useless(block, sink);
    }
}

fn check_call(call: &WrittenCall, block: &Block, sink: &mut Sink) {
    let key = || call.kind.key().to_owned();
    if call.kind == CallKind::Password && call.reason.is_none() {
        sink.push(call.span, GrantError::PasswordNoReason {});
    }
    if call.url.is_some() || block.unreadable {
        return;
    }
    if block.has_metadata() && call.kind.is_discoverable() {
        return;
    }
    let base = match call.kind {
        CallKind::Refresh => block
            .calls
            .iter()
            .any(|call| call.kind != CallKind::Refresh && call.kind.yields_token()),
        kind if kind.inherits() => block.has(CallKind::Token),
        _ => false,
    };
    if base {
        return;
    }
    match call.kind {
        // What is missing is the call that it continues, not the URL.
        CallKind::Refresh | CallKind::DeviceToken | CallKind::BackchannelToken => (),
        kind if kind.inherits() => sink.push(call.span, GrantError::NoTokenOwn { call: key() }),
        kind if kind.is_discoverable() => {
            sink.push(call.span, StandardError::NoMetadata { call: key() });
        }
        _ if call.bare => sink.push(call.span, GrantError::BareCall { call: key() }),
        _ => sink.push(call.span, UrlError::NoUrl { key: key() }),
    }
}

/// A missing endpoint is reported at the call that needs it, because that is
/// the word a person changed last.
fn check_missing(block: &Block, sink: &mut Sink) {
    use CallKind::{
        Authorize, BackchannelAuthentication, BackchannelToken, ClientCredentials, CodeRequest,
        Device, DeviceToken, JwtBearer, Refresh, Saml2Bearer, Token, TokenExchange,
    };
    let needs = block.calls.iter().find(|call| {
        matches!(
            call.kind,
            Authorize | CodeRequest | Device | BackchannelAuthentication
        )
    });
    if let (Some(call), false) = (needs, block.has(Token)) {
        let poll = match call.kind {
            Device => block.call(DeviceToken),
            BackchannelAuthentication => block.call(BackchannelToken),
            _ => None,
        };
        let covered = poll.is_some_and(|poll| poll.url.is_some());
        if !covered {
            let name = call.kind.key().to_owned();
            sink.push(call.span, GrantError::NoToken { call: name });
        }
    }
    let first = block.yields_refresh_token()
        || [ClientCredentials, TokenExchange, JwtBearer, Saml2Bearer]
            .into_iter()
            .any(|kind| block.has(kind));
    if let (Some(refresh), false) = (block.call(Refresh), first) {
        sink.push(refresh.span, GrantError::RefreshAlone {});
    }
    if let (Some(token), false, false) = (block.call(Token), first, block.has(Refresh)) {
        sink.push(token.span, GrantError::TokenAlone {});
    }
    if let (Some(poll), false) = (block.call(DeviceToken), block.has(Device)) {
        sink.push(poll.span, GrantError::DeviceTokenAlone {});
    }
    if let (Some(poll), false) = (
        block.call(BackchannelToken),
        block.has(BackchannelAuthentication),
    ) {
        sink.push(poll.span, StandardError::BackchannelTokenAlone {});
    }
    if let Some(span) = block.no_refresh {
        if block.has(Refresh) {
            let at = crate::errors::First(line(span));
            let key = "refresh".to_owned();
            sink.push(
                block.call(Refresh).map_or(span, |call| call.span),
                KeyError::Duplicate { key, at },
            );
        } else if !block.yields_refresh_token() {
            sink.push(span, GrantError::RefreshNone { at: Line(None) });
        }
    }
    if let Some(callback) = &block.callback
        && !block.has_metadata()
    {
        if let Some(span) = callback.value.iss_required {
            sink.push(span, GrantError::IssWithoutIssuer {});
        }
        if let Some(span) = callback.value.jwt {
            sink.push(span, StandardError::JwtWithoutIssuer {});
        }
    }
}

/// A webhook takes the place of `authorize`, and its code has a path.
fn check_webhook(block: &Block, sink: &mut Sink) {
    let Some(callback) = block.callback.as_ref().filter(|_| block.has_webhook()) else {
        return;
    };
    let path = callback.value.code.as_ref();
    if !path.is_some_and(|path| path.value.starts_with('/')) {
        let at = path.map_or(callback.span, |path| path.span);
        sink.push(at, GrantError::WebhookCode {});
    }
    if let Some(authorize) = block.call(CallKind::Authorize) {
        sink.push(
            later(callback.span, authorize.span),
            GrantError::WebhookAndAuthorize {},
        );
    } else if !block.has(CallKind::Token) && !block.unreadable {
        let call = "callback".to_owned();
        sink.push(callback.span, GrantError::NoToken { call });
    }
}

/// Keys about something that the provider does not have.
fn check_useless(block: &Block, sink: &mut Sink) {
    let authorize = block.has(CallKind::Authorize);
    let webhook = block.has_webhook();
    let code = authorize || webhook || block.has(CallKind::CodeRequest);
    let useless = |span, key: &str, sink: &mut Sink| {
        let key = key.to_owned();
        sink.push(span, GrantError::NoAuthorize { key });
    };
    if let (Some(pkce), false) = (&block.pkce, authorize) {
        useless(pkce.span, "pkce", sink);
    }
    if let (Some(callback), false) = (&block.callback, authorize || webhook) {
        useless(callback.span, "callback", sink);
    }
    if let (Some(redirect), false) = (&block.redirect, authorize) {
        useless(redirect.span, "redirect", sink);
    }
    if let (Some(par), false) = (block.call(CallKind::Par), authorize) {
        useless(par.span, "par", sink);
    }
    let asks = authorize || block.has(CallKind::BackchannelAuthentication);
    if let (Some(request), false) = (&block.standards.request_object, asks) {
        useless(request.span, "request_object", sink);
    }
    let lifetimes = &block.lifetimes;
    if let (Some(lifetime), false) = (&lifetimes.code, code) {
        sink.push(lifetime.span, GrantError::CodeLifetimeNoUse {});
    }
    let refreshes = block.refreshes();
    if let (Some(lifetime), false) = (&lifetimes.refresh_token, refreshes) {
        sink.push(lifetime.span, GrantError::LifetimeNoUse {});
    }
    if let (Some(rotation), false) = (&block.rotation, refreshes) {
        sink.push(rotation.span, GrantError::RotationNoUse {});
    }
}
