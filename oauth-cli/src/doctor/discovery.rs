//! The server's metadata (RFC 8414, OpenID Connect Discovery) against the declaration.

use oauth_runtime::spec::{CallKind, ClientAuth, Grants, IssPolicy, Pkce, ProviderSpec};
use serde_json::Value;

use super::finding::Finding;
use super::target::Target;
use crate::metadata::{Web, addresses, split};

const ID: &str = "discovery";

/// Finds the metadata and compares.
pub(super) async fn look(web: &Web, target: &Target) -> Vec<Finding> {
    let declared = target.declared();
    let issuer = target
        .value("issuer")
        .or_else(|| target.spec.fixed_issuer().map(str::to_owned));
    let start = match (&issuer, declared.first()) {
        (Some(issuer), _) => issuer.clone(),
        (None, Some((_, url))) => split(url).0.to_owned(),
        (None, None) => {
            return vec![Finding::skip(
                ID,
                "no address is known before the settings are complete",
            )];
        }
    };
    let start = match &target.against {
        Some(against) => format!("{against}{}", split(&start).1),
        None => start,
    };
    for address in addresses(&start) {
        let answer = match web.get(&address, Web::LIMITS).await {
            Ok(answer) if answer.status == 200 => answer,
            Ok(_) => continue,
            Err(error) => return vec![Finding::skip(ID, format!("{}: {error}", split(&start).0))],
        };
        if let Ok(document @ Value::Object(_)) = serde_json::from_slice(&answer.body) {
            return compare(target.spec, &declared, issuer.as_deref(), &document);
        }
    }
    vec![match issuer {
        _ if target.against.is_some() => Finding::skip(ID, "the stand-in shows no metadata"),
        Some(issuer) => Finding::warn(ID, format!("the issuer `{issuer}` shows no metadata"))
            .fix("check `issuer`; without metadata it is only compared with `iss` of the callback"),
        None => Finding::skip(
            ID,
            "the server shows no metadata, and the declaration names no issuer",
        ),
    }]
}

/// What the metadata says otherwise than the declaration.
fn compare(
    spec: &ProviderSpec,
    declared: &[(CallKind, String)],
    issuer: Option<&str>,
    document: &Value,
) -> Vec<Finding> {
    let text = |name: &str| document.get(name).and_then(Value::as_str);
    let list = |name: &str| -> Option<Vec<&str>> {
        let values = document.get(name)?.as_array()?;
        Some(values.iter().filter_map(Value::as_str).collect())
    };
    // Whoever answers for another issuer has no say here (RFC 8414 §3.3).
    if let (Some(issuer), Some(theirs)) = (issuer, text("issuer"))
        && issuer != theirs
    {
        return vec![
            Finding::fail(ID, format!("the metadata is of the issuer `{theirs}`, the declaration says `{issuer}`"))
                .fix(format!("write `issuer = \"{theirs}\"` if that is the provider; otherwise trust nothing of it")),
        ];
    }
    let mut findings = endpoints(spec, declared, &text);
    findings.extend(pkce(spec, list("code_challenge_methods_supported")));
    let iss = document
        .get("authorization_response_iss_parameter_supported")
        .and_then(Value::as_bool);
    if iss == Some(true) && spec.callback.iss != IssPolicy::Required && browser(spec) {
        findings.push(
            Finding::warn(ID, "the server sends `iss` with each callback, and the declaration does not ask for it")
                .fix("write `callback(iss = required)`: it keeps callbacks of other servers out (RFC 9207)"),
        );
    }
    findings.extend(grants(spec, list("grant_types_supported")));
    findings.extend(client_auth(
        spec,
        list("token_endpoint_auth_methods_supported"),
    ));
    findings.extend(scopes(spec, list("scopes_supported")));
    if findings.is_empty() {
        findings.push(Finding::pass(
            ID,
            "the declaration agrees with the server's metadata",
        ));
    }
    findings
}

fn browser(spec: &ProviderSpec) -> bool {
    spec.grants.contains(Grants::AUTHORIZATION_CODE)
}

fn endpoints<'d>(
    spec: &ProviderSpec,
    declared: &[(CallKind, String)],
    text: &impl Fn(&str) -> Option<&'d str>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (kind, name) in [
        (CallKind::Authorize, "authorization_endpoint"),
        (CallKind::Token, "token_endpoint"),
        (CallKind::Revoke, "revocation_endpoint"),
        (CallKind::Introspect, "introspection_endpoint"),
        (CallKind::UserInfo, "userinfo_endpoint"),
        (CallKind::Device, "device_authorization_endpoint"),
    ] {
        let Some(theirs) = text(name) else { continue };
        let theirs = theirs.split(['?', '#']).next().unwrap_or_default();
        let key = kind.key();
        let own = declared.iter().find(|(own, _)| *own == kind);
        match own {
            Some((_, own)) if own == theirs => (),
            Some((_, own)) => findings.push(
                Finding::warn(
                    ID,
                    format!("`{key}` is `{own}`, and the metadata says `{theirs}`"),
                )
                .fix(format!(
                    "ask the vendor which one lasts, and write `{key} = \"{theirs}\"` if it is that"
                )),
            ),
            None if spec.call(kind).is_none() && kind != CallKind::Authorize => {
                findings.push(Finding::pass(
                    ID,
                    format!(
                        "the server also has a {}: `{key} = \"{theirs}\"` declares it",
                        name.replace('_', " ")
                    ),
                ))
            }
            None => (),
        }
    }
    findings
}

/// A server that ignores the challenge looks the same to a client, so its own word counts (RFC 9700 §2.1.1).
fn pkce(spec: &ProviderSpec, methods: Option<Vec<&str>>) -> Option<Finding> {
    let methods = methods.filter(|_| browser(spec))?;
    let strong = methods.contains(&"S256");
    match spec.pkce {
        Pkce::S256 | Pkce::S256Hex if !strong => Some(
            Finding::fail(
                ID,
                format!("the server does not offer PKCE with S256, only [{}]: it may not check the verifier", methods.join(", ")),
            )
            .fix("ask the vendor; only with a reason write `pkce = plain(reason = \"...\")`"),
        ),
        Pkce::None | Pkce::Plain if strong => Some(
            Finding::warn(ID, "the server offers PKCE with S256, and the declaration goes without it")
                .fix("take `pkce` out of the declaration: S256 is the default"),
        ),
        _ => None,
    }
}

fn grants(spec: &ProviderSpec, listed: Option<Vec<&str>>) -> Option<Finding> {
    let listed = listed?;
    let missing: Vec<&str> = [
        (Grants::AUTHORIZATION_CODE, "authorization_code"),
        (Grants::CLIENT_CREDENTIALS, "client_credentials"),
        (Grants::PASSWORD, "password"),
        (
            Grants::DEVICE_CODE,
            "urn:ietf:params:oauth:grant-type:device_code",
        ),
    ]
    .into_iter()
    .filter(|(grant, name)| spec.grants.contains(*grant) && !listed.contains(name))
    .map(|(_, name)| name)
    .collect();
    (!missing.is_empty()).then(|| {
        Finding::warn(
            ID,
            format!(
                "declared, and not among the grants of the metadata: {}",
                missing.join(", ")
            ),
        )
        .fix("see whether the vendor ended that grant")
    })
}

fn client_auth(spec: &ProviderSpec, methods: Option<Vec<&str>>) -> Option<Finding> {
    let call = spec
        .call(CallKind::Token)
        .or_else(|| spec.call(CallKind::ClientCredentials))?;
    let (own, written) = match call.client_auth {
        ClientAuth::Body => ("client_secret_post", "body"),
        ClientAuth::Basic(_) => ("client_secret_basic", "basic"),
        ClientAuth::None => ("none", "none"),
        _ => return None,
    };
    // Without the list this one is meant (RFC 8414 §2), but many leave it out carelessly.
    let methods = methods.filter(|methods| !methods.is_empty() && !methods.contains(&own))?;
    let better = [
        ("client_secret_basic", "basic"),
        ("client_secret_post", "body"),
        ("none", "none"),
    ]
    .into_iter()
    .find(|(method, _)| methods.contains(method));
    let finding = Finding::warn(
        ID,
        format!(
            "`client_auth` is `{written}`, and the metadata lists [{}]",
            methods.join(", ")
        ),
    );
    Some(match better {
        Some((_, better)) => finding.fix(format!(
            "write `client_auth = {better}` if calls fail with `invalid_client`"
        )),
        None => finding.fix("ask the vendor for a secret: a declaration knows none of these"),
    })
}

fn scopes(spec: &ProviderSpec, listed: Option<Vec<&str>>) -> Option<Finding> {
    let listed = listed.filter(|listed| !listed.is_empty())?;
    let unknown: Vec<&str> = spec
        .scopes
        .names
        .iter()
        .map(|scope| scope.value)
        .filter(|scope| !scope.contains("{}") && !listed.contains(scope))
        .take(5)
        .collect();
    // The list need not be complete (RFC 8414 §2).
    (!unknown.is_empty()).then(|| {
        Finding::pass(
            ID,
            format!(
                "scopes that the metadata does not list, which it need not: {}",
                unknown.join(", ")
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::finding::Outcome;
    use super::*;
    use oauth_runtime::{Provider as _, oauth_provider};
    use serde_json::json;

    /// A provider to compare with.
    #[oauth_provider(
        issuer = "https://acme.example",
        authorize = "https://acme.example/authorize",
        token = "https://acme.example/token",
        scopes(Read = "read")
    )]
    struct Acme;

    /// One that goes without PKCE.
    #[oauth_provider(
        authorize = "https://acme.example/authorize",
        token = "https://acme.example/token",
        pkce = none(reason = "a server of a test"),
        client_credentials,
    )]
    struct Weak;

    fn declared() -> Vec<(CallKind, String)> {
        vec![
            (CallKind::Authorize, "https://acme.example/authorize".into()),
            (CallKind::Token, "https://acme.example/token".into()),
        ]
    }

    fn found(spec: &ProviderSpec, document: Value) -> Vec<(Outcome, String)> {
        compare(spec, &declared(), spec.fixed_issuer(), &document)
            .into_iter()
            .map(|finding| {
                (
                    finding.outcome,
                    format!("{} {}", finding.text, finding.fix.unwrap_or_default()),
                )
            })
            .collect()
    }

    #[track_caller]
    fn only(spec: &ProviderSpec, document: Value, outcome: Outcome, part: &str) {
        let all = found(spec, document);
        let [(found, text)] = &all[..] else {
            panic!("{all:?}");
        };
        assert_eq!(*found, outcome, "{text}");
        assert!(text.contains(part), "{text}");
    }

    #[test]
    fn agreement_passes() {
        only(
            Acme::SPEC,
            json!({
                "issuer": "https://acme.example",
                "authorization_endpoint": "https://acme.example/authorize",
                "token_endpoint": "https://acme.example/token",
                "grant_types_supported": ["authorization_code"],
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
                "code_challenge_methods_supported": ["S256"],
            }),
            Outcome::Pass,
            "agrees",
        );
    }

    #[test]
    fn pkce_without_s256_fails_unless_it_is_declared() {
        let plain = json!({ "code_challenge_methods_supported": ["plain"] });
        only(Acme::SPEC, plain.clone(), Outcome::Fail, "S256");
        only(
            Acme::SPEC,
            json!({ "code_challenge_methods_supported": [] }),
            Outcome::Fail,
            "S256",
        );
        only(Weak::SPEC, plain, Outcome::Pass, "agrees");
        let strong = json!({ "code_challenge_methods_supported": ["plain", "S256"] });
        only(Weak::SPEC, strong, Outcome::Warn, "take `pkce` out");
    }

    #[test]
    fn each_difference_names_the_key_to_change() {
        for (document, part) in [
            (
                json!({ "token_endpoint": "https://acme.example/v2/token" }),
                "`token = \"https://acme.example/v2/token\"`",
            ),
            (
                json!({ "authorization_response_iss_parameter_supported": true }),
                "callback(iss = required)",
            ),
            (
                json!({ "grant_types_supported": ["client_credentials"] }),
                "authorization_code",
            ),
            (
                json!({ "token_endpoint_auth_methods_supported": ["client_secret_basic"] }),
                "client_auth = basic",
            ),
        ] {
            only(Acme::SPEC, document, Outcome::Warn, part);
        }
        only(
            Acme::SPEC,
            json!({ "revocation_endpoint": "https://acme.example/revoke" }),
            Outcome::Pass,
            "revoke = ",
        );
        only(
            Acme::SPEC,
            json!({ "scopes_supported": ["other"] }),
            Outcome::Pass,
            "read",
        );
    }

    #[test]
    fn metadata_of_another_issuer_has_no_say() {
        only(
            Acme::SPEC,
            json!({ "issuer": "https://evil.example", "token_endpoint": "https://evil.example/token" }),
            Outcome::Fail,
            "https://evil.example",
        );
    }
}
