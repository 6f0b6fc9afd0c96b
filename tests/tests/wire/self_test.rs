//! The runner itself: a transcript with one thing changed must fail, and the
//! fault must say what.

use super::{PROVIDERS, names, read, root, run_text};

/// Text of a transcript, what it becomes, and what the fault then speaks of.
type Change = (&'static str, &'static str, &'static str);

/// Runs a transcript as it is, and then once with each change.
fn notices(case: &str, changes: &[Change]) -> Result<(), String> {
    let text = read(case)?;
    assert_eq!(run_text(&text), Vec::<String>::new(), "{case}");
    for (from, to, about) in changes {
        assert!(text.contains(from), "{case} does not hold {from:?}");
        let faults = run_text(&text.replacen(from, to, 1)).join("\n");
        assert!(
            faults.contains(about),
            "{from:?} as {to:?} gives {faults:?}, not {about:?}"
        );
    }
    Ok(())
}

#[test]
fn a_changed_sign_in_fails() -> Result<(), String> {
    notices(
        "moovila/moo-1-sign-in.http",
        &[
            (
                "GET /authorize-path",
                "GET /authorize",
                "browser: request line",
            ),
            ("Host: as-shown", "Host: not-shown", "browser: host"),
            ("S256 HTTP", "S256&x=1 HTTP", "browser: request line"),
            (
                "code=ac-4&state=s-4",
                "code=ac-5&state=s-4",
                "request 1: body",
            ),
            ("code=ac-4&state=s-4", "code=ac-4&state=s-5", "error.kind"),
            (
                "@callback\nhttps",
                "@callback\nfirst\nhttps",
                "not understood",
            ),
            (
                "POST /token-path",
                "PUT /token-path",
                "request 1: request line",
            ),
            (
                "Accept: application/json",
                "Accept: */*",
                "request 1: headers",
            ),
            ("Accept: application/json\n", "", "request 1: headers"),
            ("\nAccept: ", "\nX-More: 1\nAccept: ", "request 1: headers"),
            (
                "\nAccept: ",
                "\nContent-Length: 0\nAccept: ",
                "request 1: headers",
            ),
            (
                "client_secret=demo",
                "client_secret=demp",
                "request 1: body",
            ),
            ("200 OK", "500 Oh", "error.kind"),
            ("\"at-4\"", "\"at-x\"", "access_token\n"),
            ("\"rt-4\"", "\"rt-x\"", "refresh_token\n"),
            ("\"Bearer\"", "\"mac\"", "error.kind"),
            (":3600", ":3601", "expires_in"),
            ("scope = unspecified", "scope = UsersRead", "scope\n"),
            ("@expect", "@expect\nerror.kind = oauth", "error.kind"),
            ("@expect", "@expect\nerror.kind = odd", "unknown error.kind"),
            (
                "@expect",
                "@expect\nodd = 1",
                "unknown key `odd` in `@expect`",
            ),
            ("@expect", "@expect\nextra.odd = 1", "extra.odd"),
            ("@expect", "@expect\ncallback.odd = 1", "callback.odd"),
            ("call = sign_in", "call = sign", "unknown call"),
            (
                "call = sign_in",
                "call = sign_in\nodd = 1",
                "unknown key `odd` in `@given`",
            ),
            (
                "call = sign_in",
                "call = sign_in\nusername = x",
                "unknown key `username`",
            ),
            ("var.token_url", "var.token_uri", "declares no variable"),
            ("provider = moovila", "provider = moo", "unknown provider"),
            (
                "provider = moovila",
                "provider = moovila\ndeclaration = odd",
                "unknown declaration",
            ),
            ("client_id = mv-demo\n", "", "`client_id` is missing"),
            ("state = s-4\n", "", "browser: request line"),
            (
                "code_verifier = dBj",
                "code_verifier = eBj",
                "browser: request line",
            ),
        ],
    )
}

#[test]
fn a_changed_api_call_fails() -> Result<(), String> {
    notices(
        "moovila/api-renew-on-401.http",
        &[
            ("401 Unauthorized", "200 OK", "never sent: POST /token-path"),
            (
                "401 Unauthorized",
                "404 Not Found",
                "never sent: GET /PublicAPI/projects",
            ),
            (
                "refresh_token=rt-4",
                "refresh_token=rt-3",
                "request 2: body",
            ),
            ("Bearer at-4b", "Bearer at-4", "request 3: headers"),
            ("@expect", "@expect\nstatus = 201", "stands twice"),
            ("status = 200", "status = 201", "status\n"),
            ("json./0/id = 1", "json./0/id = 2", "json./0/id"),
            ("json./0/id = 1", "json./1/id = 1", "json./1/id"),
            (
                "json./0/id = 1",
                "error.retry_after = 1",
                "error.retry_after",
            ),
            ("token.refresh_token = rt-4\n", "", "error.kind"),
            (
                "api.path = projects",
                "api.path = project",
                "request 1: request line",
            ),
            (
                "api.path = projects",
                "api.path = projects\napi.query.a = 1",
                "request 1: request line",
            ),
            ("api.method = GET", "api.method = HEAD", "unknown method"),
            (
                "token.expires_in = 3600",
                "token.expires_in = 0",
                "request 1: request line",
            ),
            (
                "token.expires_in = 3600",
                "token.expires_in = soon",
                "not a number",
            ),
        ],
    )
}

#[test]
fn a_request_too_many_fails() -> Result<(), String> {
    notices(
        "valuekeep/mint-basic.http",
        &[(
            "@request",
            "@expect\nstatus = 1\n@request",
            "not in its place",
        )],
    )?;
    let text = read("moovila/api-renew-on-401.http")?;
    let (head, _) = text.split_at(text.rfind("@request").unwrap_or_default());
    let faults = run_text(&format!("{head}@expect\nerror.kind = api\n")).join("\n");
    assert!(
        faults.contains("request 3: no request was expected, got GET /PublicAPI"),
        "{faults}"
    );
    Ok(())
}

#[test]
fn changed_extras_and_rows_fail() -> Result<(), String> {
    notices(
        "accelo/web-sign-in.http",
        &[
            (
                "extra.deployment = c",
                "extra.deployment = x",
                "extra.deployment\n",
            ),
            (
                "/firstname = Test",
                "/firstname = none",
                "extra.account_details/firstname",
            ),
            (
                "extra.account_id = 9",
                "extra.account_no = 9",
                "extra.account_no",
            ),
            (
                "read(companies%2C",
                "read%28companies%2C",
                "browser: request line",
            ),
        ],
    )?;
    notices(
        "ioffice/iof-2-callback-fragment.http",
        &[
            (
                "callback.app_code = b",
                "callback.app_code = c",
                "callback.app_code",
            ),
            ("appCode=b", "appCode=c", "callback.app_code"),
            ("x-scope: email", "x-scope: emai", "request 1: headers"),
            (
                "Content-Length: 0",
                "Content-Length: 2",
                "request 1: headers",
            ),
        ],
    )?;
    notices(
        "actionstep/act-4-one-row.http",
        &[
            ("rows.actions = 1", "rows.actions = 2", "rows.actions\n"),
            (
                "rows.actions = 1",
                "rows.users = 1",
                "no reader of collections",
            ),
            (
                "pageSize=50 HTTP",
                "pageSize=51 HTTP",
                "rows.actions: request 1",
            ),
            (
                "extra.orgkey = acme",
                "extra.odd = acme",
                "keeps no field `odd`",
            ),
        ],
    )
}

/// Every line of what must be sent and of what is expected counts: with one
/// more character at its end the transcript fails.
#[test]
fn no_line_can_change_unnoticed() -> Result<(), String> {
    for provider in PROVIDERS {
        for file in names(&root().join(provider))? {
            let case = format!("{provider}/{file}");
            let text = read(&case)?;
            // One that fails already is told by the provider's own test.
            if !run_text(&text).is_empty() {
                continue;
            }
            let mut section = "";
            let mut end = 0;
            for line in text.split_inclusive('\n') {
                end += line.len();
                let bare = line.trim_end();
                match bare {
                    "@given" | "@answer" | "@callback" => section = "",
                    "@browser" | "@request" | "@expect" => section = bare,
                    "" => (),
                    _ if section == "@expect" && bare.starts_with('#') => (),
                    _ if !section.is_empty() => {
                        let (before, after) = text.split_at(end - line.len() + bare.len());
                        let faults = run_text(&format!("{before}x{after}"));
                        assert!(!faults.is_empty(), "{case}: {bare:?} does not count");
                    }
                    _ => (),
                }
            }
        }
    }
    Ok(())
}
