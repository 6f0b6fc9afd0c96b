use proc_macro2::Span;

use super::answer::{Answer, FieldRule};
use super::block::{Block, Lifetimes};
use super::call::{CallKind, WrittenCall};
use super::text::{Spanned, Text};

/// A further token of a sign-in, as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Second {
    pub(crate) name: Text,
    pub(crate) by_refresh: Option<Span>,
    pub(crate) answer: Option<Answer>,
    pub(crate) refresh: Option<WrittenCall>,
    /// `refresh = none`
    pub(crate) no_refresh: Option<Span>,
    pub(crate) api: Option<WrittenCall>,
    pub(crate) lifetimes: Option<Lifetimes>,
}

/// What of an answer belongs to one token, and so never to another by default.
const OWN_FIELDS: &[&str] = &[
    "refresh_token",
    "token_type",
    "expires_in",
    "expires_at",
    "refresh_token_expires_in",
    "scope",
    "id_token",
];

/// What a session can do; the ways to a first token are not among it.
const OF_A_SESSION: &[CallKind] = &[
    CallKind::Token,
    CallKind::Refresh,
    CallKind::Revoke,
    CallKind::Introspect,
    CallKind::UserInfo,
    CallKind::Api,
];

impl Second {
    /// How it is read from the answer that brings the first token.
    pub(crate) fn answer_over(&self, first: &Answer) -> Answer {
        let mut own = self.answer.clone().unwrap_or_default();
        for field in OWN_FIELDS {
            if own.fields.iter().all(|rule| rule.field.value != *field) {
                own.fields.push(FieldRule {
                    field: Spanned::new(field, self.name.span),
                    sources: Vec::new(),
                });
            }
        }
        if own.token_type.is_none() {
            own.token_type = Some(Spanned::new("ignored", self.name.span));
        }
        own.over(first)
    }
}

impl Block {
    /// The block as a second token sees it.
    pub(crate) fn for_second(&self, second: &Second) -> Self {
        let mut own = self.clone();
        own.seconds.clear();
        // It has not what leads to a first token, and nothing is missing for that.
        own.unreadable = true;
        let refreshes = self.refreshes() || second.by_refresh.is_some();
        own.calls.retain(|call| OF_A_SESSION.contains(&call.kind));
        if !own.has(CallKind::Token)
            && let Some(grant) = self.calls.iter().find(|call| call.kind.yields_token())
        {
            let mut token = grant.clone();
            token.kind = CallKind::Token;
            token.reason = None;
            own.calls.insert(0, token);
        }
        if let (Some(token), Some(answer)) = (own.call_mut(CallKind::Token), &second.answer) {
            for kept in &answer.keep {
                let known = &token.answer.keep;
                if known.iter().all(|have| have.name.value != kept.name.value) {
                    token.answer.keep.push(kept.clone());
                }
            }
        }
        own.second_refresh(second, refreshes);
        if let Some(api) = &second.api {
            own.calls.retain(|call| call.kind != CallKind::Api);
            own.calls.push(self.prefixed(api));
        }
        if let Some(lifetimes) = &second.lifetimes {
            own.lifetimes = lifetimes.clone();
        }
        own
    }

    fn second_refresh(&mut self, second: &Second, refreshes: bool) {
        if let Some(span) = second.no_refresh {
            self.no_refresh = Some(span);
            self.calls.retain(|call| call.kind != CallKind::Refresh);
            return;
        }
        let first = self.call(CallKind::Refresh).cloned();
        let own = second.refresh.as_ref().map(|call| self.prefixed(call));
        let refresh = match (own, first) {
            (Some(own), Some(first)) => Some(own.over(&first)),
            (own, first) => own.or(first),
        };
        let implied = || refreshes.then(|| WrittenCall::new(CallKind::Refresh, second.name.span));
        if let Some(mut refresh) = refresh.or_else(implied) {
            // Written in full, for `token` answers the second token in another form.
            refresh.bare = false;
            self.no_refresh = None;
            self.calls.retain(|call| call.kind != CallKind::Refresh);
            self.calls.push(refresh);
        }
    }

    fn call_mut(&mut self, kind: CallKind) -> Option<&mut WrittenCall> {
        self.calls.iter_mut().find(|call| call.kind == kind)
    }

    fn prefixed(&self, call: &WrittenCall) -> WrittenCall {
        let mut call = call.clone();
        if let Some(origin) = &self.origin {
            call.put_below(&origin.value);
        }
        call
    }
}
