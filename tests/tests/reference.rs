//! The reference page is made from the key table of the macro, the index of the
//! error codes from their pages.
//!
//! `UPDATE_GENERATED=1` writes them anew; otherwise they are compared.

mod errors;

use std::path::Path;

#[allow(
    dead_code,
    unused_imports,
    reason = "the macro reads more of the table than the page shows"
)]
#[path = "../../oauth-macros/src/keys/mod.rs"]
mod keys;

use keys::{Form, KEYS, Level};

const HEAD: &str = "\
# Reference of the declaration language

<!-- Made from oauth-macros/src/keys by the test `reference`. Do not edit. -->

`#[oauth_provider(...)]` stands on a unit struct and takes entries of three forms:
`key = value`, `key(...)`, and the bare word. What is not declared is as the RFCs
have it. The forms in the tables:

| form | written |
|---|---|
| flag | the word alone |
| string | `key = \"...\"` |
| word | `key = word`, some with arguments: `key = word(...)` |
| duration | `key = 30m`; the units are `ms`, `s`, `m`, `h`, `d` |
| list | `key(...)` |
| call | `key = \"https://...\"`, `key(...)`, for some the word alone |
| path | `key = ::path` |
| source | `key = \"field\"`, `\"/path/0/it\"`, `body`, `cookie(\"...\")`, `header(\"...\")`, `claim(access_token, \"/sub\")`, or several in brackets, tried in order |
| mixed | as the example shows |
";

const TAIL: &str = "
## Kinds of variables and kept values

| kind | a value is | may stand in |
|---|---|---|
| `DnsLabel` | one label of a host name | host, path, query, header |
| `Host`, `Host(\"*.acme.example\")` | a host name, of the given ones | host, path, query, header |
| `Origin`, `Url`, with patterns or without | `https`, host and port; a whole URL | the start of a URL |
| `PathSegment`, `Uuid`, `Text` | one segment, encoded | path, query, header |
| `Path` | several segments | path, query, header |
| `OneOf(Live = \"api\", Test = \"sandbox\")` | one of a list | anywhere its values fit |
| `OneOf(Us(login = \"a\", api = \"b\"), Eu(login = \"c\", api = \"d\"))` | one of a list, with several values that change together: `{region.login}`, `{region.api}` | anywhere its values fit |
| `Secret` | free text, never printed | header, body; in a URL with a `reason` |
| `Json`, `Json<T>` | any JSON (kept values only) | nowhere |

`Option<...>` makes a variable optional, `= \"...\"` gives it a default. A kept value
that names a host needs patterns.

## Placeholders

`{site}` is a variable, `{env.login}` a named value of a `OneOf`, `{token.orgkey}` a
value kept from the token answer, `{callback.location}` one kept from the callback.
`{client_id}`, `{redirect_uri}`, `{scope}`, `{access_token}` and `{refresh_token}` are
values of the request; `{client_secret}` stands in headers only. `{{` and `}}` are braces.

`{code}`, `{state}`, `{redirect_host}`, `{token_url}`, `{uuid}`, `{now}`, `{now_ms}`,
`{path}`, `{body}` and `{assertion}` are values of the request too, unless a variable has
the name; `{hook.saml}` is made by a hook. An expression joins names, texts in single
quotes and functions by `+`: `{base64(client_id + ':' + client_secret)}`. The functions:

| function | its value |
|---|---|
| `base64(text)`, `base64url(text)` | RFC 4648 §4, and §5 without padding |
| `sha256_hex(text)`, `md5_hex(text)` | a digest, lower case |
| `hmac_sha256_hex(key, text)`, `hmac_sha256_base64(key, text)` | RFC 2104 |
| `rsa_sha256(key, text)` | RSASSA-PKCS1-v1_5 in Base64 |
| `slice(text, from, to)` | characters, counted from 0, without the one at `to` |
| `upper(text)`, `json(text)` | ASCII letters in upper case; a JSON string in quotes |
| `sorted_params(between, after, names...)` | parameters of query and form, decoded, sorted by name; the named ones are left out |
| `now('YYYY-MM-DDTHH:mm:ss', 7d)` | the time in UTC, moved by an offset in `s`, `m`, `h` or `d`; both can be left out |

## Metadata

With `issuer`, or with `resource` alone, a call without a URL takes it from metadata:
`authorize`, `token`, `device`, `backchannel_authentication`, `par`, `revoke`, `introspect`,
`userinfo`, `registration`, `jwks` and `end_session`, as the bare word or in the long form.
Where no way to a token is declared, all of them and the grants `client_credentials`,
`token_exchange` and `jwt_bearer` are there. A call that needs `token` brings it.

## Inheritance

`refresh`, `client_credentials`, `password`, `device_token`, `token_exchange`, `jwt_bearer`,
`saml2_bearer` and `backchannel_token` start from `token` and state only what differs; without `token`, `refresh` starts from `client_credentials` or
`password`. Names, parameters and headers merge by name, `answer(...)` key by key; `place`, `send`,
`omit`, `order` and `client_auth` are taken over too, and a key of the call's own replaces them.
";

fn title(level: Level) -> &'static str {
    match level {
        Level::Top => "The block",
        Level::Call => "Every call",
        Level::Authorize => "`authorize(...)` only",
        Level::Api => "`api(...)` only",
        Level::Scopes => "`scopes(...)` and `second_scopes(...)`",
        Level::SecondScopes => "`second_scopes(...)` only",
        Level::Callback => "`callback(...)`",
        Level::Redirect => "`redirect(...)`",
        Level::Lifetimes => "`lifetimes(...)`",
        Level::Answer => "`answer(...)` of a call",
        Level::RateLimit => "`rate_limit(...)` of `api`",
        Level::Step => "A step in `before(...)` or `then(...)`",
        Level::Learn => "A call in `learn(...)`",
        Level::Assertion => "`assertion(...)`",
        Level::SecondToken => "A token of `second_token(...)`",
        Level::RequestObject => "`request_object(...)`",
        Level::Dpop => "`dpop(...)`",
        Level::IdToken => "`id_token(...)`",
    }
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    for level in Level::ALL {
        page.push_str(&format!("\n## {}\n\n", title(*level)));
        page.push_str("| key | form | what it says | example |\n|---|---|---|---|\n");
        for key in KEYS.iter().filter(|key| key.level == *level) {
            let words = match key.form {
                Form::Word(words) => format!(" One of {}.", ticked(words)),
                _ => String::new(),
            };
            page.push_str(&format!(
                "| `{}` | {} | {}{words} | `{}` |\n",
                key.name,
                key.form.written(),
                key.doc.replace('|', "\\|"),
                key.example.replace('|', "\\|"),
            ));
        }
        if *level == Level::Scopes {
            page.push_str("\nEvery other entry is a scope: `Read = \"contacts.read\"`, `UsersRead` for a scope whose text is its name, `WriteAll(\"write(all)\", implies(ReadAll))`, and `Read = \"read({})\"` for a scope with arguments.\n");
        }
    }
    page.push_str(TAIL);
    page
}

fn ticked(words: &[&str]) -> String {
    let ticked: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    ticked.join(", ")
}

#[test]
fn the_page_and_the_table_agree() {
    let page = page();
    made(&[
        ("docs/reference.md", page.as_str()),
        // The documentation of the attribute has a title of its own.
        ("oauth-macros/src/reference.md", body(&page)),
    ]);
}

/// Writes files anew, or compares them.
fn made(files: &[(&str, &str)]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (path, made) in files {
        let file = root.join(path);
        if std::env::var_os("UPDATE_GENERATED").is_some() {
            std::fs::write(&file, made).unwrap();
        }
        let recorded = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            *made == recorded,
            "{path} is not what it is made from: run with UPDATE_GENERATED=1"
        );
    }
}

/// The page from its first table on.
fn body(page: &str) -> &str {
    page.find("| form |").map_or("", |at| page.split_at(at).1)
}

#[test]
fn every_key_is_documented_with_an_example_that_names_it() {
    for key in KEYS {
        assert!(key.doc.ends_with('.'), "{}", key.name);
        assert!(key.example.starts_with(key.name), "{}", key.name);
        let same = KEYS.iter().filter(|other| {
            other.name == key.name && (other.level.takes(key.level) || key.level.takes(other.level))
        });
        assert_eq!(same.count(), 1, "{} stands twice where it counts", key.name);
    }
}
