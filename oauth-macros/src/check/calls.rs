//! From a call as it is written to a call whose placeholders are resolved.

use super::assertion::check_assertion;
use super::kinds::Position;
use super::names::{Names, Site};
use super::steps::resolve_steps;
use super::templates::check_text;
use super::urls::{check_optional, check_url};
use crate::diag::Sink;
use crate::errors::UrlError;
use crate::model::{
    Api, Block, Call, CallKind, CheckedCall, ClientAuth, Header, Param, Rule, Spanned, Template,
    Text, Url, Value, WrittenCall,
};

/// Resolves one call. What is wrong is reported and left out.
pub(super) fn check_call(
    call: &WrittenCall,
    block: &Block,
    names: &Names<'_>,
    sink: &mut Sink,
) -> CheckedCall {
    let (before, then) = resolve_steps(call, block, names, sink);
    let resolver = Resolver { call, block, names };
    let (url, fallback) = resolver.urls(sink);
    let rules = call
        .rules
        .iter()
        .map(|rule| resolver.rule(rule, sink))
        .collect();
    let params = call
        .params
        .iter()
        .filter_map(|param| resolver.param(param, sink))
        .collect();
    let headers = call
        .headers
        .iter()
        .filter_map(|header| resolver.header(header, sink))
        .collect();
    Call {
        kind: call.kind,
        span: call.span,
        bare: call.bare,
        implied: call.implied,
        from_resource: call.from_resource,
        url,
        fallback,
        fragment_route: call.fragment_route.clone(),
        suffix_fragment: call.suffix_fragment.clone(),
        method: call.method.clone(),
        place: call.place.clone(),
        reason: call.reason.clone(),
        rules,
        params,
        headers,
        order: call.order.clone(),
        dropped: call.dropped.clone(),
        client_auth: call
            .client_auth
            .as_ref()
            .and_then(|auth| check_auth(auth, Some(call.kind), names, sink)),
        accept: call.accept.clone(),
        content_type: call.content_type.clone(),
        empty_body: call.empty_body,
        assertion: call
            .assertion
            .as_ref()
            .and_then(|assertion| check_assertion(assertion, Some(call.kind), names, sink)),
        answer: call.answer.clone(),
        api: Api::clone(&call.api),
        before,
        then,
        step: call.step.clone(),
    }
}

/// Resolves the template of `client_auth = authorization("...")`.
pub(super) fn check_auth(
    auth: &Spanned<ClientAuth<Text>>,
    call: Option<CallKind>,
    names: &Names<'_>,
    sink: &mut Sink,
) -> Option<Spanned<ClientAuth<Template>>> {
    let value = match &auth.value {
        ClientAuth::None => ClientAuth::None,
        ClientAuth::Body => ClientAuth::Body,
        ClientAuth::Basic {
            scheme,
            raw,
            content,
        } => ClientAuth::Basic {
            scheme: scheme.clone(),
            raw: *raw,
            content: content.clone(),
        },
        ClientAuth::Query { reason } => ClientAuth::Query {
            reason: reason.clone(),
        },
        ClientAuth::Header { id, secret } => ClientAuth::Header {
            id: id.clone(),
            secret: secret.clone(),
        },
        ClientAuth::PrivateKeyJwt { alg, audience } => ClientAuth::PrivateKeyJwt {
            alg: alg.clone(),
            audience: audience.clone(),
        },
        ClientAuth::ClientSecretJwt { alg, audience } => ClientAuth::ClientSecretJwt {
            alg: alg.clone(),
            audience: audience.clone(),
        },
        ClientAuth::Certificate => ClientAuth::Certificate,
        ClientAuth::Discovered => ClientAuth::Discovered,
        ClientAuth::Authorization(text) => {
            let site = Site {
                key: "client_auth",
                text,
                call,
                reason: true,
            };
            ClientAuth::Authorization(check_text(site, Position::Header, names, sink)?)
        }
    };
    Some(Spanned::new(value, auth.span))
}

/// Looks at the block's origin once, at its own place.
pub(super) fn check_origin(block: &Block, names: &Names<'_>, sink: &mut Sink) {
    let Some(text) = &block.origin else {
        return;
    };
    if !block.origin_used && !block.unreadable {
        sink.push(text.span, UrlError::OriginNoUse {});
    }
    let site = Site {
        key: "origin",
        text,
        call: None,
        reason: false,
    };
    let call = WrittenCall::new(CallKind::Token, text.span);
    if check_url(site, &call, block, names, sink).is_none() {
        names.break_origin(&text.value);
    }
}

struct Resolver<'a, 'b> {
    call: &'a WrittenCall,
    block: &'a Block,
    names: &'a Names<'b>,
}

impl Resolver<'_, '_> {
    fn site<'s>(&self, key: &'s str, text: &'s Text) -> Site<'s> {
        Site {
            key,
            text,
            call: Some(self.call.kind),
            reason: self.call.reason.is_some(),
        }
    }

    /// A URL below an origin that is wrong says nothing more.
    fn url(&self, site: Site<'_>, sink: &mut Sink) -> Option<Url> {
        if self.names.below_broken_origin(&site.text.value) {
            self.names.mark_mentioned(&site.text.value);
            return None;
        }
        check_url(site, self.call, self.block, self.names, sink)
    }

    fn urls(&self, sink: &mut Sink) -> (Option<Url>, Option<Url>) {
        // What is wrong with the resource is told at the resource.
        let mut silent = Sink::default();
        let sink = if self.call.from_resource {
            &mut silent
        } else {
            sink
        };
        let key = self.call.written();
        let key = key.as_str();
        let url = self.call.url.as_ref().and_then(|text| {
            let site = self.site(key, text);
            let url = self.url(site, sink)?;
            Some((site, url))
        });
        let fallback = self.call.fallback.as_ref().and_then(|text| {
            let site = self.site("fallback", text);
            let url = self.url(site, sink)?;
            check_optional(self.names, url.origin.iter().chain(&url.rest), site, sink);
            Some(url)
        });
        if let Some((site, url)) = &url {
            let mut parts = url.origin.iter().chain(&url.rest);
            match &self.call.fallback {
                None => check_optional(self.names, parts, *site, sink),
                Some(text) if parts.all(|part| self.names.optional(part).is_none()) => {
                    sink.push(text.span, UrlError::BadFallback {});
                }
                Some(_) => (),
            }
        }
        (url.map(|(_, url)| url), fallback)
    }

    fn rule(&self, rule: &Rule<Text>, sink: &mut Sink) -> Rule<Template> {
        let name = rule.param.value;
        // A fixed value is a wish to send the parameter.
        let sends = rule.value.is_some() && !self.call.kind.own_params().contains(&name);
        Rule {
            param: rule.param.clone(),
            name: rule.name.clone(),
            place: rule.place.clone(),
            value: rule
                .value
                .as_ref()
                .and_then(|value| self.value(name, value, sink)),
            presence: rule.presence.or(sends.then_some("Send")),
        }
    }

    fn param(&self, param: &Param<Text>, sink: &mut Sink) -> Option<Param<Template>> {
        Some(Param {
            name: param.name.clone(),
            value: self.value(&param.name.value, &param.value, sink)?,
            place: param.place,
        })
    }

    fn value(&self, key: &str, value: &Value<Text>, sink: &mut Sink) -> Option<Value<Template>> {
        Some(match value {
            Value::Text(text) => {
                let query = self.call.place() == "query";
                // What stands in the query as a parameter is in the URL all the same.
                let at = if query {
                    Position::Query
                } else {
                    Position::Param
                };
                let mut template = check_text(self.site(key, text), at, self.names, sink)?;
                template.iter_mut().for_each(crate::model::Part::make_raw);
                Value::Text(template)
            }
            Value::Number(number) => Value::Number(number.clone()),
            Value::Bool(value) => Value::Bool(*value),
            Value::Object(fields) => Value::Object(
                fields
                    .iter()
                    .filter_map(|(name, value)| {
                        Some((name.clone(), self.value(name, value, sink)?))
                    })
                    .collect(),
            ),
            Value::Array(values) => Value::Array(
                values
                    .iter()
                    .filter_map(|value| self.value(key, value, sink))
                    .collect(),
            ),
        })
    }

    fn header(&self, header: &Header<Text>, sink: &mut Sink) -> Option<Header<Template>> {
        let site = self.site(&header.name.value, &header.value);
        Some(Header {
            name: header.name.clone(),
            value: check_text(site, Position::Header, self.names, sink)?,
        })
    }
}
