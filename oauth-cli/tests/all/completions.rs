//! `oauth completions` and the man pages.

use crate::support::Home;

#[tokio::test]
async fn each_shell_has_a_script_that_knows_the_commands() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = home.run(&["completions", shell]).await.ok();
        for word in ["login", "explain-error", "providers"] {
            assert!(ran.out.contains(word), "{shell}: {word}");
        }
        assert_eq!(ran.err, "");
    }
    let bash = home.run(&["completions", "bash"]).await.ok();
    let script = home.file("oauth.bash", &bash.out);
    let checked = std::process::Command::new("bash")
        .args(["-n", &script])
        .status()
        .unwrap();
    assert!(checked.success());
    home.run(&["completions", "csh"]).await.fails(2);
}

#[tokio::test]
async fn each_command_has_a_man_page() {
    let home = Home::new();
    let page = home.run(&["man"]).await.ok();
    assert!(page.out.contains(".TH oauth 1"), "{}", page.out);
    let dir = home.path().join("man");
    let ran = home
        .run(&["man", "--dir", dir.to_str().unwrap()])
        .await
        .ok();
    let written: Vec<&str> = ran.out.lines().collect();
    for name in [
        "oauth.1",
        "oauth-login.1",
        "oauth-providers-show.1",
        "oauth-new.1",
    ] {
        assert!(
            written.iter().any(|path| path.ends_with(name)),
            "{written:?}"
        );
    }
    let login = std::fs::read_to_string(dir.join("oauth-login.1")).unwrap();
    assert!(login.contains(".TH oauth-login 1"), "{login}");
}
