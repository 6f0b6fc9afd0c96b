use http::{HeaderMap, HeaderValue, header};

use super::{Challenge, LONGEST, MOST};

fn read(lines: &[&str]) -> Vec<Challenge> {
    let mut headers = HeaderMap::new();
    for line in lines {
        let value = HeaderValue::from_bytes(line.as_bytes()).unwrap();
        headers.append(header::WWW_AUTHENTICATE, value);
    }
    Challenge::read(&headers)
}

/// Each challenge as `scheme`, its `token68`, and its parameters.
fn shown(lines: &[&str]) -> Vec<String> {
    let challenges = read(lines);
    let shown = challenges.iter().map(|challenge| {
        let mut text = challenge.scheme().to_owned();
        if let Some(token68) = challenge.token68() {
            text.push_str(&format!(" <{token68}>"));
        }
        for (name, value) in &challenge.params {
            text.push_str(&format!(" {name}={value};"));
        }
        text
    });
    shown.collect()
}

#[test]
fn the_examples_of_the_rfcs() {
    // RFC 9110 §11.6.1.
    let line = r#"Basic realm="simple", Newauth realm="apps", type=1, title="Login to \"apps\"""#;
    let expected = [
        "Basic realm=simple;",
        r#"Newauth realm=apps; type=1; title=Login to "apps";"#,
    ];
    assert_eq!(shown(&[line]), expected);
    // RFC 6750 §3.
    let line = r#"Bearer realm="example", error="invalid_token", error_description="The access token expired""#;
    let challenge = &read(&[line])[0];
    assert!(challenge.is("bearer"));
    assert_eq!(challenge.param("error"), Some("invalid_token"));
    let description = challenge.param("error_description");
    assert_eq!(description, Some("The access token expired"));
    // RFC 9728 §5.1.
    let line = r#"Bearer resource_metadata="https://resource.example.com/.well-known/oauth-protected-resource""#;
    assert_eq!(
        read(&[line])[0].param("resource_metadata"),
        Some("https://resource.example.com/.well-known/oauth-protected-resource")
    );
    // RFC 9449 §7.1.
    let line = r#"DPoP error="invalid_token", algs="ES256 PS256""#;
    assert_eq!(read(&[line])[0].param("algs"), Some("ES256 PS256"));
}

#[test]
fn what_servers_send_is_read() {
    let cases: [(&[&str], &[&str]); 14] = [
        (&["Bearer"], &["Bearer"]),
        (
            &["Negotiate, Basic realm=x"],
            &["Negotiate", "Basic realm=x;"],
        ),
        (&["Negotiate YII=, Bearer"], &["Negotiate <YII=>", "Bearer"]),
        (
            &["Bearer a=b", "DPoP algs=ES256"],
            &["Bearer a=b;", "DPoP algs=ES256;"],
        ),
        (&[",, ,Bearer a=b ,, c=d,"], &["Bearer a=b; c=d;"]),
        (&["Bearer a = \"b\" , c= d"], &["Bearer a=b; c=d;"]),
        (&["BEARER\tScope=\"a b\""], &["BEARER Scope=a b;"]),
        (
            &["Bearer resource_metadata=https://a.example/x?y=z, scope=a"],
            &["Bearer resource_metadata=https://a.example/x?y=z; scope=a;"],
        ),
        // A comma, a scheme and an equals sign in a string are text.
        (
            &[r#"Bearer a="Basic b=c, d", e=f"#],
            &["Bearer a=Basic b=c, d; e=f;"],
        ),
        // Half a string is no value.
        (&[r#"Bearer a=b, c="d, e=f"#], &["Bearer a=b;"]),
        (&[r#"Bearer a="b\"#], &["Bearer"]),
        // Parameters without a scheme belong to nobody, also not to the header before.
        (&["Bearer x=y", "error=\"z\""], &["Bearer x=y;"]),
        (&["@@@, Bearer a=b"], &["Bearer a=b;"]),
        (&["Bearer@x a=b, Basic c=d"], &["Basic c=d;"]),
    ];
    for (lines, expected) in cases {
        assert_eq!(shown(lines), expected, "{lines:?}");
    }
}

#[test]
fn the_first_of_two_values_counts_and_scopes_are_split() {
    let challenge = &read(&[r#"Bearer scope="files:read  files:write", scope="admin""#])[0];
    let scopes: Vec<_> = challenge.scopes().collect();
    assert_eq!(scopes, ["files:read", "files:write"]);
}

#[test]
fn it_is_bounded() {
    let many = "Bearer, ".repeat(10_000);
    assert_eq!(read(&[&many]).len(), MOST);
    let long = format!("Bearer a=\"{}\", b=c", "x".repeat(2 * LONGEST));
    assert_eq!(shown(&[&long]), ["Bearer"]);
    let params = format!("Bearer {}", "a=b,".repeat(3000));
    assert_eq!(read(&[&params])[0].params.len(), super::MOST_PARAMS);
}

/// Every header that bytes can make is read without a panic, and what is read of a
/// well-formed challenge behind any garbage of its own header stays what it is.
#[test]
fn no_bytes_make_it_fail() {
    const PIECES: [&[u8]; 16] = [
        b"Bearer",
        b" ",
        b",",
        b"=",
        b"\"",
        b"\\",
        b"realm",
        b"a=b",
        b"\t",
        b"==",
        b"\xff\xfe",
        b"\xc3\xa9",
        b"Basic x",
        b"/",
        b"scope=\"a b\"",
        b";",
    ];
    // A small generator with a fixed seed: the same cases on every machine.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut draw = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap()
    };
    for _ in 0..20_000 {
        let mut bytes = Vec::new();
        for _ in 0..draw() % 12 {
            bytes.extend_from_slice(PIECES[draw() % PIECES.len()]);
        }
        let mut headers = HeaderMap::new();
        headers.append(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_bytes(&bytes).unwrap(),
        );
        headers.append(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Bearer error=\"insufficient_scope\", scope=\"a\""),
        );
        let challenges = Challenge::read(&headers);
        let last = challenges.last().unwrap();
        assert_eq!(last.param("error"), Some("insufficient_scope"), "{bytes:?}");
        assert_eq!(last.params.len(), 2, "{bytes:?}");
        assert!(challenges.len() <= MOST);
    }
}
