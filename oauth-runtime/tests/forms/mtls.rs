//! A server that asks for a client certificate, as ADP's token endpoint does.

use std::sync::Arc;

use oauth_runtime::spec::ClientAuth;
use oauth_runtime::transport::{Limits, ReqwestTransport, Transport as _, TransportError};
use oauth_runtime::wire::{VarValues, WireRequest};
use oauth_runtime::{Code, NoVars, Provider, Secret, Settings, oauth_provider};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

use crate::world::{answering, ok};

/// Id and secret in the body, and a certificate on top.
#[oauth_provider(
    mtls,
    client_credentials = "https://accounts.adp.example/auth/oauth/v2/token",
    api = "https://api.adp.example/"
)]
pub struct Adp;

/// As the RFCs have it.
#[oauth_provider(
    client_credentials = "https://plain.example/token",
    api = "https://plain.example/v1/"
)]
pub struct Plain;

/// A server whose clients must have a certificate of its own authority. What it
/// answers is the common name of the certificate.
struct Server {
    url: String,
    authority: reqwest::Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Server {
    async fn start() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let authority = params.self_signed(&key).unwrap();
        let issuer = Issuer::new(params, key);
        let own_key = KeyPair::generate().unwrap();
        let own = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
        let own = own.signed_by(&own_key, &issuer).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(own_key.serialize_der()));
        let mut roots = RootCertStore::empty();
        roots.add(authority.der().clone()).unwrap();
        let clients = WebPkiClientVerifier::builder(Arc::new(roots))
            .build()
            .unwrap();
        let config = ServerConfig::builder()
            .with_client_cert_verifier(clients)
            .with_single_cert(vec![own.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}/token", listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    continue;
                };
                let shown = stream.get_ref().1.peer_certificates().unwrap_or_default();
                let count = shown.len();
                let bound = shown.first().map_or(String::new(), |own| thumbprint(own));
                let mut seen = [0; 4096];
                if let Ok(length) = stream.read(&mut seen).await {
                    let line = String::from_utf8_lossy(&seen[..length]).into_owned();
                    let body = match line.starts_with("POST /token ") {
                        true if line.contains("client_id=bound") => {
                            format!(r#"{{"access_token":"{bound}","token_type":"Bearer"}}"#)
                        }
                        true => format!("{count} certificates"),
                        false => format!(r#"{{"x5t#S256":"{bound}"}}"#),
                    };
                    let answer = format!(
                        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                        body.len()
                    );
                    let _ = stream.write_all(answer.as_bytes()).await;
                    let _ = stream.shutdown().await;
                }
            }
        });
        Self {
            url,
            authority: reqwest::Certificate::from_der(authority.der()).unwrap(),
            issuer,
        }
    }

    /// Chain and key of a client, in PEM.
    fn client(&self) -> Secret {
        self.client_and_thumbprint().0
    }

    /// The same, and the thumbprint of its certificate.
    fn client_and_thumbprint(&self) -> (Secret, String) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(["client".to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let pem = format!("{}{}", certificate.pem(), key.serialize_pem());
        (Secret::new(pem), thumbprint(certificate.der()))
    }

    fn request(&self) -> WireRequest {
        let vars = VarValues::check(Adp::SPEC, |_| None).unwrap();
        let mut inputs = oauth_runtime::wire::Inputs::default();
        inputs.vars = Some(&vars);
        inputs.client_id = "id-1";
        inputs.client_secret = Some(oauth_runtime::wire::SecretText("s-1"));
        inputs.url = Some(&self.url);
        let kind = oauth_runtime::spec::CallKind::ClientCredentials;
        oauth_runtime::wire::plan(Adp::SPEC, kind, &inputs).unwrap()
    }
}

/// `x5t#S256` of a certificate (RFC 8705 §3.1).
fn thumbprint(der: &[u8]) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use sha2::Digest as _;
    URL_SAFE_NO_PAD.encode(sha2::Sha256::digest(der))
}

/// The token is bound to the certificate (RFC 8705 §3), so the API must see the same one.
#[tokio::test]
async fn token_endpoint_and_api_see_the_same_certificate() {
    let server = Server::start().await;
    let (pem, own) = server.client_and_thumbprint();
    let transport = ReqwestTransport::with_client_certificate(&pem, |builder| {
        builder
            .tls_certs_only([server.authority.clone()])
            .no_proxy()
    });
    let client = PlainClient::builder(NoVars, "bound")
        .client_auth(ClientAuth::TlsClientAuth)
        .transport(transport.unwrap())
        .against(server.url.trim_end_matches("/token"))
        .build()
        .unwrap();
    let session = client.client_credentials([]).await.unwrap();
    assert_eq!(session.tokens().access_token.expose(), own);
    let seen: serde_json::Value = session.get("me").json().await.unwrap();
    assert_eq!(seen["x5t#S256"], own.as_str());
}

#[tokio::test]
async fn the_certificate_is_shown_to_the_server_that_asks() {
    let server = Server::start().await;
    let trusting = |builder: reqwest::ClientBuilder| {
        builder
            .tls_certs_only([server.authority.clone()])
            .no_proxy()
    };
    let with = ReqwestTransport::with_client_certificate(&server.client(), trusting).unwrap();
    let answer = with
        .send(server.request(), Limits::CREDENTIALS)
        .await
        .unwrap();
    assert_eq!(answer.body, "1 certificates");
    let without = ReqwestTransport::with(trusting).unwrap();
    let refused = without.send(server.request(), Limits::CREDENTIALS).await;
    let refused = refused.map(|answer| answer.status);
    assert!(
        matches!(
            refused,
            Err(TransportError::NoAnswer(_) | TransportError::NotSent(_))
        ),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_client_without_one_is_told_before_anything_is_sent() {
    let server = Server::start().await;
    let builder = || AdpClient::builder(NoVars, "id-1").client_secret("s-1");
    let error = builder().build().unwrap_err();
    assert_eq!(error.code(), Code::SecretMissing);
    assert_eq!(error.declaration_key(), Some("client_certificate"));
    builder()
        .client_certificate(server.client())
        .build()
        .unwrap();
    // A stand-in server on loopback asks for none, and a transport has its own.
    builder().against("http://127.0.0.1:9").build().unwrap();
    builder()
        .transport(answering([ok("{}")]).0)
        .build()
        .unwrap();
    let both = builder()
        .transport(answering([ok("{}")]).0)
        .client_certificate(server.client())
        .build();
    assert_eq!(both.unwrap_err().code(), Code::InputRefused);
    let pem = server.client();
    let (chain, key) = pem.expose().split_once("-----BEGIN PRIVATE KEY").unwrap();
    for broken in ["", "k3y", chain, &format!("-----BEGIN PRIVATE KEY{key}")] {
        let error = builder().client_certificate(broken).build().unwrap_err();
        assert_eq!(error.code(), Code::InputRefused, "{error}");
        let shown = format!("{error} {error:?}");
        assert!(broken.is_empty() || !shown.contains(broken), "{shown}");
    }
}

#[test]
fn settings_have_it_where_it_is_asked_for() {
    let named = |spec| {
        let settings = Settings::of(spec);
        let found = settings
            .into_iter()
            .find(|setting| setting.name == "client_certificate");
        found.map(|setting| (setting.variable, setting.secret, setting.required))
    };
    assert_eq!(named(Plain::SPEC), None);
    let expected = ("ADP_CLIENT_CERTIFICATE".to_owned(), true, false);
    assert_eq!(named(Adp::SPEC), Some(expected));
    let settings =
        Settings::new()
            .set("adp", "client_id", "id-1")
            .set("adp", "client_certificate", "k3y");
    let error = AdpClient::from_settings(&settings)
        .unwrap()
        .build()
        .unwrap_err();
    assert_eq!(error.declaration_key(), Some("client_certificate"));
}
