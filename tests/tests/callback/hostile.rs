//! Callbacks that somebody made up.

use std::collections::HashSet;

use oauth_runtime::Code;
use proptest::prelude::*;

use super::{begin, client, code, server, state};

#[tokio::test]
async fn f_09_states_and_verifiers_never_repeat_and_do_not_depend_on_each_other() {
    const MANY: usize = 200_000;
    let server = server().await;
    let client = client(&server, "one");
    let mut seen = HashSet::with_capacity(2 * MANY);
    let mut ones = [0_usize; 6];
    for _ in 0..MANY {
        let login = begin(&client);
        let state = state(&login);
        assert_eq!(state.len(), 43, "256 bits in base64url");
        let first = state.as_bytes()[0];
        let digit = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
            .iter()
            .position(|known| *known == first)
            .unwrap();
        for (bit, count) in ones.iter_mut().enumerate() {
            *count += digit >> bit & 1;
        }
        let (_, challenge) = login.url().split_once("code_challenge=").unwrap();
        let challenge = challenge.split('&').next().unwrap().to_owned();
        assert!(seen.insert(state), "a state came twice");
        assert!(seen.insert(challenge), "a challenge came twice");
    }
    for count in ones {
        let share = count as f64 / MANY as f64;
        // Ten standard deviations of a fair coin.
        assert!(
            (share - 0.5).abs() < 0.012,
            "a bit of the state is biased: {share}"
        );
    }
}

#[tokio::test]
async fn f_18_doubled_oversized_and_broken_parameters_are_refused() {
    let server = server().await;
    let client = client(&server, "one");
    let login = begin(&client);
    let callback = server.authorize(login.url()).await.unwrap();
    let own = state(&login);
    let megabyte = "a".repeat(1 << 20);
    for (stray, expected) in [
        (format!("{callback}&code=x"), Code::DuplicateParameter),
        (format!("{callback}&state={own}"), Code::DuplicateParameter),
        (format!("{callback}&state="), Code::DuplicateParameter),
        (format!("{callback}&iss=a&iss=b"), Code::DuplicateParameter),
        (format!("{callback}&x={megabyte}"), Code::UnreadableCallback),
        (
            format!("code={megabyte}&state={own}"),
            Code::UnreadableCallback,
        ),
        (
            format!("code={}&state={own}", "a".repeat(4097)),
            Code::UnreadableCallback,
        ),
        (format!("code=%ff%fe&state={own}"), Code::UnreadableCallback),
        (format!("code=%c3%28&state={own}"), Code::UnreadableCallback),
        (format!("state={own}"), Code::CodeMissing),
        (format!("code=&state={own}"), Code::CodeMissing),
        ("\0".into(), Code::StateMissing),
        ("".into(), Code::StateMissing),
    ] {
        let error = login.finish(&stray).await.unwrap_err();
        assert_eq!(error.code(), expected, "{:.80}", stray);
        assert!(!error.to_string().contains(&own));
    }
    assert_eq!(server.sign_ins(), 0);
    assert!(login.finish(&callback).await.is_ok());
}

#[tokio::test]
async fn f_19b_a_refusal_with_a_wrong_state_ends_nothing() {
    let server = server().await;
    let client = client(&server, "one");
    let login = begin(&client);
    for stray in ["error=access_denied", "error=access_denied&state=guess"] {
        let error = login.finish(stray).await.unwrap_err();
        assert!(error.is_stray_callback(), "{error}");
    }
    let callback = server.authorize(login.url()).await.unwrap();
    assert!(login.finish(&callback).await.is_ok());
}

#[tokio::test]
async fn f_19c_the_code_of_another_sign_in_is_refused_by_its_verifier() {
    let server = server().await;
    let client = client(&server, "one");
    let (victim, attacker) = (begin(&client), begin(&client));
    let stolen = server.authorize(attacker.url()).await.unwrap();
    let (code_only, _) = stolen.split_once("&state=").unwrap();
    let pasted = format!("{code_only}&state={}", state(&victim));
    let refused = victim.finish(&pasted).await;
    assert_eq!(code(refused), Err(Code::CodeRefused));
    assert_eq!(server.sign_ins(), 0);
    let again = victim.finish(&pasted).await;
    assert_eq!(
        code(again),
        Err(Code::AlreadyFinished),
        "the attempt is over"
    );
}

proptest! {
    /// RFC 6749 appendix A.11: a code is of visible ASCII characters and spaces.
    #[test]
    fn f_18_a_code_is_passed_on_byte_for_byte(text in "[ -~]{1,64}", plus in any::<bool>()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (sent, expected) = runtime.block_on(exchanged(&text, plus));
        prop_assert_eq!(sent, expected);
    }
}

/// What goes into the token request for a code, and what should.
async fn exchanged(text: &str, plus: bool) -> (String, String) {
    let (transport, sent) = crate::support::replying(|_, _| {
        Ok(crate::support::json(
            r#"{"access_token":"a","token_type":"bearer"}"#,
        ))
    });
    let client = oauth_runtime::DynClient::builder(
        <super::Acme as oauth_runtime::Provider>::SPEC,
        &[("tenant", "one")],
        "client",
    )
    .transport(transport)
    .build()
    .unwrap();
    let login = begin(&client);
    let encoded: String = text
        .bytes()
        .map(|byte| match byte {
            b' ' if plus => "+".to_owned(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    let callback = format!("code={encoded}&state={}", state(&login));
    login.finish(&callback).await.unwrap();
    let body = crate::support::body_text(&sent.lock().unwrap()[0]);
    let code = body
        .split('&')
        .find_map(|pair| pair.strip_prefix("code="))
        .unwrap()
        .to_owned();
    let decoded = percent_decoded(&code);
    (decoded, text.to_owned())
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}
