//! What an answer to a token request can be, instead of tokens.

use oauth_runtime::spec::{CallKind, ClientAuth};
use oauth_runtime::wire::WireResponse;
use oauth_runtime::{Code, Error};

use super::{Case, Provoked, REFRESH, RESPONSE, builder, client, refusal, sign_in};
use crate::support::{answer, json, replying};

async fn exchange(reply: WireResponse) -> Error {
    sign_in(&client(reply), RESPONSE).await.unwrap_err()
}

fn body(text: &'static str) -> Provoked {
    Box::pin(exchange(answer(200, &[], text)))
}

fn status(status: u16) -> Provoked {
    Box::pin(exchange(answer(status, &[("retry-after", "7")], "CANARY")))
}

fn refused(error: &'static str) -> Provoked {
    Box::pin(exchange(refusal(400, error)))
}

fn redirect(to: &'static str) -> Provoked {
    Box::pin(exchange(answer(307, &[("location", to)], "")))
}

/// Signs in with this client authentication, which is refused.
fn auth(method: ClientAuth, secret: Option<&'static str>) -> Provoked {
    Box::pin(async move {
        let transport = replying(|_, _| Ok(refusal(401, "invalid_client"))).0;
        let mut builder = builder().client_auth(method).transport(transport);
        if let Some(secret) = secret {
            builder = builder.client_secret(secret);
        }
        let client = builder.build().unwrap();
        sign_in(&client, RESPONSE).await.unwrap_err()
    })
}

async fn public_client() -> Error {
    let transport = replying(|_, _| Ok(refusal(401, "invalid_client"))).0;
    let client = oauth_runtime::DynClient::builder(
        <super::Acme as oauth_runtime::Provider>::SPEC,
        &[],
        "app",
    )
    .transport(transport)
    .build()
    .unwrap();
    sign_in(&client, RESPONSE).await.unwrap_err()
}

async fn cut_off() -> Error {
    let mut reply = answer(200, &[], format!("access_token=a&refresh_token={REFRESH}"));
    reply.complete = false;
    exchange(reply).await
}

async fn one_scope() -> Error {
    let client = client(refusal(400, "invalid_scope"));
    client.client_credentials("read").await.unwrap_err()
}

/// The tokens of a client are renewed with the scopes they were asked for with.
async fn scopes_of_a_renewal() -> Error {
    let (transport, _) = replying(|number, _| {
        Ok(match number {
            0 => json(r#"{"access_token":"CANARY-a"}"#),
            _ => refusal(400, "invalid_scope"),
        })
    });
    let client = super::client_over(transport);
    let session = client.client_credentials("read write").await.unwrap();
    session.renew().await.unwrap_err()
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::HtmlAnswer, || {
        body("<!doctype html><TITLE lang=en> Sign\u{1b}[2J in \u{202e}</title><p>CANARY")
    })
    .on(CallKind::Token)
    .key("token(url)")
    .says(&[
        "titled \u{2039}Sign\\u{1b}[2J in \\u{202e}\u{203a}",
        "wrong path",
    ]),
    Case::new(Code::HtmlAnswer, || {
        body("<?xml version='1.0'?><x>CANARY</x>")
    })
    .on(CallKind::Token)
    .key("token(url)")
    .says(&["markup"]),
    Case::new(Code::WrongEndpoint, || status(404))
        .on(CallKind::Token)
        .key("token(url, method)")
        .says(&["status 404", "POST", "`token(method = get)`"]),
    Case::new(Code::WrongEndpoint, || status(405))
        .on(CallKind::Token)
        .key("token(url, method)")
        .says(&["status 405", "`token(method = get)`"]),
    Case::new(Code::WrongMediaType, || status(415))
        .on(CallKind::Token)
        .key("token(place)")
        .says(&["a form", "`token(place = json)`"]),
    Case::new(Code::WrongMediaType, || {
        body(r#"{"error":"invalid_request","error_description":"Unsupported Media-Type"}"#)
    })
    .on(CallKind::Token)
    .key("token(place)")
    .says(&["`token(place = json)`"]),
    Case::new(Code::DuplicateKey, || {
        body(r#"{"access_token":"CANARY-1","access_token":"CANARY-2"}"#)
    })
    .on(CallKind::Token)
    .says(&["the key `access_token` stands twice"]),
    Case::new(Code::MissingField, || {
        body(r#"{"data":{"authed_user":{"access_token":"CANARY"}}}"#)
    })
    .on(CallKind::Token)
    .key("token(answer(access_token))")
    .says(&["`answer(access_token = \"/data/authed_user/access_token\")`"]),
    Case::new(Code::MissingField, || body(r#"{"accessToken":"CANARY"}"#))
        .on(CallKind::Token)
        .key("token(answer(access_token))")
        .says(&["`answer(access_token = \"/accessToken\")`"]),
    Case::new(Code::MissingField, || {
        body("{\"\\u202e\\u0007\\u001b]8;;\":{\"access_token\":\"CANARY\"}}")
    })
    .on(CallKind::Token)
    .key("token(answer(access_token))")
    .says(&["`/\\u{202e}\\u{7}\\u{1b}]8;;/access_token`"]),
    Case::new(Code::MissingField, || body("[]"))
        .on(CallKind::Token)
        .key("token(answer(access_token))")
        .says(&["the answer is an array"]),
    Case::new(Code::Redirected, || {
        redirect("https://CANARY:CANARY@login.example:8443/CANARY?refresh_token=CANARY")
    })
    .on(CallKind::Token)
    .key("token(url)")
    .says(&["a redirect to `login.example:8443`", "not followed"]),
    Case::new(Code::Redirected, || redirect("//login.example/CANARY"))
        .on(CallKind::Token)
        .key("token(url)")
        .says(&["a redirect to `login.example`"]),
    Case::new(Code::Redirected, || {
        redirect("/CANARY?to=https://evil.example/")
    })
    .on(CallKind::Token)
    .key("token(url)")
    .says(&["another path of its own", "!evil"]),
    Case::new(Code::UnusableToken, || {
        body("{\"access_token\":\"CANARY\\r\\nx\"}")
    })
    .on(CallKind::Token)
    .says(&["position 6"]),
    Case::new(Code::UnreadableAnswer, || body("CANARY words"))
        .on(CallKind::Token)
        .key("token(answer(format))")
        .says(&["neither JSON nor a form"]),
    Case::new(Code::UnreadableAnswer, || {
        body("{\"access_token\":\"CANARY")
    })
    .on(CallKind::Token)
    .key("token(answer(format))")
    .says(&["not JSON (line 1"]),
    Case::new(Code::ClientAuthentication, || auth(ClientAuth::BASIC, None))
        .on(CallKind::Token)
        .key("client_auth")
        .says(&["sent as basic (form-encoded)", "`client_auth = basic(raw)`"]),
    Case::new(Code::ClientAuthentication, || {
        auth(ClientAuth::BASIC, Some("CANARYplain"))
    })
    .on(CallKind::Token)
    .key("client_auth")
    .says(&["sent as basic", "`client_auth = body`", "!raw"]),
    Case::new(Code::ClientAuthentication, || {
        auth(ClientAuth::BASIC_RAW, None)
    })
    .on(CallKind::Token)
    .key("client_auth")
    .says(&["sent as basic(raw)", "`client_auth = basic`"]),
    Case::new(Code::ClientAuthentication, || auth(ClientAuth::Body, None))
        .on(CallKind::Token)
        .key("client_auth")
        .says(&["sent as body", "`client_auth = basic`", "!raw"]),
    Case::new(Code::ClientAuthentication, || auth(ClientAuth::None, None))
        .on(CallKind::Token)
        .key("client_auth")
        .says(&["sent as none", "`client_auth = body`"]),
    Case::new(Code::ClientAuthentication, || Box::pin(public_client()))
        .on(CallKind::Token)
        .key("client_auth")
        .says(&["sent as none", "no `client_secret` is set"]),
    Case::new(Code::TokenType, || {
        body(r#"{"access_token":"CANARY","token_type":"mac"}"#)
    })
    .on(CallKind::Token)
    .key("token(answer(token_type = ignored))")
    .says(&["not a bearer token"]),
    Case::new(Code::IncompleteAnswer, || Box::pin(cut_off()))
        .on(CallKind::Token)
        .says(&["nothing of it was taken"]),
    Case::new(Code::InvalidRequest, || refused("invalid_request"))
        .on(CallKind::Token)
        .key("token(names, params, place)")
        .says(&[
            "`https://app.example/callback?tenant=7`",
            "byte for byte (see https://acme.example/docs/oauth)",
            "\\u{202e}\\u{7}",
        ]),
    Case::new(Code::InvalidRequest, || refused("redirect_uri_mismatch"))
        .on(CallKind::Token)
        .key("redirect_uri")
        .says(&["`https://app.example/callback?tenant=7`"]),
    Case::new(Code::UnauthorizedClient, || refused("unauthorized_client"))
        .on(CallKind::Token)
        .key("token")
        .says(&["registration"]),
    Case::new(Code::InvalidScope, || refused("invalid_scope"))
        .on(CallKind::Token)
        .key("scopes")
        .says(&[
            "`read write` was sent, joined by \" \"",
            "`scopes(delimiter = \",\")`",
        ]),
    Case::new(Code::InvalidScope, || Box::pin(scopes_of_a_renewal()))
        .on(CallKind::ClientCredentials)
        .key("scopes")
        .says(&["`read write` was sent"]),
    Case::new(Code::InvalidScope, || Box::pin(one_scope()))
        .on(CallKind::ClientCredentials)
        .key("scopes")
        .says(&["`read` was sent", "!delimiter"]),
    Case::new(Code::ServerError, || status(503))
        .on(CallKind::Token)
        .says(&["wait 7 s"]),
    Case::new(Code::TooManyRequests, || status(429))
        .on(CallKind::Token)
        .says(&["wait 7 s"]),
    Case::new(Code::CodeRefused, || refused("invalid_grant"))
        .on(CallKind::Token)
        .key("token, pkce")
        .says(&[
            "used before",
            "too late",
            "PKCE",
            "`https://app.example/callback?tenant=7`",
            "sign in again",
        ]),
    Case::new(Code::ProviderError, || refused("no_such_thing"))
        .on(CallKind::Token)
        .key("token(answer(error_map))")
        .says(&["(no_such_thing: "]),
    Case::new(Code::ProviderError, || {
        Box::pin(exchange(answer(418, &[], r#"{"x":"CANARY"}"#)))
    })
    .on(CallKind::Token)
    .key("token(answer(error, success, statuses))")
    .says(&["status 418"]),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
