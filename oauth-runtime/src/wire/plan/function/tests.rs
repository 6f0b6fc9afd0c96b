use super::super::inputs::SecretText;
use super::super::signing::{Own, Seen};
use super::*;
use crate::spec::{Encode, Slot, ValueSpec};

static SPEC: ProviderSpec = ProviderSpec::DEFAULT;

fn lit(text: &'static str) -> &'static [Part] {
    Vec::leak(vec![Part::Lit(text)])
}

fn made(function: Function, arguments: &[&[Part]], inputs: &Inputs<'_>) -> String {
    match call(&SPEC, function, arguments, inputs) {
        Ok(text) => text.to_string(),
        Err(unfilled) => panic!("{}", unfilled.into_error()),
    }
}

fn of(function: Function, arguments: &[&'static str]) -> String {
    let arguments: Vec<&[Part]> = arguments.iter().map(|text| lit(text)).collect();
    made(function, &arguments, &Inputs::default())
}

#[test]
fn texts_are_encoded_and_cut() {
    // RFC 4648 §10
    assert_eq!(of(Function::Base64, &["foob"]), "Zm9vYg==");
    assert_eq!(of(Function::Base64Url, &["\u{3ff}>>?"]), "z78-Pj8");
    assert_eq!(of(Function::Upper, &["aé-9z"]), "Aé-9Z");
    assert_eq!(of(Function::Json, &["a\"b\\\n"]), r#""a\"b\\\n""#);
    assert_eq!(of(Function::Slice, &["äbcdef", "1", "3"]), "bc");
    assert_eq!(of(Function::Slice, &["abc", "2", "20"]), "c");
    assert_eq!(of(Function::Slice, &["abc", "3", "1"]), "");
}

#[test]
fn digests_are_those_of_the_standards() {
    // FIPS 180-4, two blocks
    assert_eq!(
        of(
            Function::Sha256Hex,
            &["abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"]
        ),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    );
}

#[cfg(feature = "signing")]
#[test]
fn keyed_digests_are_those_of_the_standards() {
    // RFC 1321 §A.5
    assert_eq!(
        of(Function::Md5Hex, &["message digest"]),
        "f96b697d7cb7938d525a2f31aaf161d0"
    );
    // RFC 4231 §4.3
    let arguments = ["Jefe", "what do ya want for nothing?"];
    assert_eq!(
        of(Function::HmacSha256Hex, &arguments),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    assert_eq!(
        of(Function::HmacSha256Base64, &arguments),
        "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="
    );
    // RFC 4231 §4.2
    let key = "\u{b}".repeat(20).leak();
    assert_eq!(
        of(Function::HmacSha256Hex, &[key, "Hi There"]),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    );
}

#[test]
fn parameters_are_decoded_and_sorted_by_bytes() {
    let seen = Seen::of_url("https://a.example/p?b=2&a=1+%2B&B=x%20y&a=0&e=&sign=z#f");
    let inputs = Inputs {
        own: Some(Own {
            path: "/p",
            seen: Some(&seen),
        }),
        ..Inputs::default()
    };
    let arguments: [&[Part]; 3] = [lit("="), lit("&"), lit("sign")];
    assert_eq!(
        made(Function::SortedParams, &arguments, &inputs),
        "B=x y&a=1 +&a=0&b=2&e="
    );
    let none: [&[Part]; 2] = [&[], &[]];
    let bare = made(Function::SortedParams, &none, &inputs);
    assert_eq!(bare, "Bx ya1 +a0b2esignz");
}

#[test]
fn nothing_is_encoded_before_a_function() {
    let parts = &[
        Part::Slot(Slot::ClientId, Encode::Raw),
        Part::Lit(":"),
        Part::Slot(Slot::ClientSecret, Encode::Raw),
    ];
    let inputs = Inputs {
        client_id: "a b",
        client_secret: Some(SecretText("c:d")),
        ..Inputs::default()
    };
    assert_eq!(
        made(Function::Base64, &[parts], &inputs),
        STANDARD.encode("a b:c:d")
    );
    // A text with a function in it is text to every place.
    let value = ValueSpec::Text(&[Part::Call(
        Function::Json,
        &[&[Part::Slot(Slot::ClientId, Encode::Raw)]],
        Encode::Raw,
    )]);
    let json = super::super::json::declared(&SPEC, &value, &inputs);
    assert_eq!(json.ok().flatten().as_deref(), Some(r#""\"a b\"""#));
}
