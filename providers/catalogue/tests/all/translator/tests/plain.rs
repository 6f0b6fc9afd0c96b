//! Rows that differ from the RFCs in names, places and words.

use super::{api, authorize, refresh, token};

const STATE: &str = "WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo";
const CHALLENGE: &str = "vsC21rUDXpkBYxBRE9D-8wa2cqfiPLd0sDvQNlNjtT0";
const REDIRECT: &str = "https%3A%2F%2Fapp.acme.example%2Fcb%3Fteam%3Da%2520b";
const CLIENT: &str = "client_id=cl%2B1%40acme&client_secret=s3cr%25t%2F+%26%2B%7E*";

#[test]
fn airtable_sends_a_challenge_and_form_encoded_basic() {
    assert_eq!(
        authorize("airtable"),
        format!(
            "https://airtable.com/oauth2/v1/authorize?response_type=code&client_id=cl%2B1%40acme\
             &redirect_uri={REDIRECT}&scope=contacts.read%20files%3Awrite%2Fx&state={STATE}\
             &code_challenge={CHALLENGE}&code_challenge_method=S256"
        )
    );
    assert_eq!(
        token("airtable", &["authorization", "content-type", "accept"]),
        format!(
            "POST https://airtable.com/oauth2/v1/token\nauthorization: Basic {}\n\
             content-type: application/x-www-form-urlencoded\naccept: application/json\n\
             grant_type=authorization_code&code=c0de%2F%2B%3D%261&redirect_uri={REDIRECT}\
             &code_verifier={STATE}",
            "Y2wlMkIxJTQwYWNtZTpzM2NyJTI1dCUyRislMjYlMkIlN0Uq"
        )
    );
}

#[test]
fn slack_joins_two_scope_lists_by_commas() {
    assert_eq!(
        authorize("slack"),
        format!(
            "https://slack.com/oauth/v2/authorize?response_type=code&client_id=cl%2B1%40acme\
             &redirect_uri={REDIRECT}&scope=contacts.read%2Cfiles%3Awrite%2Fx\
             &user_scope=identity.basic%2Cusers%3Aread&state={STATE}"
        )
    );
    assert_eq!(
        refresh("slack", &[]),
        format!(
            "POST https://slack.com/api/oauth.v2.access\n\
             grant_type=refresh_token&refresh_token=r.T%2F%2B%3D1&{CLIENT}"
        )
    );
}

#[test]
fn google_wants_extras_and_revokes() {
    let url = authorize("google");
    assert!(url.ends_with("&code_challenge_method=S256&access_type=offline&prompt=consent"));
    let row = crate::translator::row::row("google");
    let revoke = crate::translator::api::revoke(&row, &super::full("google")).unwrap();
    assert_eq!(revoke.target(), "https://oauth2.googleapis.com/revoke");
    assert_eq!(revoke.body.bytes(), "token=a.T%2F%2B%3D1");
}

#[test]
fn clover_has_two_hosts_and_a_refresh_of_its_own() {
    assert_eq!(
        token("clover", &["content-type"]),
        "POST https://api.clover.com/oauth/v2/token\ncontent-type: application/json\n\
         {\"code\":\"c0de/+=&1\",\"client_id\":\"cl+1@acme\",\"client_secret\":\"s3cr%t/ &+~*\"}"
    );
    assert_eq!(
        refresh("clover", &[]),
        "POST https://api.clover.com/oauth/v2/refresh\n\
         {\"refresh_token\":\"r.T/+=1\",\"client_id\":\"cl+1@acme\"}"
    );
}

#[test]
fn trovo_sends_raw_scopes_and_the_client_id_in_a_header() {
    assert!(authorize("trovo").contains("&scope=contacts.read+files:write/x&state="));
    assert_eq!(
        token("trovo", &["client-id"]),
        "POST https://open-api.trovo.live/openplatform/exchangetoken\nclient-id: cl+1@acme\n\
         {\"grant_type\":\"authorization_code\",\"code\":\"c0de/+=&1\",\
         \"redirect_uri\":\"https://app.acme.example/cb?team=a%20b\",\
         \"client_secret\":\"s3cr%t/ &+~*\"}"
    );
    assert_eq!(
        api("trovo", &["authorization", "client-id"]),
        "GET https://open-api.trovo.live/openplatform/things/7\n\
         authorization: OAuth a.T/+=1\nclient-id: cl+1@acme\n"
    );
}

#[test]
fn twinfield_sends_a_fresh_nonce() {
    let url = authorize("twinfield");
    assert!(
        url.ends_with("&nonce=5a5a5a5a-5a5a-4a5a-9a5a-5a5a5a5a5a5a"),
        "{url}"
    );
    assert!(api("twinfield", &[]).starts_with("GET https://acme-cluster.twinfield.com/things/7"));
}

#[test]
fn apollo_signs_in_behind_a_hash_route() {
    let url = authorize("apollo-oauth");
    assert!(url.starts_with("https://app.apollo.io#/oauth/authorize?response_type=code&"));
}

#[test]
fn deezer_gets_its_token_and_carries_the_state_in_the_redirect_uri() {
    assert_eq!(
        authorize("deezer"),
        format!(
            "https://connect.deezer.com/oauth/auth.php?app_id=cl%2B1%40acme\
             &redirect_uri={REDIRECT}%26state%3D{STATE}&perms=contacts.read%2Cfiles%3Awrite%2Fx"
        )
    );
    assert_eq!(
        token("deezer", &[]),
        "GET https://connect.deezer.com/oauth/access_token.php?code=c0de%2F%2B%3D%261\
         &app_id=cl%2B1%40acme&secret=s3cr%25t%2F%20%26%2B~%2A&output=json\n"
    );
    assert!(
        super::super::refresh::requests(&super::row("deezer"), &super::full("deezer")).len() < 2
    );
}

#[test]
fn instagram_renews_with_the_access_token_and_without_client() {
    assert_eq!(
        refresh("instagram", &["authorization"]),
        "GET https://graph.instagram.com/refresh_access_token?grant_type=ig_refresh_token\
         &access_token=a.T%2F%2B%3D1\nauthorization: absent\n"
    );
}

#[test]
fn facebook_puts_the_redirect_uri_into_the_query() {
    let sent = token("facebook", &[]);
    assert!(
        sent.contains(&format!("?redirect_uri={REDIRECT}\n{{\"code\":")),
        "{sent}"
    );
    let sent = refresh("facebook", &[]);
    assert!(
        sent.contains("?grant_type=fb_exchange_token&fb_exchange_token=a.T%2F%2B%3D1&client_id=")
    );
}

#[test]
fn tableau_nests_its_credentials() {
    let sent = token("tableau", &["accept"]);
    assert!(
        sent.ends_with(
            "{\"credentials\":{\"personalAccessTokenName\":\"cr-pat\",\
             \"personalAccessTokenSecret\":\"cr-secret\",\"site\":{\"contentUrl\":\"cr-contenturl\"}}}"
        ),
        "{sent}"
    );
}

#[test]
fn sage_intacct_speaks_xml() {
    let sent = token("sage-intacct", &["content-type"]);
    assert!(sent.starts_with(
        "POST https://api.intacct.com/ia/xml/xmlgw.phtml\ncontent-type: application/xml\n"
    ));
    assert!(
        sent.contains("<request><control><senderid>cr-senderid</senderid>"),
        "{sent}"
    );
    assert!(
        sent.contains("<uniqueid>false</uniqueid><dtdversion>3.0</dtdversion>"),
        "{sent}"
    );
    assert!(
        sent.contains(
            "<function controlid=\"5a5a5a5a-5a5a-4a5a-9a5a-5a5a5a5a5a5a\"><getAPISession/></function>"
        ),
        "{sent}"
    );
}
