//! The rules of FAPI 2.0, held against what is declared and what is set.

use super::Core;
use crate::error::{Code, Error};
use crate::spec::{
    Alg, Bearer, CallKind, ClientAuth, Discovery, Grants, Pkce, Profile, ProviderSpec,
};
use crate::value::{is_loopback_authority, split_origin};

/// The algorithms of FAPI 2.0 Security Profile §5.4.1.
const ALGS: &[Alg] = &[Alg::Ps256, Alg::Es256, Alg::EdDsa];

/// One rule of the profile.
type Rule = fn(&Core) -> Result<(), Error>;

impl Core {
    /// Refuses what the declared profile rules out. The macro refuses most of it
    /// earlier; a setting of the builder is seen only here.
    ///
    /// # Errors
    /// `E0615` with the key that breaks the rule.
    pub(crate) fn check_profile(&self) -> Result<(), Error> {
        if !self.spec.profile.is_fapi2() {
            return Ok(());
        }
        let rules: [Rule; 6] = [
            Self::proof_key,
            Self::pushed,
            Self::authentication,
            Self::bound_tokens,
            Self::algorithms,
            Self::places,
        ];
        rules.iter().try_for_each(|rule| rule(self))
    }

    fn proof_key(&self) -> Result<(), Error> {
        match self.pkce.unwrap_or(self.spec.pkce) {
            Pkce::S256 => Ok(()),
            _ => Err(broken("PKCE is S256 (FAPI 2.0 §5.3.3.2)", "pkce")),
        }
    }

    fn pushed(&self) -> Result<(), Error> {
        let spec = self.spec;
        if spec.call(CallKind::Authorize).is_none() {
            return Ok(());
        }
        if spec.call(CallKind::Par).is_none() {
            return Err(broken(
                "authorization requests are pushed (FAPI 2.0 §5.3.3.2)",
                "par",
            ));
        }
        if self.issuer.is_none() && spec.discovery == Discovery::None {
            return Err(broken(
                "the response names its issuer, which must be known (FAPI 2.0 §5.3.3.2)",
                "issuer",
            ));
        }
        Ok(())
    }

    fn authentication(&self) -> Result<(), Error> {
        let authenticates = |kind: CallKind| {
            let asked = matches!(
                kind,
                CallKind::Par
                    | CallKind::Device
                    | CallKind::Revoke
                    | CallKind::Introspect
                    | CallKind::BackchannelAuthentication
            );
            asked || kind.yields_token()
        };
        let calls = self.spec.calls.iter();
        let declared = calls.filter(|call| authenticates(call.kind));
        let learned = self.learned.as_ref().and_then(|l| l.client_auth.as_ref());
        let used = declared.map(|call| match (&self.client_auth, &call.client_auth) {
            (Some(method), _) => method,
            (None, ClientAuth::Discovered) => learned.unwrap_or(&call.client_auth),
            (None, method) => method,
        });
        for method in used {
            let strong = matches!(
                method,
                ClientAuth::PrivateKeyJwt(_) | ClientAuth::TlsClientAuth | ClientAuth::Discovered
            );
            if !strong {
                let text = format!(
                    "the client authenticates with its private key or its certificate (FAPI 2.0 §5.3.3.1), and not by `{}`",
                    method.describe()
                );
                return Err(Error::new(Code::ProfileViolated, text).key("client_auth"));
            }
        }
        Ok(())
    }

    fn bound_tokens(&self) -> Result<(), Error> {
        match self.spec.dpop.is_some() || self.spec.mtls {
            true => Ok(()),
            false => Err(broken(
                "tokens are bound to a key or a certificate (FAPI 2.0 §5.3.3.1)",
                "dpop",
            )),
        }
    }

    fn algorithms(&self) -> Result<(), Error> {
        let spec = self.spec;
        let own = self
            .client_key
            .as_ref()
            .map(|key| (key.alg(), "client_key"));
        let proofs = spec.dpop.map(|dpop| (dpop.alg, "dpop"));
        let requests = spec.request_object.and_then(|declared| declared.alg);
        let requests = requests.map(|alg| (alg, "request_object"));
        let answers = spec.id_token.algs.iter().map(|alg| (*alg, "id_token"));
        let clients = spec.calls.iter().filter_map(|call| match call.client_auth {
            ClientAuth::PrivateKeyJwt(declared) => Some((declared.alg?, "client_auth")),
            _ => None,
        });
        let all = own.into_iter().chain(proofs).chain(requests);
        for (alg, key) in all.chain(answers).chain(clients) {
            if !ALGS.contains(&alg) {
                let text = format!(
                    "signatures are PS256, ES256 or EdDSA (FAPI 2.0 §5.4.1), and not {}",
                    alg.name()
                );
                return Err(Error::new(Code::ProfileViolated, text).key(key));
            }
        }
        Ok(())
    }

    fn places(&self) -> Result<(), Error> {
        let spec = self.spec;
        if spec.insecure_http.is_some() {
            return Err(broken("endpoints are https", "insecure_http"));
        }
        let in_query = |bearer: &Bearer| matches!(bearer, Bearer::Query { .. });
        if spec.api.is_some_and(|api| api.bearer.iter().any(in_query)) {
            return Err(broken(
                "no token stands in a query (FAPI 2.0 §5.3.4)",
                "api(bearer)",
            ));
        }
        if spec.grants.contains(Grants::PASSWORD) {
            return Err(broken(
                "nobody gives a password to a client (FAPI 2.0 §5.3.2.1)",
                "password",
            ));
        }
        Ok(())
    }

    /// Whether a redirect URI may be used: with FAPI 2.0 it is https, or that of a native
    /// client on a loopback address (RFC 8252 §7.3).
    pub(crate) fn check_redirect_uri(&self, uri: &str) -> Result<(), Error> {
        let allowed = !self.spec.profile.is_fapi2()
            || uri.starts_with("https://")
            || is_on_loopback_address(uri)
            || self.against.is_some();
        match allowed {
            true => Ok(()),
            false => Err(broken(
                "redirect URIs are https, or `http` on a loopback address (FAPI 2.0 §5.3.2.2)",
                "redirect_uri",
            )),
        }
    }

    /// Whether authorization responses are signed.
    pub(crate) fn signed_responses(&self) -> bool {
        signed_responses(self.spec)
    }

    /// The algorithms that JWTs of the provider may have; empty: every one with a
    /// public key.
    pub(crate) fn provider_algs(&self) -> &'static [Alg] {
        match (self.spec.id_token.algs, self.spec.profile.is_fapi2()) {
            ([], true) => ALGS,
            (declared, _) => declared,
        }
    }
}

/// `localhost` is a name, and who knows where it leads (RFC 8252 §8.3).
fn is_on_loopback_address(uri: &str) -> bool {
    let (origin, _) = split_origin(uri);
    let authority = origin.strip_prefix("http://");
    authority.is_some_and(|own| is_loopback_authority(own) && own.starts_with(['1', '[']))
}

/// Whether authorization responses are signed: by declaration, or by profile.
pub(crate) fn signed_responses(spec: &ProviderSpec) -> bool {
    spec.callback.jwt || spec.profile == Profile::Fapi2MessageSigning
}

fn broken(rule: &'static str, key: &'static str) -> Error {
    Error::new(Code::ProfileViolated, rule).key(key)
}
