//! Which method of client authentication is used, where the metadata decides it.

use super::ServerMetadata;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::spec::{Alg, ClientAssertion, ClientAuth};

/// The methods as RFC 7591 §2 and RFC 8705 §2 name them.
pub(crate) fn method_name(auth: &ClientAuth) -> Option<&'static str> {
    Some(match auth {
        ClientAuth::None => "none",
        ClientAuth::Basic(_) => "client_secret_basic",
        ClientAuth::Body => "client_secret_post",
        ClientAuth::ClientSecretJwt(_) => "client_secret_jwt",
        ClientAuth::PrivateKeyJwt(_) => "private_key_jwt",
        ClientAuth::TlsClientAuth => "tls_client_auth",
        _ => return None,
    })
}

/// The method with this name.
pub(crate) fn method_of(name: &str) -> Option<ClientAuth> {
    Some(match name {
        "none" => ClientAuth::None,
        "client_secret_basic" => ClientAuth::BASIC,
        "client_secret_post" => ClientAuth::Body,
        "client_secret_jwt" => ClientAuth::ClientSecretJwt(ClientAssertion {
            alg: Some(Alg::Hs256),
            ..ClientAssertion::DEFAULT
        }),
        "private_key_jwt" => ClientAuth::PrivateKeyJwt(ClientAssertion::DEFAULT),
        "tls_client_auth" | "self_signed_tls_client_auth" => ClientAuth::TlsClientAuth,
        _ => return None,
    })
}

/// What a client has to prove itself with.
#[derive(Clone, Copy)]
struct Means {
    key: Option<Alg>,
    certificate: bool,
    secret: bool,
    /// FAPI 2.0 knows no secrets (Security Profile §5.3.3.1).
    strict: bool,
}

/// The methods from the strongest to the weakest, each with what it takes.
fn offered(means: Means, algs: Option<&[&str]>) -> impl Iterator<Item = &'static str> {
    let known = move |alg: Alg| {
        algs.is_none_or(|algs| {
            algs.contains(&alg.name()) || (alg == Alg::EdDsa && algs.contains(&"Ed25519"))
        })
    };
    let key = means.key.is_some_and(known);
    let secret = means.secret && !means.strict;
    [
        ("private_key_jwt", key),
        ("tls_client_auth", means.certificate),
        ("self_signed_tls_client_auth", means.certificate),
        ("client_secret_basic", secret),
        ("client_secret_post", secret),
        ("client_secret_jwt", secret && known(Alg::Hs256)),
    ]
    .into_iter()
    .filter_map(|(method, has)| has.then_some(method))
}

impl Core {
    /// The best method that the metadata lists and the client has the means for. A
    /// client without any is a public one, and names itself (RFC 6749 §2.1).
    pub(super) fn choose_auth(&self, metadata: &ServerMetadata) -> Result<ClientAuth, Error> {
        let means = Means {
            key: self.client_key.as_ref().map(|key| key.alg()),
            certificate: self.has_certificate,
            secret: self.client_secret.is_some(),
            strict: self.spec.profile.is_fapi2(),
        };
        if means.key.is_none() && !means.certificate && !means.secret {
            return Ok(ClientAuth::None);
        }
        let algs = metadata.list("token_endpoint_auth_signing_alg_values_supported");
        let listed = metadata.client_auth_methods();
        let best = offered(means, algs.as_deref()).find(|method| listed.contains(method));
        best.and_then(method_of).ok_or_else(|| {
            let shown: Vec<String> = listed
                .iter()
                .take(12)
                .map(|method| method.chars().take(40).flat_map(char::escape_default).collect())
                .collect();
            Error::new(
                Code::MetadataConflict,
                format!(
                    "the server authenticates clients by [{}], and this client has nothing for that: set `client_key`, `client_certificate` or `client_secret`, or declare `client_auth`",
                    shown.join(", ")
                ),
            )
            .of(self.spec.id)
            .key("client_auth")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_method_that_both_have_is_taken() {
        let all = Means {
            key: Some(Alg::Es256),
            certificate: true,
            secret: true,
            strict: false,
        };
        let first = |means, algs: Option<&[&str]>, listed: &[&str]| {
            offered(means, algs).find(|method| listed.contains(method))
        };
        let listed = [
            "none",
            "client_secret_jwt",
            "client_secret_post",
            "client_secret_basic",
            "self_signed_tls_client_auth",
            "private_key_jwt",
        ];
        assert_eq!(first(all, None, &listed), Some("private_key_jwt"));
        assert_eq!(
            first(all, Some(&["ES256"]), &listed),
            Some("private_key_jwt")
        );
        let rsa = Some(&["RS256"][..]);
        assert_eq!(
            first(all, rsa, &listed),
            Some("self_signed_tls_client_auth")
        );
        let secret = Means {
            key: None,
            certificate: false,
            ..all
        };
        assert_eq!(first(secret, None, &listed), Some("client_secret_basic"));
        assert_eq!(
            first(secret, None, &listed[..3]),
            Some("client_secret_post")
        );
        assert_eq!(first(secret, None, &listed[..2]), Some("client_secret_jwt"));
        assert_eq!(first(secret, None, &["private_key_jwt", "none"]), None);
        let strict = Means {
            strict: true,
            ..secret
        };
        assert_eq!(first(strict, None, &listed), None);
    }
}
