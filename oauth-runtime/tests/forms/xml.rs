//! A gateway that takes and answers XML, as Sage Intacct's session call does.

use oauth_runtime::{Code, DynClient, Provider, oauth_provider};

use crate::world::{answering, ok};

/// One request with the user's own name and password below elements.
#[oauth_provider(
    vars(sender_id: Text, sender_password: Secret, user_id: Text, company_id: Text, user_password: Secret),
    client_auth = none,
    client_credentials(
        url = "https://api.intacct.example/ia/xml/xmlgw.phtml",
        place = xml,
        accept = "application/xml",
        omit(client_id, grant_type, scope),
        params(request(
            control(
                senderid = "{sender_id}",
                password = "{sender_password}",
                uniqueid = false,
                dtdversion = "3.0",
            ),
            operation(
                authentication(login(
                    userid = "{user_id}",
                    companyid = "{company_id}",
                    password = "{user_password}",
                )),
                content(function("@controlid" = "c-1", getAPISession = "")),
            ),
        )),
        answer(
            format = xml,
            access_token = "/response/operation/result/data/api/sessionid",
            expires_at = "/response/operation/authentication/sessiontimeout",
            error = ["/response/errormessage/error/errorno", "/response/operation/errormessage/error/errorno"],
            error_description = "/response/errormessage/error/description2",
            error_map("XL03000006" = invalid_client),
            keep(endpoint: Url("*.intacct.example") = "/response/operation/result/data/api/endpoint"),
        ),
    ),
)]
pub struct Intacct;

/// Standard parameters below the root, and several elements of one name.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/token",
        place = xml,
        names(
            grant_type = "/r/@grant",
            code = "/r/code",
            redirect_uri = "/r/uri",
            client_id = "/r/client/id",
            client_secret = "/r/client/secret",
            code_verifier = "/r/verifier",
            refresh_token = "/r/refresh",
        ),
        params(r(item = ["a", "b"])),
        answer(format = xml, access_token = "/r/token", expires_in = "/r/token/@ttl"),
    ),
)]
pub struct Acme;

const VARS: [(&str, &str); 5] = [
    ("sender_id", "snd"),
    ("sender_password", "p<&>\"w"),
    ("user_id", "ada"),
    ("company_id", "acme"),
    ("user_password", "pw 2"),
];

const ANSWER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<response>
  <control><status>success</status><senderid>snd</senderid></control>
  <operation>
    <authentication>
      <status>success</status>
      <sessiontimeout>2026-11-21T06:00:00+00:00</sessiontimeout>
    </authentication>
    <result>
      <status>success</status>
      <data>
        <api>
          <sessionid>aGVsbG8&#45;x..</sessionid>
          <endpoint>https://eu.intacct.example/ia/xml/xmlgw.phtml</endpoint>
        </api>
      </data>
    </result>
  </operation>
</response>"#;

fn client(answers: &[&str]) -> (DynClient, crate::world::Sent) {
    let (transport, sent) = answering(answers.iter().map(|body| ok(body)));
    let client = DynClient::builder(Intacct::SPEC, &VARS, "")
        .transport(transport)
        .clock(crate::world::TestClock::default())
        .build()
        .unwrap();
    (client, sent)
}

#[tokio::test]
async fn the_body_is_one_document_with_the_declared_elements() {
    let (client, sent) = client(&[ANSWER]);
    let session = client.client_credentials("").await.unwrap();
    let (line, body) = sent.wire(0);
    assert_eq!(line, "POST https://api.intacct.example/ia/xml/xmlgw.phtml");
    assert_eq!(
        body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><request><control><senderid>snd</senderid>\
         <password>p&lt;&amp;&gt;&quot;w</password><uniqueid>false</uniqueid><dtdversion>3.0</dtdversion></control>\
         <operation><authentication><login><userid>ada</userid><companyid>acme</companyid>\
         <password>pw 2</password></login></authentication><content><function controlid=\"c-1\">\
         <getAPISession/></function></content></operation></request>"
    );
    assert_eq!(
        sent.header(0, "content-type").as_deref(),
        Some("application/xml")
    );
    assert_eq!(sent.header(0, "accept").as_deref(), Some("application/xml"));
    let tokens = session.tokens();
    assert_eq!(tokens.access_token.expose(), "aGVsbG8-x..");
    let left = match tokens.expires {
        oauth_runtime::Expiry::At(end) => end.duration_since(tokens.issued_at).unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(left.as_secs(), 6 * 3600);
    let endpoint = tokens.kept.text("endpoint");
    assert_eq!(
        endpoint.as_deref(),
        Some("https://eu.intacct.example/ia/xml/xmlgw.phtml")
    );
}

#[tokio::test]
async fn an_error_in_the_document_is_the_error() {
    let refused = "<response><errormessage><error><errorno>XL03000006</errorno><description2>Sign-in information is incorrect</description2></error></errormessage></response>";
    let foreign = ANSWER.replace("eu.intacct.example", "eu.intacct.example.evil.example");
    for (body, code) in [
        (refused, Code::ClientAuthentication),
        ("<response><operation/></response>", Code::MissingField),
        ("<response>", Code::UnreadableAnswer),
        ("{\"access_token\":\"a\"}", Code::UnreadableAnswer),
        (
            "<!DOCTYPE html><html><title>Sign in</title></html>",
            Code::HtmlAnswer,
        ),
        (foreign.as_str(), Code::UntrustedHost),
    ] {
        let (client, _) = client(&[body]);
        let error = client.client_credentials("").await.unwrap_err();
        assert_eq!(error.code(), code, "{body}\n{error}");
        assert!(!error.to_string().contains("pw 2"), "{error}");
    }
}

#[tokio::test]
async fn a_value_that_xml_cannot_hold_is_refused_before_it_is_sent() {
    let (transport, sent) = answering([]);
    let vars = [("user_password", "a\u{1}b")];
    let vars: Vec<_> = VARS[..4].iter().copied().chain(vars).collect();
    let built = DynClient::builder(Intacct::SPEC, &vars, "")
        .transport(transport)
        .build();
    let error = match built {
        Ok(client) => client.client_credentials("").await.unwrap_err(),
        Err(error) => error,
    };
    assert!(!error.to_string().contains('\u{1}'), "{error}");
    assert_eq!(sent.count(), 0);
}

#[tokio::test]
async fn standard_parameters_stand_where_their_names_put_them() {
    let (transport, sent) = answering([ok("<r><token ttl=\"60\">at-1</token></r>")]);
    let client = AcmeClient::builder(oauth_runtime::NoVars, "id-1")
        .client_secret("s-1")
        .transport(transport)
        .build()
        .unwrap();
    let login = client
        .authorize("https://me.example/cb", [])
        .state("S")
        .begin()
        .unwrap();
    let session = login
        .finish("https://me.example/cb?code=c-1&state=S")
        .await
        .unwrap();
    let body = sent.wire(0).1;
    let (verifier, after) = body.split_once("</verifier>").unwrap();
    assert_eq!(
        verifier.split_once("<verifier>").unwrap().0,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><r grant=\"authorization_code\"><code>c-1</code>\
         <uri>https://me.example/cb</uri><client><id>id-1</id><secret>s-1</secret></client>"
    );
    assert_eq!(after, "<item>a</item><item>b</item></r>");
    assert_eq!(session.token().await.unwrap().expose(), "at-1");
}
