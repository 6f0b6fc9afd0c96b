//! The ways in which providers leave RFC 6749, and the keys that cover each.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::files::{Declaration, root};

/// Codes of the facts table by subject, each with the key that says it. An empty
/// key: no key covers it.
type Axes = &'static [(&'static str, &'static str)];

const AXES: &[(&str, Axes)] = &[
    (
        "A. Authorization request",
        &[
            ("scope_separator_comma", "`scopes(delimiter)`"),
            ("scope_separator_plus", "`scopes(delimiter, raw)`"),
            ("scope_separator_colon", "`scopes(delimiter)`"),
            ("scope_separator_semicolon", "`scopes(delimiter)`"),
            ("scope_not_encoded", "`scopes(raw)`, `scopes(literal)`"),
            ("scope_param_renamed", "`authorize(names(scope))`"),
            ("extra_scope_param", "`second_scopes`"),
            (
                "authorize_skip_empty",
                "the default; `send_empty` for the opposite",
            ),
            ("authorize_fixed_params", "`authorize(params)`"),
            (
                "authorize_templated_params",
                "`authorize(params)` with placeholders",
            ),
            ("offline_opt_in", "`authorize(params)`, `scopes(default)`"),
            ("prompt_or_forced_consent", "`authorize(params)`"),
            ("audience_or_resource", "`params` of any call"),
            ("authorize_param_renamed", "`authorize(names)`"),
            ("authorize_param_omitted", "`authorize(omit)`"),
            ("response_type_custom", "`authorize(params(response_type))`"),
            (
                "response_mode",
                "`authorize(params(response_mode))`, `callback(mode)`",
            ),
            (
                "nonce_in_authorize",
                "`nonce`, `authorize(params)` with `{uuid}`",
            ),
            ("authorize_in_hash_route", "`authorize(fragment_route)`"),
            ("client_id_in_authorize_path", "`{client_id}` in the URL"),
            (
                "user_credentials_in_authorize",
                "`vars` of kind `Secret`, with a `reason`",
            ),
            ("signed_authorize", "functions in `authorize(params)`"),
            (
                "state_unsupported",
                "`callback(state = in_redirect_uri)`, `callback(state = unsupported)`",
            ),
            ("redirect_uri_alias", "`params(redirect_uri)`"),
            (
                "install_flow",
                "`callback(mode = webhook)`, the install page as `authorize`",
            ),
        ],
    ),
    (
        "B. PKCE and callback",
        &[
            ("pkce_disabled", "`pkce = none`"),
            ("pkce_plain", "`pkce = plain`"),
            ("pkce_hex", "`pkce = s256_hex`"),
            ("callback_code_param", "`callback(code)`"),
            ("callback_state_param", "`callback(state)`"),
            ("callback_metadata", "`callback(keep)`"),
            ("callback_form_post", "`callback(mode = form_post)`"),
            ("token_url_from_callback", "`{callback.name}` in the URL"),
            ("code_via_webhook", "`callback(mode = webhook)`"),
        ],
    ),
    (
        "C. Client authentication",
        &[
            ("client_auth_basic", "`client_auth = basic`"),
            (
                "basic_userinfo_custom",
                "`client_auth = basic(...)`, `client_auth = authorization(\"...\")`",
            ),
            (
                "client_auth_custom_scheme",
                "`client_auth = authorization(\"...\")`",
            ),
            ("client_auth_query", "`client_auth = query`"),
            ("client_auth_header", "`client_auth = header`"),
            ("client_auth_none", "`client_auth = none`"),
            (
                "client_auth_credentials",
                "`vars` and `client_credentials(params)`",
            ),
            ("client_auth_private_key_jwt", "`assertion`"),
            ("client_auth_jwt_as_secret", "`assertion`"),
            ("client_auth_jwt_grant", "`assertion`"),
            ("client_auth_app_jwt", "`assertion`"),
            ("client_auth_assertion_static", "`names(client_secret)`"),
            ("client_auth_saml_assertion", "`hooks`"),
            ("client_auth_app_token", "`before`"),
            (
                "client_auth_bearer_exchange",
                "`client_auth = authorization(\"...\")`",
            ),
            (
                "client_auth_signed_request",
                "functions in `params` and `headers`",
            ),
            ("assertion_jwt", "`assertion`"),
            ("assertion_saml", "`hooks`"),
            (
                "signed_token_request",
                "functions in `params` and `headers`",
            ),
            ("mtls", "`mtls`"),
            ("refresh_client_auth_differs", "`refresh(client_auth)`"),
        ],
    ),
    (
        "D. Token request",
        &[
            ("token_method_get", "`token(method)`"),
            ("token_body_json", "`place = json`"),
            ("token_body_query", "`place = query`"),
            ("token_body_xml", "`place = xml`"),
            ("token_body_none", "`omit`"),
            (
                "token_params_split_query_body",
                "`names(... = query)`, `params(... = query(...))`",
            ),
            ("token_url_has_query", "the URL"),
            ("token_param_renamed", "`names`"),
            ("token_nested_params", "`params` with lists"),
            ("token_fixed_params", "`params`"),
            ("token_headers_extra", "`headers`"),
            ("grant_type_custom", "`params(grant_type)`"),
            ("grant_type_absent", "`omit(grant_type)`"),
            ("grant_password", "`client_credentials(params)`, `password`"),
            ("grant_refresh_only", "`client_credentials(params)`"),
            ("redirect_uri_absent", "`omit(redirect_uri)`"),
            ("scope_in_token_request", "`params(scope)`, `send(scope)`"),
            ("multi_step", "`before`, `then`"),
        ],
    ),
    (
        "E. Token response",
        &[
            ("response_nested", "paths in `answer`"),
            ("response_renamed", "paths in `answer`"),
            ("response_alternate_path", "several sources in brackets"),
            ("response_metadata", "`answer(keep)`"),
            ("response_is_bare_token", "`answer(access_token = body)`"),
            ("response_not_json", "`answer(format)`"),
            ("response_no_token_type", "the default"),
            ("response_scope_array", "the default"),
            ("response_201", "the default; `answer(statuses)` for less"),
            ("second_token", "`second_token`"),
            ("error_http_200", "`answer(success)`"),
            (
                "error_shape_custom",
                "`answer(error)`, `answer(error_map)`, `callback(denied)`",
            ),
        ],
    ),
    (
        "F. Expiry",
        &[
            ("expiry_absolute", "`answer(expires_at)`"),
            (
                "expiry_fixed",
                "`lifetimes(access_token)`, `answer(expires = fixed)`",
            ),
            ("expiry_never", "`answer(expires = never)`"),
            ("expiry_string", "the default"),
            ("expiry_text", "`answer(expires_in(\"...\", clock))`"),
            ("expiry_introspection", "`then` with `answer(expires_at)`"),
            ("expiry_unknown", "`answer(expires_at(claim(...)))`"),
            ("expiry_custom_margin", "`lifetimes(margin)`"),
        ],
    ),
    (
        "G. Refresh",
        &[
            ("refresh_url", "`refresh`"),
            ("refresh_params_differ", "`refresh(names, params)`"),
            ("refresh_headers", "`refresh(headers)`"),
            ("refresh_method_get", "`refresh(method)`"),
            ("refresh_grant_type_absent", "`refresh(omit)`"),
            (
                "refresh_with_access_token",
                "`{access_token}` in `refresh(params)`",
            ),
            (
                "refresh_by_reissue",
                "`refresh(omit(refresh_token))`, `client_credentials`",
            ),
            ("refresh_not_rotated", "`rotation = none`"),
            ("refresh_returns_no_token", "`answer(keeps_token)`"),
            ("no_refresh_token", "`refresh = none`"),
        ],
    ),
    (
        "H. Tenants and hosts",
        &[
            ("tenant_host", "`vars`"),
            ("tenant_host_in_api_only", "`vars`"),
            ("tenant_tld", "`vars`"),
            ("tenant_whole_host", "`vars(... : Host)`"),
            ("tenant_path", "`vars`"),
            ("region_enum", "`vars(... : OneOf)`"),
            ("variable_pattern", "kinds of `vars`"),
            ("variable_odd_name", "`vars(name(\"wire-name\"))`"),
            ("host_fallback", "`fallback`"),
            ("authorize_and_token_hosts_differ", "the URLs"),
            ("api_host_differs_from_token_host", "the URLs"),
            ("api_base_learned", "`{token.name}` in `api(base)`"),
            ("learn_call", "`learn`"),
        ],
    ),
    (
        "I. API calls",
        &[
            ("api_token_header_name", "`api(bearer(header))`"),
            (
                "api_token_scheme",
                "`api(bearer(authorization))`, `api(bearer(none), headers)`",
            ),
            ("api_token_query", "`api(bearer(query))`"),
            ("api_fixed_headers", "`api(headers)`"),
            ("api_client_id_header", "`api(headers)` with `{client_id}`"),
            ("api_tenant_header", "`api(headers)` with `{token.name}`"),
            ("api_fixed_query", "`api(params)`"),
            ("api_signed", "functions in `api(params, headers)`"),
            ("rate_limit_headers", "`api(rate_limit)`"),
        ],
    ),
    (
        "J. Other endpoints",
        &[
            ("revocation_known", "`revoke`"),
            ("revocation_nonstandard", "`revoke(...)`"),
            ("introspection", "`introspect`"),
            ("device_flow", "`device`"),
            (
                "device_flow_nonstandard",
                "`device(...)`, `device_token(...)`",
            ),
            ("app_installation_token", "`then`"),
            ("registration_dynamic", "`registration`"),
            ("registration_static", "the client id, at run time"),
            (
                "registration_cimd",
                "the address of the client's document, at run time",
            ),
            ("discovery", "`resource`, `issuer`"),
        ],
    ),
];

pub(super) fn write(found: &[Declaration], page: &mut String) {
    let counts = counts(found);
    page.push_str(
        "\n## Axes\n\nHow providers leave RFC 6749, by the codes of the facts table, with the \
         declared providers whose row has each, and what says it in a declaration.\n",
    );
    let mut open = Vec::new();
    for (subject, axes) in AXES {
        let _ = write!(
            page,
            "\n### {subject}\n\n| axis | providers | key |\n|---|---|---|\n"
        );
        for (code, key) in *axes {
            let count = counts.get(*code).copied().unwrap_or_default();
            let _ = writeln!(page, "| {} | {count} | {key} |", code.replace('_', " "));
            if key.is_empty() {
                open.push(format!("{} ({count})", code.replace('_', " ")));
            }
        }
    }
    let known = |code: &str| {
        AXES.iter()
            .any(|(_, axes)| axes.iter().any(|axis| axis.0 == code))
    };
    let unknown: Vec<&String> = counts.keys().filter(|code| !known(code)).collect();
    assert!(unknown.is_empty(), "codes without an axis: {unknown:?}");
    if !open.is_empty() {
        let _ = write!(page, "\nCovered by no key: {}.\n", open.join(", "));
    }
}

/// How many of the declared providers have each code in their row.
fn counts(found: &[Declaration]) -> BTreeMap<String, usize> {
    let rows = std::fs::read_to_string(root().join("facts/providers.jsonl")).unwrap();
    let mut counts = BTreeMap::new();
    for row in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let id = row["id"].as_str().unwrap();
        if !found.iter().any(|one| one.row == id) {
            continue;
        }
        for code in row["quirks"].as_array().unwrap() {
            *counts.entry(code.as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    counts
}
