//! Rows with calls before or after the token call.

use super::{full, row, shown};
use crate::translator::answer::answer;
use crate::translator::node::Node;
use crate::translator::{refresh, steps, token};

fn all(id: &str, headers: &[&str]) -> Vec<String> {
    let requests = token::requests(&row(id), &full(id));
    requests
        .iter()
        .map(|request| shown(request, headers))
        .collect()
}

#[test]
fn bullhorn_trades_its_token_for_a_session_each_time() {
    let requests = all("bullhorn", &[]);
    assert_eq!(
        requests[0],
        "POST https://auth-west.bullhornstaffing.com/oauth/token?grant_type=authorization_code\
         &code=c0de%2F%2B%3D%261&redirect_uri=https%3A%2F%2Fapp.acme.example%2Fcb%3Fteam%3Da%2520b\
         &client_id=cl%2B1%40acme&client_secret=s3cr%25t%2F%20%26%2B~%2A\n"
    );
    assert_eq!(
        requests[1],
        "POST https://rest-west.bullhornstaffing.com/rest-services/login?version=%2A\
         &access_token=step1accesstoken&ttl=10080\n"
    );
    let again = refresh::requests(&row("bullhorn"), &full("bullhorn"));
    assert_eq!(again.len(), 2);
    assert_eq!(again[1].call, "refresh.step2");
    let first = answer(&row("bullhorn"), &full("bullhorn"), "token", &Node::Null);
    assert_eq!(
        first.body,
        r#"{"access_token":"step1accesstoken","refresh_token":"r.T/+=1"}"#
    );
    let last = answer(
        &row("bullhorn"),
        &full("bullhorn"),
        "token.step2",
        &Node::Null,
    );
    assert!(
        last.body.starts_with(r#"{"BhRestToken":"a.T/+=1","#),
        "{}",
        last.body
    );
}

#[test]
fn feishu_asks_for_an_app_token_first() {
    let requests = all("feishu", &["authorization"]);
    assert_eq!(
        requests,
        [
            "POST https://open.feishu.cn/open-apis/auth/v3/app_access_token/internal/\n\
             authorization: absent\n\
             {\"app_id\":\"cl+1@acme\",\"app_secret\":\"s3cr%t/ &+~*\"}",
            "POST https://open.feishu.cn/open-apis/authen/v1/oidc/access_token\n\
             authorization: Bearer pre1appaccesstoken\n\
             {\"grant_type\":\"authorization_code\",\"code\":\"c0de/+=&1\"}",
        ]
    );
}

#[test]
fn minecraft_nests_what_it_learned() {
    let requests = all("minecraft", &[]);
    assert!(requests[1].contains("\"RpsTicket\":\"d=step1accesstoken\""));
    assert!(requests[2].contains("\"UserTokens\":[\"step2token\"]"));
    assert!(requests[3].contains("\"XBL3.0 x=step2displayclaimsxui0uhs;step3token\""));
}

#[test]
fn docuware_finds_its_endpoints() {
    let requests = all("docuware", &[]);
    assert_eq!(
        requests[1],
        "GET https://login.docuware.cloud/acme/.well-known/openid-configuration\n"
    );
    assert!(requests[2].starts_with("POST https://login.docuware.cloud/acme/connect/token\ngrant_type=password&scope=docuware.platform&"));
}

#[test]
fn what_is_learned_is_asked_with_the_token() {
    let request = steps::learn(&row("jira"), &full("jira")).unwrap();
    assert_eq!(
        shown(&request, &["authorization"]),
        "GET https://api.atlassian.com/oauth/token/accessible-resources\n\
         authorization: Bearer a.T/+=1\n"
    );
    let answer = answer(&row("jira"), &full("jira"), "learn", &Node::Null);
    assert_eq!(answer.body, r#"[{"id":"acme-cloudid"}]"#);
}
