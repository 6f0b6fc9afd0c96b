//! F-46b: what a person is shown and a browser is sent to.

use oauth_runtime::Code;
use serde_json::{Value, json};

use super::world::{World, issued, tokens};

async fn begin(changes: Value) -> Result<oauth_runtime::DynDeviceSignIn, oauth_runtime::Error> {
    World::new(1.0).begin(issued(changes), vec![tokens()]).await
}

#[tokio::test]
async fn f_46b_no_terminal_escape_reaches_the_person() {
    for code in [
        "\u{1b}[31mWDJB-MJHT\u{1b}[0m",
        "WDJB\u{202e}-MJHT",
        "\u{1b}]8;;https://evil.example\u{1b}\\WDJB-MJHT\u{1b}]8;;\u{7}",
        "\u{1b}]0;owned\u{7}WDJB-MJHT\r\n",
        "\u{9b}1;1HWDJB-MJHT\0",
        "WDJB\u{200b}-\u{2060}MJHT\u{e0041}",
    ] {
        let sign_in = begin(json!({
            "user_code": code,
            "verification_uri": format!("https://acme.example/\u{1b}[2Jdevice\u{202e}"),
            "verification_uri_complete": "https://acme.example/device?user_code=WDJB-MJHT\u{7}",
        }))
        .await
        .unwrap();
        assert_eq!(sign_in.user_code(), "WDJB-MJHT", "{code:?}");
        assert_eq!(sign_in.verification_uri(), "https://acme.example/device");
        assert_eq!(
            sign_in.verification_uri_complete(),
            Some("https://acme.example/device?user_code=WDJB-MJHT")
        );
    }
}

#[tokio::test]
async fn f_46b_an_address_that_no_browser_may_be_sent_to_is_refused() {
    let long = format!("https://acme.example/{}", "x".repeat(3000));
    for address in [
        "javascript:alert(1)",
        "JavaScript://acme.example/%0aalert(1)",
        "java\u{1b}[0mscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "vbscript:x",
        "ms-settings:",
        "http://acme.example/device",
        "http://localhost.evil.example/",
        "http://127.0.0.1@evil.example/",
        "https://acme.example@evil.example/",
        "https://acme.example/\" & calc.exe & \"",
        "//acme.example/device",
        "acme.example/device",
        " ",
        &long,
    ] {
        let mut fields = vec!["verification_uri", "verification_url"];
        if !address.trim().is_empty() {
            fields.push("verification_uri_complete");
        }
        for field in fields {
            let mut changes = json!({ field: address });
            if field == "verification_url" {
                changes["verification_uri"] = Value::Null;
            }
            let error = begin(changes).await.unwrap_err();
            assert_eq!(error.code(), Code::UnsafeAddress, "{field} {address:?}");
            let text = error.to_string();
            assert!(!text.contains("evil") && !text.contains("alert"), "{text}");
        }
    }
}

#[tokio::test]
async fn f_46b_https_and_loopback_are_taken_as_they_are() {
    for address in [
        "https://acme.example/device",
        "https://acme.example:8443/device?x=%20y#z",
        "http://127.0.0.1:4444/device",
        "http://[::1]:4444/device",
        "http://localhost/device",
    ] {
        let older = json!({"verification_uri": null, "verification_url": address, "verification_url_complete": address});
        for changes in [json!({ "verification_uri": address }), older] {
            let sign_in = begin(changes).await.unwrap();
            assert_eq!(sign_in.verification_uri(), address);
        }
    }
}

#[tokio::test]
async fn what_nobody_can_type_or_send_is_refused() {
    for (changes, code) in [
        (json!({"user_code": null}), Code::MissingField),
        (
            json!({"user_code": "\u{1b}[31m\u{202e}"}),
            Code::MissingField,
        ),
        (json!({"user_code": "X".repeat(65)}), Code::UnreadableAnswer),
        (json!({"device_code": null}), Code::MissingField),
        (json!({"device_code": ""}), Code::MissingField),
        (json!({"verification_uri": null}), Code::MissingField),
        (
            json!({"error": "unauthorized_client"}),
            Code::UnauthorizedClient,
        ),
    ] {
        let error = begin(changes.clone()).await.unwrap_err();
        assert_eq!(error.code(), code, "{changes}: {error}");
        assert!(!error.to_string().contains("dc-secret"), "{error}");
    }
}

#[tokio::test]
async fn nothing_of_the_codes_is_printed() {
    let sign_in = begin(json!({
        "verification_uri_complete": "https://acme.example/device?user_code=WDJB-MJHT",
    }))
    .await
    .unwrap();
    let text = format!("{sign_in:?} {sign_in:#?}");
    assert!(!text.contains("dc-") && !text.contains("WDJB"), "{text}");
    assert!(text.contains("https://acme.example/device"));
}
