//! `@given` as typed values, and the client and the session that it describes.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::clock::Clock;
use oauth_runtime::random::Random;
use oauth_runtime::spec::{
    Bearer, CallKind, ClientAuth, Grants, Keep, Method, Pkce, ProviderSpec, Source,
};
use oauth_runtime::{DynClient, Error, Expiry, Kept, Secret, TokenSet};

use super::declarations;
use super::parse::Pairs;
use super::scripted::Scripted;

/// The setting of a transcript.
pub(super) struct Given {
    pub(super) spec: &'static ProviderSpec,
    pub(super) call: Call,
    pub(super) redirect_uri: Option<String>,
    /// `None`: not given, so that defaults apply.
    pub(super) scope: Option<String>,
    pub(super) state: Option<String>,
    pub(super) params: Vec<(String, String)>,
    pub(super) token: Option<Token>,
    vars: Vec<(String, String)>,
    pub(super) client_id: String,
    client_secret: Option<String>,
    code_verifier: Option<[u8; 32]>,
    client_auth: Option<ClientAuth>,
    bearer: Option<Bearer>,
    pkce: Option<Pkce>,
    service: bool,
}

/// What the user of the library does.
pub(super) enum Call {
    SignIn,
    SignInByPin,
    CodeRequest { username: String, password: String },
    ClientCredentials,
    Refresh,
    Revoke,
    Introspect,
    Api(ApiCall),
}

/// One call of the API.
pub(super) struct ApiCall {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) body: Option<String>,
}

/// The tokens to begin with.
pub(super) struct Token {
    pub(super) access_token: String,
    pub(super) refresh_token: Option<String>,
    pub(super) expires_in: Option<u64>,
    pub(super) extra: Vec<(String, String)>,
}

impl Given {
    /// Reads the section. Every key must be one that the call has.
    pub(super) fn read(mut pairs: Pairs) -> Result<Self, String> {
        let provider = pairs.need("provider")?;
        let spec = declarations::spec(&provider, pairs.take("declaration").as_deref())?;
        let vars = pairs.take_all("var.");
        if let Some((name, _)) = vars.iter().find(|(name, _)| spec.var_index(name).is_none()) {
            return Err(format!("`{provider}` declares no variable `{name}`"));
        }
        let name = pairs.need("call")?;
        let call = Call::read(&name, &mut pairs)?;
        let service = match pairs.take("setting.application").as_deref() {
            None => {
                !spec.grants.contains(Grants::AUTHORIZATION_CODE) || name == "client_credentials"
            }
            Some("service") => true,
            Some("web" | "installed") => false,
            Some(other) => return Err(format!("unknown kind of application {other:?}")),
        };
        let given = Self {
            spec,
            call,
            redirect_uri: pairs.take("redirect_uri"),
            scope: pairs.take("scope"),
            state: pairs.take("state"),
            params: pairs.take_all("param."),
            token: Token::read(spec, &mut pairs)?,
            vars,
            client_id: pairs.need("client_id")?,
            client_secret: pairs.take("client_secret"),
            code_verifier: pairs
                .take("code_verifier")
                .map(|text| verifier(&text))
                .transpose()?,
            client_auth: pairs
                .take("setting.client_auth")
                .map(|text| client_auth(&text))
                .transpose()?,
            bearer: pairs
                .take("setting.bearer")
                .map(|text| bearer(spec, &text))
                .transpose()?,
            pkce: pairs
                .take("setting.pkce")
                .map(|text| pkce(&text))
                .transpose()?,
            service,
        };
        pairs.finish("@given")?;
        Ok(given)
    }

    /// The client, which talks to nobody but the script.
    pub(super) fn client(&self, script: &Scripted) -> Result<DynClient, Error> {
        let vars: Vec<(&str, &str)> = self
            .vars
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let mut builder = DynClient::builder(self.spec, &vars, &self.client_id)
            .transport(script.clone())
            .clock(Stopped)
            .random(Fixed(self.code_verifier.unwrap_or_default()));
        if let Some(secret) = &self.client_secret {
            builder = builder.client_secret(secret.as_str());
        }
        if let Some(method) = self.client_auth {
            builder = builder.client_auth(method);
        }
        if let Some(bearer) = self.bearer {
            builder = builder.bearer(bearer);
        }
        if let Some(method) = self.pkce {
            builder = builder.pkce(method);
        }
        builder.build()
    }

    /// The token set of a session that was stored earlier.
    pub(super) fn tokens(&self, token: &Token) -> Result<TokenSet, Error> {
        // Issued long enough ago that the time left is not the whole lifetime.
        let mut tokens = TokenSet::new(token.access_token.as_str(), now() - DAY);
        tokens.refresh_token = token.refresh_token.as_deref().map(Secret::from);
        if let Some(left) = token.expires_in {
            tokens.expires = Expiry::At(now() + Duration::from_secs(left));
        }
        if self.service {
            tokens.obtained_by = CallKind::ClientCredentials;
        }
        tokens.requested_scope.clone_from(&self.scope);
        tokens.requested_params.clone_from(&self.params);
        tokens.redirect_uri.clone_from(&self.redirect_uri);
        let extra = token.extra.iter().map(|(wire, value)| {
            let name = kept_as(self.spec, wire).map_or(wire.as_str(), |keep| keep.name);
            (name, value.as_str())
        });
        tokens.kept = Kept::restore(self.spec, extra)?;
        Ok(tokens)
    }
}

/// How the declaration keeps a field of token answers, by its name on the wire.
pub(super) fn kept_as(spec: &ProviderSpec, wire: &str) -> Option<&'static Keep> {
    let answers = spec.calls.iter().filter(|call| call.kind.yields_token());
    answers
        .flat_map(|call| call.answer.keep)
        .find(|keep| matches!(keep.source, Source::Path([name]) if *name == wire))
}

impl Call {
    fn read(name: &str, pairs: &mut Pairs) -> Result<Self, String> {
        Ok(match name {
            "sign_in" => Self::SignIn,
            "sign_in_pin" => Self::SignInByPin,
            "code_request" => Self::CodeRequest {
                username: pairs.need("username")?,
                password: pairs.need("password")?,
            },
            "client_credentials" => Self::ClientCredentials,
            "refresh" => Self::Refresh,
            "revoke" => Self::Revoke,
            "introspect" => Self::Introspect,
            "api" => Self::Api(ApiCall {
                method: method(&pairs.need("api.method")?)?,
                path: pairs.need("api.path")?,
                query: pairs.take_all("api.query."),
                body: pairs.take("api.body"),
            }),
            _ => return Err(format!("unknown call {name:?}")),
        })
    }
}

impl Token {
    fn read(spec: &ProviderSpec, pairs: &mut Pairs) -> Result<Option<Self>, String> {
        let Some(access_token) = pairs.take("token.access_token") else {
            return Ok(None);
        };
        let extra = pairs.take_all("token.extra.");
        if let Some((name, _)) = extra.iter().find(|(name, _)| kept_as(spec, name).is_none()) {
            return Err(format!("`{}` keeps no field `{name}`", spec.id));
        }
        let left = pairs.take("token.expires_in");
        Ok(Some(Self {
            access_token,
            refresh_token: pairs.take("token.refresh_token"),
            expires_in: left
                .map(|text| {
                    text.parse()
                        .map_err(|_| format!("not a number of seconds: {text:?}"))
                })
                .transpose()?,
            extra,
        }))
    }
}

/// A method by its name.
pub(super) fn method(name: &str) -> Result<Method, String> {
    [
        Method::Get,
        Method::Post,
        Method::Put,
        Method::Patch,
        Method::Delete,
    ]
    .into_iter()
    .find(|method| method.as_str() == name)
    .ok_or_else(|| format!("unknown method {name:?}"))
}

fn client_auth(name: &str) -> Result<ClientAuth, String> {
    Ok(match name {
        "basic" => ClientAuth::BASIC,
        "basic_raw" => ClientAuth::BASIC_RAW,
        "body" => ClientAuth::Body,
        "query" => ClientAuth::Query {
            reason: "the transcript asks for it",
        },
        _ => return Err(format!("unknown client authentication {name:?}")),
    })
}

fn bearer(spec: &ProviderSpec, name: &str) -> Result<Bearer, String> {
    let wanted = |bearer: &Bearer| match name {
        "header" => matches!(bearer, Bearer::Header { .. } | Bearer::Authorization { .. }),
        "query" => matches!(bearer, Bearer::Query { .. }),
        _ => false,
    };
    let declared = spec.api.map_or(&[][..], |api| api.bearer);
    declared
        .iter()
        .copied()
        .find(wanted)
        .ok_or_else(|| format!("`{}` declares no bearer {name:?}", spec.id))
}

fn pkce(name: &str) -> Result<Pkce, String> {
    match name {
        "s256" => Ok(Pkce::S256),
        "off" => Ok(Pkce::None),
        _ => Err(format!("unknown PKCE method {name:?}")),
    }
}

/// The random bytes that become this verifier (RFC 7636 §4.1).
fn verifier(text: &str) -> Result<[u8; 32], String> {
    URL_SAFE_NO_PAD
        .decode(text)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| format!("not 32 bytes in base64url: {text:?}"))
}

const DAY: Duration = Duration::from_secs(24 * 3600);

/// The time at which every transcript takes place: before the unix times in them.
pub(super) fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

/// A clock that stands still.
pub(super) struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> SystemTime {
        now()
    }
}

/// A source that always gives the same 32 bytes: the verifier. The state comes
/// from the transcript.
struct Fixed([u8; 32]);

impl Random for Fixed {
    fn fill(&self, buffer: &mut [u8]) {
        for (byte, value) in buffer.iter_mut().zip(self.0.iter().cycle()) {
            *byte = *value;
        }
    }
}
