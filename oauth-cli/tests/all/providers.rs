//! `oauth providers`

use serde_json::Value;

use crate::support::{Home, assert_plain};

#[tokio::test]
async fn a_provider_is_shown_with_what_to_register_and_what_to_set() {
    let home = Home::new();
    let ran = home.run(&["providers", "show", "accelo"]).await.ok();
    for part in [
        "register this redirect URI: http://127.0.0.1/callback",
        "ACCELO_CLIENT_ID",
        "ACCELO_DEPLOYMENT     DnsLabel, such as acme",
        "https://{deployment}.{domain}/oauth2/v0/token",
        "write({})",
        "no PKCE: not documented",
        "checked 2026-11",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert_plain(&ran.out);
    let json = home
        .run(&["providers", "show", "accelo", "--json"])
        .await
        .ok()
        .json();
    assert_eq!(json["redirect_uris"][0], "http://127.0.0.1/callback");
    assert_eq!(json["calls"]["token"]["client_auth"], "basic(raw)");
    let none = home
        .run(&["providers", "show", "valuekeep", "--json"])
        .await
        .ok()
        .json();
    assert_eq!(none["redirect_uris"], serde_json::json!([]));
}

#[tokio::test]
async fn a_search_finds_quirks_calls_and_scopes() {
    let home = Home::new();
    let ids = |json: Value| -> Vec<String> {
        let all = json.as_array().unwrap().iter();
        all.map(|provider| provider["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let all = ids(home.run(&["providers", "--json"]).await.ok().json());
    assert!(all.len() >= 5, "{all:?}");
    for (words, id) in [
        (&["PIN"][..], "accelo"),
        (&["parameters travel as headers"], "ioffice"),
        (&["time", "records"], "actionstep"),
        (&["#"], "ioffice"),
    ] {
        let mut arguments = vec!["providers", "search", "--json"];
        arguments.extend(words);
        let found = ids(home.run(&arguments).await.ok().json());
        assert!(found.contains(&id.to_owned()), "{words:?}: {found:?}");
        assert!(found.len() < all.len(), "{words:?}");
    }
    let ran = home
        .run(&["providers", "search", "no-such-thing"])
        .await
        .fails(1);
    assert!(ran.err.contains("oauth new"), "{ran:?}");
    home.run(&["providers", "show", "nobody"]).await.fails(2);
    let shown = home.run(&["providers"]).await.ok();
    assert!(
        shown.out.contains("(made up, to try things with)"),
        "{shown:?}"
    );
    let bare = home.run(&["providers", "--bare"]).await.ok();
    assert_eq!(bare.out.lines().collect::<Vec<_>>(), all);
}

#[tokio::test]
async fn the_catalogue_is_looked_up_by_words_or_by_id() {
    let home = Home::new();
    let found = home.run(&["providers", "zoho"]).await.ok();
    assert!(
        found.out.contains("ZOHO_CLIENT_ID"),
        "an id shows: {found:?}"
    );
    let found = home.run(&["providers", "zoho", "books"]).await.ok();
    assert!(found.out.starts_with("Zoho Books  zoho_books"), "{found:?}");
    let found = home.run(&["providers", "show", "google-drive"]).await.ok();
    assert!(
        found.out.contains("oauth-providers, feature google"),
        "{found:?}"
    );
    let missed = home.run(&["providers", "show", "airtible"]).await.fails(2);
    assert!(missed.err.contains("is it `airtable`?"), "{missed:?}");
}
