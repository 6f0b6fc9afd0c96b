//! Tokens between two sign-ins: printing, renewing, calling, looking, ending.

use std::time::Duration;

use oauth_mock::Fault;
use oauth_runtime::spec::CallKind;
use serde_json::json;

use crate::support::{Home, Ran, assert_plain, demo, valuekeep};

pub(crate) async fn signed_in() -> (Home, oauth_mock::MockServer) {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let file = home.file("password", "password");
    let arguments = [
        "login",
        "demo",
        "--password",
        "--username",
        "user",
        "--password-file",
        &file,
    ];
    home.at(&server, &arguments).await.ok();
    (home, server)
}

fn token_of(ran: &Ran) -> String {
    assert_eq!(ran.err, "");
    ran.out.trim_end().to_owned()
}

#[tokio::test]
async fn a_token_is_printed_alone_as_a_header_or_as_json() {
    let (home, server) = signed_in().await;
    let token = token_of(&home.at(&server, &["token", "demo"]).await.ok());
    assert!(!token.is_empty() && !token.contains(char::is_whitespace));
    let bare = home.at(&server, &["token", "demo", "--bare"]).await.ok();
    assert_eq!(token_of(&bare), token);
    let header = home.at(&server, &["token", "demo", "--header"]).await.ok();
    assert_eq!(header.out, format!("Authorization: Bearer {token}\n"));
    let json = home
        .at(&server, &["token", "demo", "--json", "--header"])
        .await
        .ok()
        .json();
    assert_eq!(json["access_token"], token.as_str());
    assert_eq!(json["header"]["name"], "Authorization");
    assert_eq!(json["account"], "default");
}

#[tokio::test]
async fn a_new_token_is_obtained_on_demand_and_stored() {
    let (home, server) = signed_in().await;
    let old = token_of(&home.at(&server, &["token", "demo"]).await.ok());
    let new = token_of(&home.at(&server, &["token", "demo", "--renew"]).await.ok());
    assert_ne!(old, new);
    assert_eq!(
        token_of(&home.at(&server, &["token", "demo"]).await.ok()),
        new
    );
    assert_eq!(server.refreshes(), 1);
    let status = home.at(&server, &["status", "--json"]).await.ok().json();
    assert_eq!(status["connections"][0]["generation"], 2);
}

#[tokio::test]
async fn a_scope_that_was_not_granted_is_exit_code_4_and_one_that_is_included_is_none() {
    let (home, server) = signed_in().await;
    home.at(&server, &["token", "demo", "--scope", "notes.read"])
        .await
        .ok();
    let ran = home
        .at(&server, &["token", "demo", "--scope", "notes.write"])
        .await
        .fails(4);
    assert_eq!(ran.out, "");
    assert!(
        ran.err.contains("E0345") && ran.err.contains("--scope notes.write"),
        "{ran:?}"
    );
    home.at(&server, &["login", "demo", "--client-credentials"])
        .await
        .ok();
    let arguments = [
        "token",
        "demo",
        "--account",
        "client",
        "--scope",
        "notes.write",
    ];
    let ran = home.at(&server, &arguments).await.fails(4);
    // What is told is run as it stands, and no scope is lost by it.
    let told = ran.err.split('`').nth(1).unwrap().to_owned();
    let told: Vec<&str> = told.split(' ').skip(1).collect();
    home.run(&told).await.ok();
    let ran = home.at(&server, &arguments).await.ok();
    assert_eq!(ran.err, "");
    let all = ["token", "demo", "--account", "client", "--scope", "openid"];
    home.at(&server, &all).await.ok();
    let file = home.file("password", "password");
    let wider = [
        "login",
        "demo",
        "--password",
        "--username",
        "user",
        "--password-file",
        &file,
        "--scope",
        "notes.write",
    ];
    home.at(&server, &wider).await.ok();
    home.at(&server, &["token", "demo", "--scope", "notes.read"])
        .await
        .ok();
}

#[tokio::test]
async fn status_shows_who_until_when_and_the_path_of_the_store() {
    let (home, server) = signed_in().await;
    let ran = home.at(&server, &["status"]).await.ok();
    let path = home.path().join(".local/share/oauth/mock");
    for text in [
        "Acme Demo  account default",
        "client id   demo-client",
        "it renews itself",
        "scopes      openid, notes.read",
        &format!("store: file {} (encrypted)", path.display()),
    ] {
        assert!(ran.out.contains(text), "{text}: {ran:?}");
    }
    assert_plain(&ran.out);
    let bare = home.at(&server, &["status", "--bare"]).await.ok();
    assert_eq!(bare.out, "demo\tdefault\tsigned_in\n");
    let json = home.at(&server, &["status", "--json"]).await.ok().json();
    assert!(
        json["store"]
            .as_str()
            .unwrap()
            .contains(path.to_str().unwrap())
    );
    assert_eq!(json["connections"][0]["tokens"]["renews_itself"], true);
}

#[tokio::test]
async fn status_asks_nobody_for_a_key_while_nothing_is_stored() {
    let home = Home::new();
    let ran = home.run(&["status"]).await.ok();
    assert!(ran.out.contains("Nobody is signed in"), "{ran:?}");
    assert!(ran.out.contains(".local/share/oauth/tokens"), "{ran:?}");
    let ran = home.run(&["status", "valuekeep", "--json"]).await.fails(4);
    assert_eq!(ran.json()["connections"], json!([]));
    assert_eq!(ran.json_error()["code"], "E0344");
}

#[tokio::test]
async fn inspect_shows_everything_but_the_tokens() {
    let (home, server) = signed_in().await;
    let token = token_of(&home.at(&server, &["token", "demo"]).await.ok());
    let head = token.get(..12).unwrap();
    for arguments in [&["inspect", "demo"][..], &["inspect", "demo", "--json"]] {
        let ran = home.at(&server, arguments).await.ok();
        assert!(!ran.out.contains(head) && ran.err.is_empty(), "{ran:?}");
    }
    let json = home
        .at(&server, &["inspect", "demo", "--json"])
        .await
        .ok()
        .json();
    assert_eq!(json["issuer"], "https://login.acme.example");
    assert_eq!(json["generation"], 1);
    assert_eq!(json["refresh_token"], true);
    assert_eq!(
        json["tokens"]["scopes_granted"],
        json!(["openid", "notes.read"])
    );
    assert_eq!(json.get("revealed"), None);
    let ran = home
        .at(&server, &["inspect", "demo", "--reveal"])
        .await
        .ok();
    assert!(ran.out.contains(&token), "{ran:?}");
    let asked = server.ledger().len();
    let ran = home.at(&server, &["inspect", "demo"]).await.ok();
    assert!(
        ran.out.contains("obtained by     name and password\n"),
        "{ran:?}"
    );
    assert_eq!(server.ledger().len(), asked, "inspect asks nobody");
}

#[tokio::test]
async fn logout_revokes_and_leaves_nothing() {
    let (home, server) = signed_in().await;
    let ran = home.at(&server, &["logout", "demo"]).await.ok();
    assert!(ran.err.contains("revoked there, forgotten here"), "{ran:?}");
    assert_eq!(server.count(CallKind::Revoke), 2);
    home.at(&server, &["token", "demo"]).await.fails(4);
    home.at(&server, &["logout", "demo"]).await.fails(4);
    let records: Vec<_> = home
        .files()
        .into_iter()
        .filter(|path| path.starts_with(home.path().join(".local")))
        .filter(|path| {
            !matches!(
                path.extension().and_then(|e| e.to_str()),
                Some("lock" | "held")
            )
        })
        .collect();
    assert!(records.is_empty(), "{records:?}");
}

#[tokio::test]
async fn logout_holds_here_with_a_warning_when_the_provider_fails() {
    let (home, server) = signed_in().await;
    server.script(CallKind::Revoke, Fault::status(500, &[]));
    server.script(CallKind::Revoke, Fault::status(500, &[]));
    let ran = home.at(&server, &["logout", "demo"]).await.ok();
    assert!(ran.err.starts_with("! Signed out of Acme Demo"), "{ran:?}");
    assert!(ran.err.contains("did not confirm"), "{ran:?}");
    home.at(&server, &["token", "demo"]).await.fails(4);
    // And when it is not there at all.
    let (home, server) = signed_in().await;
    let origin = server.origin().to_owned();
    server.stop().await;
    let ran = home
        .run(&["logout", "demo", "--against", &origin, "--json"])
        .await
        .ok();
    let document = ran.json();
    assert_eq!(document["signed_out"][0]["revoked"], false);
    assert_eq!(document["signed_out"][0]["warning"]["code"], "E0501");
    home.run(&["token", "demo", "--against", &origin])
        .await
        .fails(4);
}

#[tokio::test]
async fn explain_takes_the_persons_own_values_and_shows_no_secret() {
    let home = Home::new();
    let env = [
        ("ACCELO_CLIENT_ID", "my-own-client"),
        ("ACCELO_DEPLOYMENT", "my-deployment"),
        ("ACCELO_CLIENT_SECRET", crate::support::CANARY),
    ];
    let ran = home.run_with(&["explain", "accelo"], &env, "").await.ok();
    assert!(
        ran.out
            .contains("https://my-deployment.api.accelo.com/oauth2/v0/token"),
        "{ran:?}"
    );
    assert!(!ran.out.contains(crate::support::CANARY), "{ran:?}");
    let json = home
        .run_with(&["explain", "accelo", "authorize", "--json"], &env, "")
        .await
        .ok();
    assert!(!json.out.contains(crate::support::CANARY));
    let document = json.json();
    assert_eq!(document["calls"][0]["call"], "authorize");
    let parts = document["calls"][0]["parts"].as_array().unwrap();
    assert!(
        parts.iter().any(|part| part["value"] == "my-own-client"),
        "{document}"
    );
    // Without any settings: samples.
    let ran = home.run(&["explain", "accelo", "token"]).await.ok();
    assert!(ran.out.contains("https://acme.api.accelo.com"), "{ran:?}");
    home.run(&["explain", "accelo", "nothing"]).await.fails(2);
}

#[tokio::test]
async fn standard_output_that_is_closed_is_no_failure() {
    let (home, server) = (Home::new(), valuekeep().start().await.unwrap());
    home.at(&server, &["login", "valuekeep"]).await.ok();
    let mut command = home.command(&["token", "valuekeep"]);
    command.env("OAUTH_AGAINST", server.origin());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let ran = Ran::of(child.wait_with_output().await.unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[tokio::test]
async fn a_renewal_under_way_does_not_bring_back_what_logout_ended() {
    let (home, server) = signed_in().await;
    let renewal = server.hold_answers(CallKind::Refresh);
    let mut command = home.command(&["token", "demo", "--renew"]);
    command.env("OAUTH_AGAINST", server.origin());
    let renewing = command.spawn().unwrap();
    renewal.arrived(1).await;
    let revocation = server.hold_answers(CallKind::Revoke);
    let mut command = home.command(&["logout", "demo"]);
    command.env("OAUTH_AGAINST", server.origin());
    let mut ending = command.spawn().unwrap();
    // The store knows of the end before the provider does.
    revocation.arrived(1).await;
    revocation.release();
    // It waits for the renewal; one that does not wait would be over by then.
    let waited = tokio::time::timeout(Duration::from_secs(1), ending.wait()).await;
    assert!(waited.is_err(), "logout ends after the renewal");
    renewal.release();
    let ran = Ran::of(renewing.wait_with_output().await.unwrap()).fails(4);
    assert_eq!(ran.out, "");
    Ran::of(ending.wait_with_output().await.unwrap()).ok();
    home.at(&server, &["token", "demo"]).await.fails(4);
    let ran = home.at(&server, &["status", "--bare"]).await.ok();
    assert_eq!(ran.out, "");
}
