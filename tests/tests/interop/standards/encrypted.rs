//! ID tokens that only the client can read (RFC 7516).

use oauth_runtime::jose::DecryptionKey;
use oauth_runtime::oauth_provider;

use super::on::{On, SECRET, at_issuer, sign_in};

/// ID tokens that are encrypted to the client.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    nonce,
    id_token(encrypted),
    scopes(OpenId = "openid"),
    api = "{server}/api/"
)]
pub struct Encrypted;

at_issuer! { Encrypted, EncryptedVars }

#[tokio::test]
async fn encrypted_id_token() {
    let Some(on) = On::standards() else { return };
    for (id, alg) in [
        ("id-token-rsa-encrypted-client", "RSA-OAEP-256"),
        ("id-token-ec-encrypted-client", "ECDH-ES"),
    ] {
        let key = DecryptionKey::read(on.jwk(alg).await.to_string()).unwrap();
        let client = on
            .builder::<Encrypted>(id)
            .client_secret(SECRET)
            .decryption_key(key)
            .build()
            .unwrap();
        let session = sign_in(&client, [EncryptedScope::OpenId]).await;
        assert_eq!(session.id_token_claims().unwrap()["sub"], "alice");
        assert_eq!(session.userinfo().await.unwrap()["sub"], "alice");
    }
}
