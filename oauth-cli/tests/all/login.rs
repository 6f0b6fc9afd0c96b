//! Sign-ins in which no person takes part, and where credentials come from.

use oauth_mock::Fault;
use oauth_runtime::spec::CallKind;

use crate::support::{CANARY, Home, assert_plain, demo, valuekeep};

#[tokio::test]
async fn a_client_signs_in_for_itself_and_the_person_is_told_what_happened() {
    let (home, server) = (Home::new(), valuekeep().start().await.unwrap());
    let ran = home.at(&server, &["login", "valuekeep"]).await.ok();
    assert_eq!(ran.out, "");
    assert!(ran.err.starts_with("✓ Signed in to Valuekeep (tenant mytenant, organization myorg, account default). Access token until "), "{ran:?}");
    assert!(ran.err.contains("it renews itself"), "{ran:?}");
    assert!(ran.err.contains("Stored: file "), "{ran:?}");
    assert!(ran.err.contains("(encrypted)"), "{ran:?}");
    assert!(
        ran.err.contains("Forget it: oauth logout valuekeep"),
        "{ran:?}"
    );
    assert_plain(&ran.err);
    server.assert_all_accepted();
}

#[tokio::test]
async fn json_and_bare_go_to_standard_output_and_nothing_else_is_said() {
    let (home, server) = (Home::new(), valuekeep().start().await.unwrap());
    let ran = home
        .at(&server, &["login", "valuekeep", "--json"])
        .await
        .ok();
    assert_eq!(ran.err, "");
    let document = ran.json();
    assert_eq!(document["provider"], "valuekeep");
    assert_eq!(document["account"], "default");
    assert_eq!(document["tenant"]["organization"], "myorg");
    assert_eq!(document["tokens"]["renews_itself"], true);
    assert_eq!(document["tokens"]["scopes_granted"][0], "application");
    let ran = home
        .at(&server, &["login", "valuekeep", "--bare"])
        .await
        .ok();
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("default\n", ""));
}

#[tokio::test]
async fn what_is_missing_is_named_with_every_place_for_it() {
    let home = Home::new();
    let ran = home.run(&["login", "valuekeep"]).await.fails(6);
    for place in [
        "`client_id`, `tenant`, `organization` are not set",
        "--client-id ID --set tenant=VALUE --set organization=VALUE",
        "`VALUEKEEP_CLIENT_ID`",
        "`[valuekeep]`",
        "[E0609]",
    ] {
        assert!(ran.err.contains(place), "{place}: {ran:?}");
    }
    let ran = home.run(&["login", "valuekeep", "--json"]).await.fails(6);
    assert_eq!(ran.out, "");
    let error = ran.json_error();
    assert_eq!(error["code"], "E0609");
    assert_eq!(error["exit_code"], 6);
}

#[tokio::test]
async fn a_secret_comes_from_a_file_a_variable_or_standard_input_and_is_there_afterwards() {
    let server = valuekeep()
        .client("own-client", Some(CANARY))
        .start()
        .await
        .unwrap();
    let against = ("OAUTH_AGAINST", server.origin());
    let login = ["login", "valuekeep", "--client-id", "own-client"];
    for way in 0..3 {
        let home = Home::new();
        let file = home.file("secret", &format!("{CANARY}\n"));
        let ran = match way {
            0 => {
                let arguments = [&login[..], &["--client-secret-file", &file]].concat();
                home.run_with(&arguments, &[against], "").await
            }
            1 => {
                let arguments = [&login[..], &["--client-secret-env", "MY_SECRET"]].concat();
                home.run_with(&arguments, &[against, ("MY_SECRET", CANARY)], "")
                    .await
            }
            _ => {
                let arguments = [&login[..], &["--client-secret-file", "-"]].concat();
                home.run_with(&arguments, &[against], &format!("{CANARY}\r\n"))
                    .await
            }
        };
        ran.ok();
        std::fs::remove_file(file).unwrap();
        // The renewal needs the secret, and nobody gives it any more.
        home.at(&server, &["token", "valuekeep", "--renew"])
            .await
            .ok();
        // Sealed like the tokens, so that no file shows it.
        for path in home.files() {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes
                .windows(CANARY.len())
                .any(|part| part == CANARY.as_bytes());
            assert!(!found, "{}", path.display());
        }
        home.at(&server, &["logout", "valuekeep"]).await.ok();
        // It went with the last connection that needed it.
        let ran = home.run_with(&login, &[against], "").await.fails(6);
        assert!(ran.err.contains("E0606"), "{ran:?}");
    }
}

#[tokio::test]
async fn a_secret_on_the_command_line_is_refused() {
    let home = Home::new();
    for value in [
        format!("client_secret={CANARY}"),
        format!("client_secret_file={CANARY}"),
    ] {
        let ran = home
            .run(&["login", "valuekeep", "--set", &value])
            .await
            .fails(2);
        assert!(ran.err.contains("--client-secret-file"), "{ran:?}");
        assert!(!ran.err.contains(CANARY), "{ran:?}");
    }
}

#[tokio::test]
async fn no_failure_shows_the_secret_or_leaves_it_behind() {
    let server = valuekeep()
        .client("own-client", Some("another"))
        .start()
        .await
        .unwrap();
    let home = Home::new();
    let file = home.file("secret", CANARY);
    let login = [
        "login",
        "valuekeep",
        "--client-id",
        "own-client",
        "--client-secret-file",
        &file,
    ];
    for extra in [&[][..], &["--json"]] {
        let arguments = [&login[..], extra].concat();
        let ran = home.at(&server, &arguments).await.fails(6);
        assert!(ran.err.contains("E0311"), "{ran:?}");
        assert!(
            !ran.err.contains(&CANARY[..6]) && !ran.out.contains(&CANARY[..6]),
            "{ran:?}"
        );
    }
    let ran = home
        .at(
            &server,
            &["login", "valuekeep", "--client-id", "own-client"],
        )
        .await
        .fails(6);
    assert!(ran.err.contains("E0606"), "{ran:?}");
}

#[tokio::test]
async fn settings_of_the_real_provider_do_not_reach_a_stand_in() {
    let (home, server) = (Home::new(), valuekeep().start().await.unwrap());
    let settings = home.file(
        "settings.toml",
        &format!("[valuekeep]\nclient_id = \"real\"\nclient_secret = \"{CANARY}\"\n"),
    );
    let env = [
        ("OAUTH_AGAINST", server.origin()),
        ("VALUEKEEP_CLIENT_SECRET", CANARY),
        ("VALUEKEEP_TENANT", "real"),
    ];
    let ran = home
        .run_with(
            &["login", "valuekeep", "--json", "--config", &settings],
            &env,
            "",
        )
        .await
        .ok();
    assert_eq!(ran.json()["client_id"], "demo-client");
    server.assert_all_accepted();
}

#[tokio::test]
async fn the_password_grant_reads_the_password_from_a_file() {
    let (home, server) = (
        Home::new(),
        demo().user("ada", CANARY).start().await.unwrap(),
    );
    let file = home.file("password", CANARY);
    let arguments = [
        "login",
        "demo",
        "--password",
        "--username",
        "ada",
        "--password-file",
        &file,
    ];
    let ran = home.at(&server, &arguments).await.ok();
    assert!(!ran.err.contains(CANARY));
    let ran = home
        .at(
            &server,
            &["login", "demo", "--password", "--username", "ada"],
        )
        .await
        .fails(6);
    assert!(ran.err.contains("--password-file"), "{ran:?}");
}

#[tokio::test]
async fn what_a_provider_does_not_offer_is_said_before_anything_is_sent() {
    let (home, server) = (Home::new(), valuekeep().start().await.unwrap());
    for way in ["--device", "--browser", "--paste", "--password"] {
        let ran = home
            .at(&server, &["login", "valuekeep", way])
            .await
            .fails(6);
        assert!(ran.err.contains("E0607"), "{way}: {ran:?}");
    }
    assert!(server.ledger().is_empty());
    home.run(&["login", "demo"]).await.fails(2);
    let ran = home.run(&["login", "acelo"]).await.fails(2);
    assert!(ran.err.contains("accelo"), "{ran:?}");
}

#[tokio::test]
async fn a_provider_that_cannot_serve_now_is_exit_code_5() {
    let (home, server) = (Home::new(), valuekeep().start().await.unwrap());
    server.script(CallKind::ClientCredentials, Fault::status(503, &[]));
    home.at(&server, &["login", "valuekeep"]).await.fails(5);
    let origin = server.origin().to_owned();
    server.stop().await;
    let ran = home
        .run(&["login", "valuekeep", "--against", &origin, "--json"])
        .await
        .fails(5);
    assert_eq!(ran.json_error()["try_again_later"], true);
}

#[tokio::test]
async fn without_a_keyring_nothing_is_stored_and_the_ways_out_are_named() {
    let home = Home::new();
    let arguments = [
        "login",
        "valuekeep",
        "--client-id",
        "x",
        "--set",
        "tenant=a",
        "--set",
        "organization=b",
    ];
    let ran = home.run(&arguments).await.fails(3);
    for text in [
        "[E0702]",
        "secret service",
        "--store file",
        "nothing was stored",
    ] {
        assert!(ran.err.contains(text), "{text}: {ran:?}");
    }
    let stored: Vec<_> = home
        .files()
        .into_iter()
        .filter(|path| path.to_str().unwrap().contains(".local"))
        .collect();
    assert!(stored.is_empty(), "{stored:?}");
}

#[tokio::test]
async fn errors_name_options_of_the_command_and_the_ways_that_there_are() {
    let home = Home::new();
    let accelo = ["login", "accelo", "--client-id", "x", "--store", "file"];
    for (more, code, texts) in [
        (
            &["--device"][..],
            "E0607",
            &["`--browser`, `--paste` or `--client-credentials`"][..],
        ),
        (
            &["--set", "deployment=a.b", "--paste"],
            "E0601",
            &["look at `--set deployment=...`"],
        ),
        (
            &["--set", "deployment=acme"],
            "E0416",
            &["`--paste`", "`BROWSER`"],
        ),
    ] {
        let ran = home.run(&[&accelo, more].concat()).await.fails(6);
        assert!(ran.err.contains(code), "{ran:?}");
        for text in texts {
            assert!(ran.err.contains(text), "{text}: {ran:?}");
        }
        for word in ["way(", "set(\"", "look at `device`"] {
            assert!(!ran.err.contains(word), "{word}: {ran:?}");
        }
    }
}

#[tokio::test]
async fn a_misspelt_setting_is_named_by_the_login_and_by_the_doctor() {
    let home = Home::new();
    let commands = [
        &["login", "accelo"][..],
        &["doctor", "accelo", "--only", "settings"],
    ];
    let env = [("ACCELO_CLIENT_IDD", "x"), ("ACCELO_DEPLOYMENT", "acme")];
    for command in commands {
        let ran = home.run_with(command, &env, "").await;
        let told = format!("{}{}", ran.out, ran.err);
        assert!(told.contains("(there is `ACCELO_CLIENT_IDD`)"), "{ran:?}");
        assert_ne!(ran.code, 0);
    }
    let file = home.file("settings.toml", "[accelo]\nclient_idd = \"x\"\n");
    for command in commands {
        let ran = home.run(&[command, &["--config", &file]].concat()).await;
        let told = format!("{}{}", ran.out, ran.err);
        assert!(told.contains("did you mean `client_id`?"), "{ran:?}");
        assert_ne!(ran.code, 0);
    }
}

#[tokio::test]
async fn a_stand_in_that_is_not_on_loopback_is_refused_by_every_command() {
    let home = Home::new();
    for command in [
        &["status"][..],
        &["token", "demo"],
        &["login", "demo"],
        &["logout", "demo"],
        &["inspect", "demo"],
        &["doctor", "demo"],
        &["call", "demo", "GET", "notes"],
        &["explain", "demo"],
        &["providers"],
    ] {
        for origin in ["https://acme.example", "http://127.0.0.1.acme.example:80"] {
            let ran = home
                .run(&[command, &["--against", origin]].concat())
                .await
                .fails(6);
            assert!(
                ran.err.contains("E0604") && ran.err.contains("`--against`"),
                "{ran:?}"
            );
            assert_eq!(ran.out, "");
        }
    }
    // Set but empty is not set.
    home.run_with(&["status"], &[("OAUTH_AGAINST", "")], "")
        .await
        .ok();
}
