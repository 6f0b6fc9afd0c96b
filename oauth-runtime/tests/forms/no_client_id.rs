//! Providers that know no client: the user's own credentials are all they ask for.

use oauth_runtime::{Code, DynClient, NoVars, Provider, Settings, oauth_provider};

use crate::world::{answering, ok};

/// Two credentials in a JSON body, nothing else.
#[oauth_provider(
    vars(email: Text, password: Secret),
    client_auth = none,
    client_credentials(
        url = "https://api.breezy.example/v3/signin",
        place = json,
        omit(client_id, grant_type, scope),
        params(email = "{email}", password = "{password}"),
    ),
    api(base = "https://api.breezy.example/v3/", bearer(authorization(""))),
)]
pub struct Breezy;

/// Credentials below an object, and a whole host.
#[oauth_provider(
    vars(hostname: Host, pat: Text, secret: Secret, content_url: Option<Text>),
    client_auth = none,
    client_credentials(
        url = "https://{hostname}/api/3.26/auth/signin",
        place = json,
        omit(client_id, grant_type, scope),
        params(credentials(
            personalAccessTokenName = "{pat}",
            personalAccessTokenSecret = "{secret}",
            site(contentUrl = "{content_url}"),
        )),
        answer(access_token = "/credentials/token"),
    ),
    api(base = "https://{hostname}/api/3.26/", bearer(header("x-tableau-auth"))),
)]
pub struct Tableau;

/// As the RFCs have it.
#[oauth_provider(
    authorize = "https://plain.example/authorize",
    token = "https://plain.example/token"
)]
pub struct Plain;

/// The id is in a header of every API call, and nowhere else.
#[oauth_provider(
    vars(key: Secret),
    client_auth = none,
    client_credentials(
        url = "https://keyed.example/token",
        omit(client_id, grant_type),
        params(key = "{key}"),
    ),
    api(base = "https://keyed.example/v1/", headers("x-application" = "{client_id}")),
)]
pub struct Keyed;

#[tokio::test]
async fn credentials_of_the_user_are_enough() {
    let (transport, sent) = answering([ok(r#"{"access_token":"at-1"}"#), ok("{}")]);
    let vars = BreezyVars {
        email: "ada@acme.example".parse().unwrap(),
        password: "s3cret".into(),
    };
    let client = BreezyClient::builder(vars, "")
        .transport(transport)
        .build()
        .unwrap();
    let session = client.client_credentials([]).await.unwrap();
    session.get("companies").send().await.unwrap();
    assert_eq!(
        sent.wire(0),
        (
            "POST https://api.breezy.example/v3/signin".to_owned(),
            r#"{"email":"ada@acme.example","password":"s3cret"}"#.to_owned()
        )
    );
    assert_eq!(sent.header(1, "authorization").as_deref(), Some("at-1"));
    assert_eq!(session.connection().registration(), "");
}

#[tokio::test]
async fn nested_credentials_count_as_credentials() {
    let (transport, sent) = answering([ok(r#"{"credentials":{"token":"at-1"}}"#)]);
    let vars = [
        ("hostname", "dub01.tableau.example"),
        ("pat", "ci"),
        ("secret", "p"),
    ];
    let client = DynClient::builder(Tableau::SPEC, &vars, "")
        .transport(transport)
        .build()
        .unwrap();
    let session = client.client_credentials("").await.unwrap();
    assert_eq!(session.token().await.unwrap().expose(), "at-1");
    let (line, body) = sent.wire(0);
    assert_eq!(
        line,
        "POST https://dub01.tableau.example/api/3.26/auth/signin"
    );
    assert_eq!(
        body,
        r#"{"credentials":{"personalAccessTokenName":"ci","personalAccessTokenSecret":"p","site":{}}}"#
    );
}

#[test]
fn a_client_id_that_is_sent_cannot_be_empty() {
    let (transport, _) = answering([]);
    let plain = PlainClient::builder(NoVars, "")
        .transport(transport)
        .build();
    assert_eq!(plain.unwrap_err().code(), Code::InputRefused);
    let (transport, _) = answering([]);
    let keyed = DynClient::builder(Keyed::SPEC, &[("key", "k")], "")
        .transport(transport)
        .build();
    assert_eq!(keyed.unwrap_err().declaration_key(), Some("client_id"));
}

#[test]
fn settings_ask_for_a_client_id_only_where_one_is_sent() {
    let required = |spec| {
        let settings = Settings::of(spec);
        let id = settings.iter().find(|setting| setting.name == "client_id");
        id.unwrap().required
    };
    assert!(!required(Breezy::SPEC));
    assert!(!required(Tableau::SPEC));
    assert!(required(Plain::SPEC));
    assert!(required(Keyed::SPEC));
}
