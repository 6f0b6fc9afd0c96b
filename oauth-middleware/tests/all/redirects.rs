//! A token is not carried to where an API redirects.

use oauth_middleware::{OAuthMiddleware, same_origin_redirects};
use oauth_mock::Fault;
use oauth_runtime::NoVars;
use oauth_runtime::spec::{Bearer, CallKind};
use reqwest_middleware::ClientBuilder;

use crate::world::{AcmeClient, server};

#[tokio::test]
async fn f_21_a_redirect_to_another_origin_shows_the_token_to_nobody() {
    let (server, witness) = (server().await, server().await);
    let acme = AcmeClient::builder(NoVars, "app")
        .client_secret("s3cret")
        // HTTP libraries know `Authorization`, but not a vendor's own header.
        .bearer(Bearer::Header {
            name: "x-access-token",
        })
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    let session = acme.client_credentials([]).await.unwrap();
    let plain = reqwest::Client::builder()
        .no_proxy()
        .redirect(same_origin_redirects())
        .build()
        .unwrap();
    let client = ClientBuilder::new(plain)
        .with(OAuthMiddleware::new(session))
        .build();
    let own = format!("{}/v1/things", server.origin());
    for status in [301, 302, 303, 307, 308] {
        for location in [
            format!("{}/v1/things", witness.origin()),
            witness.origin().replace("http:", ""),
        ] {
            server.script(CallKind::Api, Fault::Redirect { status, location });
            let answer = client.get(&own).send().await.unwrap();
            assert_eq!(answer.status(), status);
        }
        let location = "/v1/others".to_owned();
        server.script(CallKind::Api, Fault::Redirect { status, location });
        let answer = client.get(&own).send().await.unwrap();
        assert_eq!(answer.status(), 200, "on its own origin it is followed");
    }
    assert!(witness.ledger().is_empty(), "{:?}", witness.ledger());
}
