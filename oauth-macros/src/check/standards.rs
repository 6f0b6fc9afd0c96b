//! Keys, signed messages and profiles: what contradicts them, and what they need.

use proc_macro2::Span;

use crate::diag::Sink;
use crate::errors::StandardError;
use crate::model::{
    Bearer, Block, CallKind, CheckedCall, ClientAuth, Discovery, Text, Word, WrittenCall,
};

/// Algorithms that FAPI 2.0 allows (Security Profile §5.4.1).
const FAPI_ALGS: &[&str] = &["ps256", "es256", "eddsa"];

/// Rules on the block and its calls as they are written.
pub(super) fn check_standards(block: &Block, sink: &mut Sink) {
    check_auths(block, sink);
    check_bearer(block, sink);
    check_resource(block, sink);
    check_webhook(block, sink);
    if let Some(profile) = &block.standards.profile {
        check_profile(block, profile, sink);
    }
}

/// Each client authentication that is written, with the call it is written in.
fn auths(block: &Block) -> impl Iterator<Item = (&ClientAuth<Text>, Span)> {
    let own = block
        .calls
        .iter()
        .filter_map(|call| call.client_auth.as_ref());
    let all = block.client_auth.iter().chain(own);
    all.map(|auth| (&auth.value, auth.span))
}

fn check_auths(block: &Block, sink: &mut Sink) {
    for (auth, span) in auths(block) {
        match auth {
            ClientAuth::Discovered if block.discovery() == Discovery::None => {
                sink.push(span, StandardError::NothingDiscovered {});
            }
            ClientAuth::PrivateKeyJwt { audience, .. }
            | ClientAuth::ClientSecretJwt { audience, .. } => {
                let issuer = audience.as_ref().filter(|word| word.value == "issuer");
                if let Some(word) = issuer.filter(|_| !block.has_metadata()) {
                    sink.push(word.span, StandardError::AudienceNoIssuer {});
                }
            }
            _ => (),
        }
    }
}

/// A secret beside a proof that takes its place.
pub(super) fn check_secret_beside(call: &CheckedCall, sink: &mut Sink) {
    let auth = match call.client_auth.as_ref().map(|auth| &auth.value) {
        Some(ClientAuth::PrivateKeyJwt { .. }) => "private_key_jwt",
        Some(ClientAuth::ClientSecretJwt { .. }) => "client_secret_jwt",
        Some(ClientAuth::Certificate) => "tls_client_auth",
        _ => return,
    };
    let rule = call.rule("client_secret");
    let sent = rule.filter(|rule| {
        rule.value.is_some() || rule.presence.is_some_and(|presence| presence != "Omit")
    });
    if let Some(rule) = sent {
        sink.push(rule.param.span, StandardError::SecretBeside { auth });
    }
}

/// A bound token has its own scheme (RFC 9449 §7.1).
fn check_bearer(block: &Block, sink: &mut Sink) {
    let Some(api) = block.call(CallKind::Api) else {
        return;
    };
    if block.standards.dpop.is_none() {
        return;
    }
    for bearer in &api.api.bearer {
        let bearer = match bearer {
            Bearer::Authorization(None) => continue,
            Bearer::Authorization(Some(_)) => "authorization(\"...\")",
            Bearer::Header(_) => "header",
            Bearer::Query(_) => "query",
            Bearer::Cookie(_) => "cookie",
            Bearer::Declared => "none",
        };
        sink.push(api.span, StandardError::BoundBearer { bearer });
        return;
    }
}

/// A resource is sent once.
fn check_resource(block: &Block, sink: &mut Sink) {
    if block.resource.is_none() {
        return;
    }
    let own = block.calls.iter().filter(|call| call.kind != CallKind::Api);
    for param in own.flat_map(|call: &WrittenCall| &call.params) {
        if param.name.value == "resource" {
            sink.push(param.name.span, StandardError::ResourceTwice {});
        }
    }
}

/// A webhook brings JSON of the vendor's, and no JWT.
fn check_webhook(block: &Block, sink: &mut Sink) {
    let jwt = block
        .callback
        .as_ref()
        .and_then(|callback| callback.value.jwt);
    if let Some(span) = jwt.filter(|_| block.has_webhook()) {
        sink.push(span, StandardError::JwtWebhook {});
    }
}

/// What a profile rules out.
fn check_profile(block: &Block, profile: &Word, sink: &mut Sink) {
    let mut refuse = |span, what: &str, instead| {
        let profile = profile.value;
        let what = what.to_owned();
        sink.push(
            span,
            StandardError::Profile {
                profile,
                what,
                instead,
            },
        );
    };
    if let Some(pkce) = block.pkce.as_ref().and_then(|pkce| pkce.value.as_ref())
        && pkce.word.value != "s256"
    {
        let what = format!("pkce = {}", pkce.word.value);
        refuse(pkce.word.span, &what, "remove it: PKCE is `s256`");
    }
    for (auth, span) in auths(block) {
        let what = match auth {
            ClientAuth::None => "none",
            ClientAuth::Body => "body",
            ClientAuth::Basic { .. } => "basic",
            ClientAuth::Query { .. } => "query",
            ClientAuth::Header { .. } => "header",
            ClientAuth::Authorization(_) => "authorization",
            ClientAuth::ClientSecretJwt { .. } => "client_secret_jwt",
            ClientAuth::PrivateKeyJwt { .. } | ClientAuth::Certificate | ClientAuth::Discovered => {
                continue;
            }
        };
        let what = format!("client_auth = {what}");
        refuse(span, &what, "use `private_key_jwt` or `tls_client_auth`");
    }
    for alg in algs(block) {
        if !FAPI_ALGS.contains(&alg.value) {
            refuse(alg.span, alg.value, "use `ps256`, `es256` or `eddsa`");
        }
    }
    for kind in [CallKind::Password, CallKind::CodeRequest] {
        if let Some(call) = block.call(kind) {
            refuse(
                call.span,
                kind.key(),
                "use `authorize`, where the browser shows who asks",
            );
        }
    }
    if let Some(reason) = &block.insecure_http {
        refuse(
            reason.span,
            "insecure_http",
            "remove it: every endpoint is `https`",
        );
    }
    let api = block.call(CallKind::Api);
    let query = api.filter(|api| {
        let mut bearer = api.api.bearer.iter();
        block.standards.dpop.is_none() && bearer.any(|bearer| matches!(bearer, Bearer::Query(_)))
    });
    if let Some(api) = query {
        refuse(
            api.span,
            "bearer(query)",
            "remove it: the token travels in `Authorization`",
        );
    }
    if block.has(CallKind::Authorize) && !block.has_metadata() {
        let profile_name = profile.value;
        sink.push(
            profile.span,
            StandardError::ProfileNoIssuer {
                profile: profile_name,
            },
        );
    }
}

/// Every algorithm that is written.
fn algs(block: &Block) -> impl Iterator<Item = &Word> {
    let standards = &block.standards;
    let request = standards.request_object.iter();
    let own = request.chain(&standards.dpop);
    let own = own.filter_map(|alg| alg.value.as_ref());
    let id_token = standards.id_token.iter();
    let id_token = id_token.flat_map(|id_token| &id_token.value.algs);
    let auths = auths(block).filter_map(|(auth, _)| match auth {
        ClientAuth::PrivateKeyJwt { alg, .. } => alg.as_ref(),
        _ => None,
    });
    own.chain(id_token).chain(auths)
}
