//! The table itself.

use super::words::*;
use super::{Form, Key, Level};

macro_rules! keys {
    ($($level:ident { $($name:literal $form:expr, $doc:literal, $example:literal $(, or $($synonym:literal)+)?;)* })*) => {
        /// Every key, level by level.
        pub(crate) const KEYS: &[Key] = &[$($(Key {
            level: Level::$level,
            name: $name,
            form: $form,
            doc: $doc,
            example: $example,
            synonyms: &[$($($synonym),+)?],
        },)*)*];
    };
}

keys! {
    Top {
        "name" Form::Text, "The name a person reads; the struct's name if absent.", r#"name = "Acme CRM""#, or "display_name" "title" "provider_name";
        "docs" Form::Text, "The provider's own page about OAuth.", r#"docs = "https://acme.example/oauth""#, or "documentation" "docs_url" "documentation_url" "homepage";
        "checked" Form::Text, "When the declaration was last held against that page: year and month.", r#"checked = "2026-11""#, or "checked_on" "verified" "last_checked";
        "crate" Form::Path, "Path of the runtime crate, where it has another name.", "crate = ::my_oauth";
        "issuer" Form::Text, "The issuer identifier (RFC 8414 §2): `iss` of callbacks and ID tokens is compared with it, and calls without a URL find theirs in its metadata. Alone it is a whole declaration: everything that the metadata tells.", r#"issuer = "https://{tenant}.acme.example""#, or "issuer_url" "iss" "authorization_server" "discovery" "discovery_url" "metadata_url" "well_known" "openid_configuration" "server_metadata_url" "oidc";
        "resource" Form::Text, "The protected resource that tokens are for (RFC 8707 §2), sent with every request for one. It is the `api` where no other is declared, and without `issuer` its metadata (RFC 9728) tells the authorization server.", r#"resource = "https://mcp.acme.example/mcp""#, or "mcp" "mcp_server" "resource_url" "resource_indicator" "protected_resource";
        "profile" Form::Word(PROFILES), "Rules stricter than OAuth 2.0's own: `fapi2` (FAPI 2.0 Security Profile) implies `client_auth = private_key_jwt`, `dpop` unless `mtls` is declared, `par`, and `callback(iss = required)`; `fapi2_message_signing` also `request_object` and `callback(jwt)`. What contradicts them is refused.", "profile = fapi2", or "fapi" "fapi2" "security_profile" "fapi_profile";
        "origin" Form::Text, "Scheme and host of every URL that begins with `/`.", r#"origin = "https://{site}.acme.example""#, or "host" "site_url" "root_url";
        "answer" Form::List, "How the answers of all calls are read, where a call says nothing of its own.", r#"answer(error_description = "errorDescription")"#;
        "insecure_http" Form::Text, "Accept plain `http` for this provider, and why.", r#"insecure_http = "on-premises product without TLS""#, or "allow_http" "allow_insecure";
        "mtls" Form::Flag, "The provider asks for a client certificate (RFC 8705 §2), which the program gives to `client_certificate(...)` of the builder.", "mtls", or "mutual_tls" "client_certificate" "tls_client_certificate_bound_access_tokens";
        "request_object" Form::Mixed, "Authorization requests are JWTs that the client signs (RFC 9101); `alg` as the client's key if absent.", "request_object(alg = ps256)", or "jar" "signed_request" "require_signed_request_object" "request_object_signing_alg";
        "dpop" Form::Mixed, "Tokens are bound to a key of the session (RFC 9449). Default `es256`.", "dpop(alg = es256)", or "use_dpop" "dpop_bound_access_tokens" "sender_constrained";
        "id_token" Form::List, "What is asked of ID tokens, and of other JWTs that the provider signs.", "id_token(algs(es256, ps256), encrypted)", or "id_token_signed_response_alg" "id_token_signing_alg" "id_tokens";
        "nonce" Form::Flag, "Send a fresh `nonce` with the authorization request.", "nonce", or "use_nonce";
        "vars" Form::List, "Per-tenant values, each with its kind.", r#"vars(site: DnsLabel, region: OneOf("us", "eu") = Us)"#, or "connection_config" "tenant" "subdomain" "variables" "tenants";
        "client_auth" Form::Word(AUTHS), "How the client proves its identity; in a call, for that call only: `body`, `basic`, `none`, `query`, `header`, `authorization`, a JWT signed with the client's key or secret (`private_key_jwt`, `client_secret_jwt`: RFC 7523 §2.2; `alg` and the `audience` `issuer`, `token_endpoint` or `endpoint` can be given), the client certificate (`tls_client_auth`: RFC 8705 §2), or as metadata says (`discovered`). Default `body`; `discovered` for calls whose URL is in metadata.", "client_auth = private_key_jwt(alg = ps256, audience = issuer)", or "token_auth" "token_endpoint_auth_method" "token_request_auth_method" "auth_style" "auth_type" "client_authentication";
        "assertion" Form::List, "The signed JWT (RFC 7519) that `{assertion}` stands for; in a call, for that call only. `iat` and `exp` are added.", r#"assertion(alg = rs256, key = "{private_key}", claims(iss = "{client_id}", aud = "{token_url}", jti = "{uuid}"), lifetime = 5m)"#, or "jwt" "client_assertion";
        "hooks" Form::List, "Functions of your crate (`oauth_runtime::spec::HookFn`) that make what no template can: `{hook.saml}`.", "hooks(saml = crate::hooks::saml)", or "hook" "functions";
        "pkce" Form::Word(PKCES), "Proof key for code exchange (RFC 7636). Default `s256`; anything weaker needs a reason.", r#"pkce = none(reason = "the vendor rejects unknown parameters")"#, or "code_challenge_method" "use_pkce" "disable_pkce" "pkce_method";
        "scopes" Form::List, "The named scopes and how a list of them is sent.", r#"scopes(delimiter = ",", Read = "contacts.read", default(Read))"#, or "scope" "default_scopes" "default_scope" "scope_list" "permissions";
        "second_scopes" Form::List, "A second scope list in the same request, under a name of its own.", r#"second_scopes(param = "user_scope", Identity = "identity.basic")"#, or "user_scopes";
        "callback" Form::Mixed, "How the authorization response is read.", r#"callback(mode = fragment, code = "auth_code", state = if_present)"#, or "authorization_response" "redirect_response";
        "redirect" Form::Mixed, "Which redirect URIs on loopback the provider takes (RFC 8252 §7.3): `redirect = localhost`, the long form, or `redirect = refused` where it takes https alone. Default `http://127.0.0.1/callback` with any port.", "redirect(host = localhost, ports(8976, 8977), path = \"/cb\")", or "loopback" "loopback_redirect" "redirect_host" "loopback_host";
        "lifetimes" Form::List, "Lifetimes known from documents; they fill in where an answer is silent.", "lifetimes(code = 5m, access_token = 30m, refresh_token = 14d, margin = 60s)", or "lifetime" "ttl" "expiry" "expiration";
        "rotation" Form::Word(ROTATIONS), "What the provider does with a refresh token that is used: `none` it never changes, `reusable` a new one comes and the old one stays good, `single_use` the old one ends at once or after `grace`. Default: a new one replaces the old one.", "rotation = single_use(grace = 10m)", or "refresh_token_rotation" "rotate" "refresh_rotation";
        "second_token" Form::List, "Further tokens of a sign-in, each with a name, a clock, a refresh and a session of its own.", r#"second_token(user(answer(access_token = "/authed_user/access_token")))"#, or "second_tokens" "secondary_token" "user_token";
        "authorize" Form::Call, "The authorization request in the browser (RFC 6749 §4.1.1).", r#"authorize = "https://acme.example/authorize""#, or "authorize_url" "authorization_endpoint" "authorization_url" "auth_url" "auth_uri" "authorize_uri" "authorizationURL" "auth_code" "authorization_code" "authorization_uri";
        "token" Form::Call, "The token request with a code (RFC 6749 §4.1.3); other token requests start from it.", r#"token = "https://acme.example/token""#, or "token_url" "token_endpoint" "access_token_url" "token_uri" "tokenURL" "access_url" "access_token_uri";
        "refresh" Form::Call, "The refresh request (RFC 6749 §6); `refresh = none` where no refresh tokens are issued.", "refresh(omit(scope))", or "refresh_url" "refresh_token" "refresh_endpoint" "refresh_token_url" "refresh_uri";
        "client_credentials" Form::Call, "The client credentials grant (RFC 6749 §4.4).", "client_credentials", or "client_cred" "m2m" "service_account" "client_credential";
        "password" Form::Call, "The resource owner password grant (RFC 6749 §4.3), with a reason.", r#"password(reason = "the vendor has no other grant")"#, or "ropc" "resource_owner_password" "password_credentials";
        "code_request" Form::Call, "A request that trades a user's credentials for a code, without a browser.", r#"code_request = "https://acme.example/auth""#;
        "device" Form::Call, "The device authorization request (RFC 8628 §3.1).", r#"device = "https://acme.example/device""#, or "device_url" "device_authorization_endpoint" "device_auth_url" "device_code" "device_flow" "device_authorization";
        "device_token" Form::Call, "The device access token request (RFC 8628 §3.4), where it differs from `token`.", "device_token(omit(client_secret))", or "device_token_url";
        "revoke" Form::Call, "Token revocation (RFC 7009).", r#"revoke = "https://acme.example/revoke""#, or "revoke_url" "revocation_endpoint" "revocation_url" "token_revocation_url" "revocation" "revoke_endpoint";
        "introspect" Form::Call, "Token introspection (RFC 7662), or the vendor's own token information.", r#"introspect = "https://acme.example/introspect""#, or "introspect_url" "introspection_endpoint" "introspection_url" "introspection" "tokeninfo";
        "userinfo" Form::Call, "Who signed in (OpenID Connect Core §5.3).", r#"userinfo = "https://acme.example/userinfo""#, or "userinfo_url" "userinfo_endpoint" "profile_url" "user_url" "user_info";
        "api" Form::Call, "The provider's API, and how the token travels there.", r#"api = "https://acme.example/api/""#, or "api_base" "base_url" "api_url" "api_base_url" "instance_url" "api_endpoint";
        "par" Form::Call, "The pushed authorization request (RFC 9126): every one is pushed. Without this key one is pushed where metadata asks for it.", r#"par = "https://acme.example/par""#, or "pushed_authorization_request_endpoint" "pushed_authorization_request" "pushed_authorization" "par_endpoint" "par_url" "use_par" "require_pushed_authorization_requests";
        "token_exchange" Form::Call, "Token exchange (RFC 8693). It starts from `token`.", "token_exchange", or "exchange" "on_behalf_of" "impersonation";
        "jwt_bearer" Form::Call, "The JWT bearer grant (RFC 7523 §2.1). It starts from `token`.", "jwt_bearer", or "jwt_grant" "assertion_grant" "jwt_assertion";
        "saml2_bearer" Form::Call, "The SAML 2.0 bearer grant (RFC 7522 §2.1). It starts from `token`.", "saml2_bearer", or "saml_bearer" "saml_grant" "saml2_grant";
        "backchannel_authentication" Form::Call, "The backchannel authentication request (OpenID CIBA §7.1).", r#"backchannel_authentication = "https://acme.example/ciba""#, or "ciba" "backchannel_authentication_endpoint" "bc_authorize" "ciba_endpoint";
        "backchannel_token" Form::Call, "The token request with an `auth_req_id` (OpenID CIBA §10.1), where it differs from `token`.", "backchannel_token(omit(client_secret))";
        "registration" Form::Call, "Dynamic client registration (RFC 7591).", r#"registration = "https://acme.example/register""#, or "registration_endpoint" "register" "dynamic_registration" "client_registration" "registration_url" "dcr";
        "jwks" Form::Call, "The keys with which the provider signs (RFC 7517 §5): signatures of ID tokens are checked with them.", r#"jwks = "https://acme.example/jwks""#, or "jwks_uri" "jwks_url" "keys" "jwks_endpoint" "public_keys";
        "end_session" Form::Call, "The logout in the browser (OpenID Connect RP-Initiated Logout).", r#"end_session = "https://acme.example/logout""#, or "end_session_endpoint" "end_session_url" "logout" "logout_url" "sign_out" "post_logout";
        "learn" Form::List, "Calls after a sign-in or a first grant that learn a tenant's values, each under a name: with the access token as on API calls, by `get` unless another method is declared. What they keep is `{token.NAME}`, also after renewals.", r#"learn(sites(url = "https://api.acme.example/sites", answer(keep(site_id = "/0/id"))))"#, or "post_connection" "discover" "after_sign_in";
    }
    Call {
        "url" Form::Text, "Where the call goes. A call with nothing else is written `token = \"...\"`.", r#"url = "https://{site}.acme.example/token""#, or "endpoint" "uri" "href";
        "fallback" Form::Text, "The URL when an optional variable of `url` is unset.", r#"fallback = "https://acme.example/token""#, or "fallback_url";
        "method" Form::Word(METHODS), "The HTTP method. Default `post`; `get` for `authorize`, `userinfo` and `api`.", "method = get", or "http_method" "verb";
        "place" Form::Word(PLACES), "Where parameters travel. Default `form`; `query` for a `get`. In `xml` each parameter is an element, and a name that begins with `@` an attribute. In `api`, whose body is the caller's, `query` or `header`.", "place = json", or "body" "placement" "body_format" "request_format";
        "reason" Form::Text, "Why this call does what is advised against.", r#"reason = "the vendor reads the query only""#, or "because" "why";
        "names" Form::List, "Names and places of standard parameters.", r#"names(client_id = "client_key", token = header("x-token"), code = query)"#, or "rename" "renames" "name_map";
        "send" Form::List, "Standard parameters that this call does not have by default.", "send(redirect_uri, scope)", or "include";
        "send_empty" Form::List, "Standard parameters that are sent even when empty.", "send_empty(scope)";
        "omit" Form::List, "Standard parameters that are never sent; in quotes, parameters of the call it starts from that it does not take over.", r#"omit(grant_type, "context")"#, or "skip" "exclude" "without";
        "params" Form::List, "Further parameters; a standard name gets a fixed value.", r#"params(audience = "https://api.acme.example", expires_in = 3600)"#, or "extra_params" "authorization_params" "token_params" "custom_params" "parameters" "query_params" "extra";
        "headers" Form::List, "Request headers.", r#"headers("acme-version" = "2026-01-01")"#, or "header" "request_headers" "extra_headers";
        "order" Form::List, "Parameters that come first, in this order.", "order(grant_type, code, client_id)", or "param_order";
        "client_auth" Form::Word(AUTHS), "How the client proves its identity on this call.", "client_auth = basic", or "token_auth" "auth" "auth_style" "client_authentication" "token_endpoint_auth_method";
        "assertion" Form::List, "The signed JWT that `{assertion}` stands for on this call.", r#"assertion(alg = es256, key = "{private_key}", header(kid = "{key_id}"), claims(iss = "{team_id}"), lifetime = 1h)"#, or "jwt" "client_assertion";
        "accept" Form::Text, "The `Accept` header. Default `application/json`.", r#"accept = "application/vnd.api+json""#;
        "content_type" Form::Text, "The `Content-Type` header, where it is not the one of the body.", r#"content_type = "application/json""#, or "media_type" "mime";
        "empty_body" Form::Word(&["json_object"]), "The body when no parameter is placed in it.", "empty_body = json_object";
        "answer" Form::List, "How the answer is read.", r#"answer(access_token = "/data/token", expires_in = milliseconds)"#, or "response" "reply" "result";
        "before" Form::List, "Steps before a call that yields a token, each under a name; what they keep is `{NAME.value}` in later steps and in the call.", r#"before(app(url = "https://acme.example/app_token", place = json, params(app_id = "{client_id}"), answer(keep(token: Secret = "app_token"))))"#, or "pre_steps" "first";
        "then" Form::List, "Steps after a call that yields a token, each under a name, with what is known so far; tokens that a step answers count from there on, and what it keeps is also `{token.value}`. `then()` takes over none.", r#"then(session(url = "https://acme.example/login", params(access_token = "{access_token}"), answer(access_token = "sessionId")))"#, or "steps" "post_steps" "after";
    }
    Authorize {
        "fragment_route" Form::Text, "The sign-in page lives behind `#`: the query goes behind `#/oauth`.", r#"fragment_route = "/oauth""#, or "hash_route";
        "suffix_fragment" Form::Text, "A fragment that the URL must end with.", r#"suffix_fragment = "wechat_redirect""#, or "fragment" "url_suffix";
    }
    Api {
        "base" Form::Text, "Where API paths start; the short form is `api = \"...\"`.", r#"base = "https://{site}.acme.example/api/""#, or "base_url" "root";
        "path" Form::Text, "A path that the base must end with; what it already ends with is not repeated.", r#"path = "/api/rest/""#, or "base_path" "prefix";
        "trust" Form::List, "Hosts, beside the base's own, that may see the token.", r#"trust("*.acme.example")"#, or "trusted_hosts" "allow_hosts";
        "bearer" Form::List, "How the token travels: `authorization` (the default; `authorization(\"Token\")` with another scheme, `authorization(\"\")` with none), `header(\"...\")`, `query(\"...\", reason = \"...\")`, `cookie(\"...\")`, or `none`: the templates of `api` carry it. Of several the first counts, unless `bearer(...)` of the builder chooses another.", r#"bearer(header("x-access-token"), cookie("SESSION"))"#, or "token_placement" "authorization";
        "renew_on" Form::List, "Statuses on which the token is renewed and the request repeated once. Default 401.", "renew_on(401, 403)", or "refresh_on" "retry_on";
        "renew_if" Form::List, "A test on the answer that also means: renew and repeat.", r#"renew_if("/error" = "expired")"#, or "refresh_if";
        "stop_on" Form::List, "Statuses that end the session: sign in again.", "stop_on(401)";
        "lockout" Form::List, "A test on the answer that means: locked out, repeat nothing.", r#"lockout("/status" = "too_many_failed_logins")"#, or "locked_if";
        "rate_limit" Form::List, "Names of the rate-limit headers.", r#"rate_limit(limit = "x-ratelimit-limit", reset = epoch("x-ratelimit-reset"))"#, or "rate_limits" "ratelimit" "throttle";
    }
    Scopes {
        "required" Form::Flag, "A request without scopes is refused.", "required", or "mandatory";
        "delimiter" Form::Text, "What stands between two scopes. Default one space (RFC 6749 §3.3).", r#"delimiter = ",""#, or "separator" "scope_separator" "scope_delimiter" "join";
        "raw" Form::Flag, "The joined list goes into the query as it is, not percent-encoded.", "raw";
        "literal" Form::Text, "Characters that stay literal in the query.", r#"literal = "()""#;
        "nested" Form::Flag, "Delimiters inside parentheses separate nothing.", "nested";
        "default" Form::List, "The scopes that are asked for when the caller names none.", "default(Read)", or "defaults";
    }
    SecondScopes {
        "param" Form::Text, "The parameter's name.", r#"param = "user_scope""#, or "parameter";
    }
    Callback {
        "mode" Form::Word(MODES), "Where the response parameters are. Default `query`. With `webhook` no browser brings them: the provider posts JSON to the program, and `code` is a path into it.", "mode = fragment", or "response_mode";
        "code" Form::Text, "Name of the `code` parameter; of a webhook its path.", r#"code = "auth_code""#;
        "state" Form::Mixed, "Name of the `state` parameter, what is asked of it (`if_present`, `unsupported`, or `in_redirect_uri`: it travels in the query of the redirect URI), or both.", r#"state("customField", if_present)"#;
        "error" Form::Text, "Name of the `error` parameter.", r#"error = "error_code""#;
        "error_description" Form::Text, "Name of the `error_description` parameter.", r#"error_description = "message""#;
        "iss" Form::Word(&["required"]), "`iss` (RFC 9207) must be there; needs `issuer`.", "iss = required";
        "jwt" Form::Flag, "The response is one signed JWT (JWT Secured Authorization Response Mode), in the place that `mode` tells; needs `issuer`.", "jwt", or "jarm" "signed" "response_jwt";
        "pin" Form::Flag, "The provider can also show a PIN, and then needs no redirect URI.", "pin", or "oob" "out_of_band";
        "keep" Form::List, "Values kept beside the code.", r#"keep(location: Origin("*.acme.example") = "location")"#;
        "denied" Form::List, "Values of `error` that mean the user refused, beside `access_denied`.", r#"denied("user_cancelled_login")"#;
    }
    Redirect {
        "host" Form::Word(LOOPBACKS), "How loopback is written: `127.0.0.1`, `[::1]` or `localhost`. Default `ipv4` (RFC 8252 §8.3).", "host = localhost", or "hostname" "address" "loopback";
        "ports" Form::List, "The ports that can be registered, in the order in which they are tried. Default: any port.", "ports(8976, 8977)", or "port";
        "path" Form::Text, "The path. Default `/callback`.", r#"path = "/cb""#, or "route";
    }
    Lifetimes {
        "code" Form::Duration, "From the authorization response to the exchange.", "code = 5m", or "authorization_code" "auth_code";
        "access_token" Form::Duration, "Of an access token.", "access_token = 30m", or "access" "token";
        "refresh_token" Form::Duration, "Of a refresh token.", "refresh_token = 14d", or "refresh";
        "margin" Form::Duration, "How long before its end an access token is renewed. Default: 300 s, or a quarter of the lifetime where that is less.", "margin = 60s", or "leeway" "skew";
    }
    Answer {
        "format" Form::Word(FORMATS), "The body's format. Default: JSON or form, by content. `xml` needs the feature `xml` of `oauth-runtime`; elements are found by their local names, from the root: `\"/response/token\"`.", "format = form";
        "statuses" Form::List, "Statuses that mean success. Default: any 2xx.", "statuses(200, 201)", or "status" "success_codes";
        "success" Form::List, "A test on the body that must hold for success.", r#"success("/ok" = true)"#, or "success_if" "ok";
        "access_token" Form::Source, "Where the access token is.", r#"access_token = "/data/access_token""#;
        "refresh_token" Form::Source, "Where the refresh token is.", r#"refresh_token = "refreshToken""#;
        "token_type" Form::Mixed, "Where `token_type` is, or what is asked of it.", "token_type = ignored";
        "scope" Form::Source, "Where the granted scopes are.", r#"scope = "scopes""#;
        "id_token" Form::Source, "Where the ID token is.", r#"id_token = "/id""#;
        "error" Form::Source, "Where the error's code is.", r#"error = ["/meta/status", "/status"]"#;
        "error_description" Form::Source, "Where the error's text is.", r#"error_description = "errorDescription""#, or "error_message";
        "error_uri" Form::Source, "Where the error's page is.", r#"error_uri = "/more""#;
        "code" Form::Source, "Where the code of a `code_request` is.", r#"code = "/data/code""#;
        "active" Form::Source, "Where introspection says that a token is active.", r#"active = "valid""#;
        "device_code" Form::Source, "Where the device code is.", r#"device_code = "/device""#;
        "user_code" Form::Source, "Where the user code is.", r#"user_code = "/user""#;
        "verification_uri" Form::Source, "Where the address for the user is.", r#"verification_uri = "verification_url""#;
        "verification_uri_complete" Form::Source, "Where the address with the code in it is.", r#"verification_uri_complete = "/link""#;
        "interval" Form::Source, "Where the polling interval is.", r#"interval = "/poll""#;
        "expires_in" Form::Mixed, "Where the access token's lifetime is, and its unit: `seconds` (the default), `milliseconds`, or `clock` for text such as `24h`, `90s`, `HH:MM:SS` or `D:HH:MM:SS`.", r#"expires_in("expires", milliseconds, zero_is_never)"#, or "expires_in_unit" "token_expires_in_ms";
        "expires_at" Form::Mixed, "Where the end of the access token is, and its form: `iso8601` (the default), `epoch_seconds`, `epoch_milliseconds`.", r#"expires_at("/expires", epoch_milliseconds)"#;
        "refresh_token_expires_in" Form::Source, "Where the refresh token's lifetime is.", r#"refresh_token_expires_in = "x_refresh_token_expires_in""#, or "refresh_expires_in";
        "expires" Form::Word(&["fixed", "never"]), "The access token always lives as declared in `lifetimes`, or for ever.", "expires = fixed";
        "scope_delimiter" Form::Text, "What separates granted scopes, where it is not as in the request.", r#"scope_delimiter = ",""#;
        "keep" Form::List, "Fields kept beside the standard ones, each with its kind.", r#"keep(orgkey, api_endpoint: Url("*.acme.example"), details: Json)"#, or "extras" "extra_fields";
        "require" Form::List, "Kept fields without which an answer is refused.", "require(api_endpoint)";
        "keeps_token" Form::Flag, "A refresh answers no access token: the one that was used lives on, with a new lifetime.", "keeps_token";
        "error_map" Form::List, "The vendor's error values, as text, and the RFC codes they mean: `invalid_grant` on a refresh is what ends a session.", r#"error_map("token_inactive" = invalid_grant)"#, or "errors" "map_errors";
    }
    SecondToken {
        "by_refresh" Form::Flag, "It does not stand in the answer beside the first: it is obtained by its own `refresh`, with the refresh token of the first.", "by_refresh";
        "answer" Form::List, "Where it stands in the answer beside the first. What is not named here does not belong to it; tests, errors and kept values are as in `token`.", r#"answer(access_token = "/authed_user/access_token")"#;
        "refresh" Form::Call, "Its refresh request. It starts from the `refresh` of the first; `refresh = none` where it has none.", "refresh(params(scope = \"https://{token.tenant}.acme.example/.default\"))";
        "api" Form::Call, "The API that takes it, in place of the block's.", r#"api = "https://acme.example/api/""#;
        "lifetimes" Form::List, "Its lifetimes, in place of the block's.", "lifetimes(access_token = 12h)";
    }
    RateLimit {
        "limit" Form::Text, "Header that tells how many requests the window allows.", r#"limit = "x-ratelimit-limit""#;
        "remaining" Form::Text, "Header that tells how many are left.", r#"remaining = "x-ratelimit-remaining""#;
        "reset" Form::Word(&["epoch", "delay", "iso8601"]), "Header that tells when the window ends, and its form.", r#"reset = epoch("x-ratelimit-reset")"#;
    }
    Assertion {
        "alg" Form::Word(ALGS), "How it is signed (RFC 7518 §3.1).", "alg = rs256", or "algorithm";
        "key" Form::Text, "The private key: PEM or a JWK; for `hs256` the secret.", r#"key = "{private_key}""#, or "private_key" "secret";
        "header" Form::List, "Members of the header beside `alg`.", r#"header(kid = "{key_id}", typ = "JWT")"#, or "headers";
        "claims" Form::List, "Claims beside `iat` and `exp`.", r#"claims(iss = "{client_id}", sub = "{client_id}", aud = "{token_url}")"#, or "payload" "claim";
        "lifetime" Form::Duration, "From `iat` to `exp`. Default 5m.", "lifetime = 5m", or "expires_in" "ttl" "exp";
    }
    RequestObject {
        "alg" Form::Word(ASYMMETRIC), "How it is signed (RFC 7518 §3.1).", "alg = ps256", or "algorithm" "signing_alg";
    }
    Dpop {
        "alg" Form::Word(ASYMMETRIC), "How proofs are signed (RFC 7518 §3.1).", "alg = es256", or "algorithm" "signing_alg";
    }
    IdToken {
        "algs" Form::List, "The algorithms that are accepted. Default: every one with a public key.", "algs(es256, ps256)", or "alg" "algorithms" "signing_algs";
        "encrypted" Form::Flag, "It must be encrypted to the client's key (OpenID Connect Core §10.2).", "encrypted", or "encryption" "jwe";
    }
    Step {
        "bearer" Form::Flag, "The access token known so far travels as on API calls.", "bearer";
        "optional" Form::Flag, "When it fails, what is known so far stays as it is.", "optional", or "may_fail";
    }
    Learn {
        "each" Form::Source, "Where the list stands among whose items the program chooses; what is kept stands in the items. One item is taken unasked.", r#"each = "/data/sites""#, or "items" "list";
    }
}
