//! `oauth explain-error`

use crate::support::{Home, assert_plain};

#[tokio::test]
async fn a_code_is_explained_however_it_is_written() {
    let home = Home::new();
    let page = home.run(&["explain-error", "E0301"]).await.ok();
    assert!(page.out.starts_with("E0301: "), "{page:?}");
    assert_plain(&page.out);
    for other in ["e0301", "301", "OAUTH-E0301"] {
        assert_eq!(
            home.run(&["explain-error", other]).await.ok().out,
            page.out,
            "{other}"
        );
    }
    let json = home
        .run(&["explain-error", "301", "--json"])
        .await
        .ok()
        .json();
    assert_eq!(json["code"], "E0301");
    assert!(json["page"].as_str().unwrap().starts_with("# E0301: "));
}

#[tokio::test]
async fn all_codes_are_listed_and_an_unknown_one_names_its_neighbours() {
    let home = Home::new();
    let list = home.run(&["explain-error", "--bare"]).await.ok();
    let codes: Vec<&str> = list.out.lines().collect();
    let all: Vec<&str> = oauth_runtime::Code::ALL
        .iter()
        .map(|code| code.as_str())
        .collect();
    assert_eq!(codes, all);
    let ran = home.run(&["explain-error", "E0399"]).await.fails(2);
    assert!(ran.err.contains("E0401"), "{ran:?}");
    let ran = home
        .run(&["explain-error", "\u{1b}[2Jnonsense"])
        .await
        .fails(2);
    assert_plain(&ran.err);
    assert!(ran.err.contains("is no error code"), "{ran:?}");
}
