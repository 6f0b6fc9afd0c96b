//! Several accounts, several clients, and a stand-in beside them.

use std::process::Stdio;

use oauth_runtime::Provider as _;

use crate::support::{Home, Ran, demo, mock, valuekeep};

#[tokio::test]
async fn two_accounts_used_at_once_do_not_mix() {
    let (home, server) = (Home::new(), valuekeep().start().await.unwrap());
    let mut tokens = Vec::new();
    for account in ["ada", "bob"] {
        home.at(&server, &["login", "valuekeep", "--account", account])
            .await
            .ok();
        let ran = home
            .at(&server, &["token", "valuekeep", "--account", account])
            .await
            .ok();
        tokens.push(ran.out);
    }
    assert_ne!(tokens[0], tokens[1]);
    let children: Vec<_> = (0..8)
        .map(|number| {
            let account = ["ada", "bob"][number % 2];
            let mut command = home.command(&["token", "valuekeep", "--account", account]);
            command
                .env("OAUTH_AGAINST", server.origin())
                .stdin(Stdio::null());
            command.spawn().unwrap()
        })
        .collect();
    for (number, child) in children.into_iter().enumerate() {
        let ran = Ran::of(child.wait_with_output().await.unwrap()).ok();
        assert_eq!(ran.out, tokens[number % 2], "{number}");
    }
}

#[tokio::test]
async fn without_a_name_it_is_default_or_the_only_one_and_otherwise_a_question() {
    let (home, server) = (Home::new(), valuekeep().start().await.unwrap());
    home.at(&server, &["login", "valuekeep", "--account", "ada"])
        .await
        .ok();
    let json = home
        .at(&server, &["token", "valuekeep", "--json"])
        .await
        .ok()
        .json();
    assert_eq!(json["account"], "ada");
    // Somebody with a name is not signed out by chance.
    let ran = home.at(&server, &["logout", "valuekeep"]).await.fails(2);
    assert!(ran.err.contains("--account ada"), "{ran:?}");
    home.at(&server, &["login", "valuekeep", "--account", "bob"])
        .await
        .ok();
    let ran = home.at(&server, &["token", "valuekeep"]).await.fails(2);
    assert!(
        ran.err.contains("ada") && ran.err.contains("bob"),
        "{ran:?}"
    );
    home.at(&server, &["login", "valuekeep"]).await.ok();
    let json = home
        .at(&server, &["token", "valuekeep", "--json"])
        .await
        .ok()
        .json();
    assert_eq!(json["account"], "default");
    home.at(&server, &["logout", "valuekeep", "--account", "ada"])
        .await
        .ok();
    home.at(&server, &["token", "valuekeep", "--account", "bob"])
        .await
        .ok();
    let ran = home
        .at(&server, &["logout", "valuekeep", "--all", "--json"])
        .await
        .ok();
    assert_eq!(ran.json()["signed_out"].as_array().unwrap().len(), 2);
    let ran = home.at(&server, &["status", "--bare"]).await.ok();
    assert_eq!(ran.out, "");
}

#[tokio::test]
async fn two_tenants_of_one_client_are_told_apart() {
    let (home, server) = (
        Home::new(),
        mock(oauth_valuekeep::Valuekeep::SPEC)
            .start()
            .await
            .unwrap(),
    );
    for organization in ["one", "two"] {
        let set = format!("organization={organization}");
        home.at(&server, &["login", "valuekeep", "--set", &set])
            .await
            .ok();
    }
    let ran = home.at(&server, &["token", "valuekeep"]).await.fails(2);
    assert!(
        ran.err.contains("organization one") && ran.err.contains("organization two"),
        "{ran:?}"
    );
    let one = home
        .at(
            &server,
            &["token", "valuekeep", "--set", "organization=one"],
        )
        .await
        .ok();
    let two = home
        .at(
            &server,
            &["token", "valuekeep", "--set", "organization=two"],
        )
        .await
        .ok();
    assert_ne!(one.out, two.out);
}

#[tokio::test]
async fn the_client_itself_and_a_person_have_places_of_their_own() {
    let (home, server) = (Home::new(), demo().start().await.unwrap());
    let file = home.file("password", "password");
    let person = [
        "login",
        "demo",
        "--password",
        "--username",
        "user",
        "--password-file",
        &file,
    ];
    home.at(&server, &person).await.ok();
    home.at(&server, &["login", "demo", "--client-credentials"])
        .await
        .ok();
    let ran = home.at(&server, &["status", "--bare"]).await.ok();
    assert_eq!(
        ran.out,
        "demo\tclient\tsigned_in\ndemo\tdefault\tsigned_in\n"
    );
}

#[tokio::test]
async fn a_stand_in_and_another_one_and_the_provider_share_a_store_and_no_token() {
    let home = Home::new();
    let (first, second) = (
        valuekeep().start().await.unwrap(),
        valuekeep().start().await.unwrap(),
    );
    let store = format!("file:{}?key=none", home.path().join("shared").display());
    let with = ["--store", &store];
    let run = async |origin: &str, arguments: &[&str]| {
        let arguments = [arguments, &with].concat();
        home.run_with(&arguments, &[("OAUTH_AGAINST", origin)], "")
            .await
    };
    run(first.origin(), &["login", "valuekeep"]).await.ok();
    run(second.origin(), &["token", "valuekeep"]).await.fails(4);
    run(second.origin(), &["login", "valuekeep"]).await.ok();
    run("", &["token", "valuekeep"]).await.fails(4);
    let ran = run("", &["status", "--json"]).await.ok();
    assert_eq!(ran.json()["connections"].as_array().unwrap().len(), 0);
    let ran = run(second.origin(), &["status", "--json"]).await.ok();
    assert_eq!(ran.json()["connections"].as_array().unwrap().len(), 1);
    run(second.origin(), &["logout", "valuekeep", "--all"])
        .await
        .ok();
    run(first.origin(), &["token", "valuekeep"]).await.ok();
    // Nor can anybody name an account so that it looks like a stand-in's.
    let name = format!(
        "mock:{}:default",
        first.origin().trim_start_matches("http://")
    );
    run("", &["token", "valuekeep", "--account", &name])
        .await
        .fails(2);
}

#[tokio::test]
async fn the_settings_file_names_registration_and_store() {
    let home = Home::new();
    let config = home.path().join(".config/oauth");
    std::fs::create_dir_all(&config).unwrap();
    let store = home.path().join("my-tokens");
    let settings = format!(
        "[oauth]\nstore = \"file:{}?key=none\"\n\n[valuekeep]\nclient_id = \"mine\"\ntenant = \"t\"\norganization = \"o\"\n",
        store.display()
    );
    std::fs::write(config.join("settings.toml"), settings).unwrap();
    let ran = home.run(&["status"]).await.ok();
    assert!(ran.out.contains("my-tokens"), "{ran:?}");
    assert!(
        ran.out.contains("not encrypted") || ran.out.contains("plain"),
        "{ran:?}"
    );
    let ran = home
        .run(&["explain", "valuekeep", "api", "--json"])
        .await
        .ok();
    assert!(
        ran.json()["calls"][0]["url"]
            .as_str()
            .unwrap()
            .contains("/api/t/o/"),
        "{ran:?}"
    );
    std::fs::write(config.join("settings.toml"), "client_secret = 'abc\n").unwrap();
    let ran = home.run(&["status"]).await.fails(6);
    assert!(
        ran.err.contains("E0610") && !ran.err.contains("abc"),
        "{ran:?}"
    );
    std::fs::write(
        config.join("settings.toml"),
        "[valuekeep]\nclient_idd = 'x'\n",
    )
    .unwrap();
    let arguments = [
        "login",
        "valuekeep",
        "--store",
        "file",
        "--client-id",
        "x",
        "--set",
        "tenant=t",
        "--set",
        "organization=o",
    ];
    let ran = home.run(&arguments).await.fails(6);
    assert!(ran.err.contains("did you mean `client_id`"), "{ran:?}");
    home.run(&["status", "--config", "not-there.toml"])
        .await
        .fails(6);
}

#[tokio::test]
async fn a_store_with_another_key_is_exit_code_3_and_left_alone() {
    let (home, server) = (Home::new(), valuekeep().start().await.unwrap());
    let key = |digit: &str| digit.repeat(64);
    let directory = home.path().join("sealed");
    let store = format!("file:{}?key=env:KEY", directory.display());
    let run = async |key: &str, arguments: &[&str]| {
        let arguments = [arguments, &["--store", &store]].concat();
        let env = [("OAUTH_AGAINST", server.origin()), ("KEY", key)];
        home.run_with(&arguments, &env, "").await
    };
    run(&key("a"), &["login", "valuekeep"]).await.ok();
    let asked = server.ledger().len();
    for command in [
        &["token", "valuekeep"][..],
        &["login", "valuekeep"],
        &["logout", "valuekeep"],
    ] {
        let ran = run(&key("b"), command).await.fails(3);
        assert!(ran.err.contains("E0704"), "{ran:?}");
    }
    assert_eq!(
        server.ledger().len(),
        asked,
        "nobody is asked before the store is known to work"
    );
    let ran = run(&key("b"), &["status", "--json"]).await.ok();
    assert_eq!(ran.json()["connections"][0]["state"], "unreadable");
    run(&key("a"), &["token", "valuekeep"]).await.ok();
}
