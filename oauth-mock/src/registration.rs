//! Dynamic registration of clients, RFC 7591 and RFC 7592.

use http::header::AUTHORIZATION;
use oauth_runtime::Secret;
use oauth_runtime::spec::CallKind;
use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::clients::Registered;
use crate::grant::Done;
use crate::read::{Body, Request};
use crate::redirect::is_registrable;
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::template::normal;

/// What only the server says of a client (RFC 7591 §3.2.1, RFC 7592 §3).
const OF_SERVER: [&str; 4] = [
    "client_id_issued_at",
    "client_secret_expires_at",
    "registration_access_token",
    "registration_client_uri",
];

const METHOD: &str = "token_endpoint_auth_method";

fn refused(text: impl Into<String>) -> Refusal {
    Refusal::new("invalid_client_metadata", text)
}

fn unknown_token() -> Refusal {
    Refusal::new(
        "invalid_token",
        "the token is not the one of this registration",
    )
}

/// Registers a client (RFC 7591 §3.1). It has no id and no secret yet, so none is asked for.
pub(crate) fn register(shared: &Shared, route: &Route, request: &Request) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let given = request.headers.get(AUTHORIZATION);
    let given = given.map(|given| given.to_str().unwrap_or_default());
    let wanted = setup.initial_access_token.as_ref();
    match (wanted, given) {
        (Some(token), given) => {
            let own = given.and_then(|given| given.strip_prefix("Bearer "));
            if !own.is_some_and(|own| token.matches(own)) {
                let text = "the initial access token is missing or another";
                return Err(Refusal::new("invalid_token", text));
            }
        }
        (None, Some(given)) if !given.starts_with("Bearer ") => {
            let text = "a client that registers has nothing to authenticate with";
            return Err(Refusal::request(text).key("registration(client_auth)"));
        }
        _ => (),
    }
    let mut metadata = members(request)?;
    for name in ["client_id", "client_secret"].iter().chain(&OF_SERVER) {
        if metadata.contains_key(*name) {
            return Err(refused(format!("`{name}` is the server's to say")));
        }
    }
    let has_secret = checked(shared, &mut metadata)?;
    let (id, secret, token) = shared.store().new_client();
    let secret = has_secret.then(|| Secret::from(secret));
    let issued_at = setup.written(setup.now());
    metadata.insert("client_id_issued_at".to_owned(), issued_at.into());
    let client = Registered::itself(id, secret, metadata, Secret::from(token));
    let client = setup.clients.add(client);
    Ok(Done::new(information(shared, route, &client, 201)))
}

/// A request to the configuration endpoint of one client (RFC 7592 §2): its call and its
/// answer. `None` when the path is no such endpoint.
pub(crate) fn manage<'s>(
    shared: &'s Shared,
    request: &Request,
) -> Option<(&'s Route, Result<Done, Refusal>)> {
    let mut routes = shared.routes.iter();
    let route = routes.find(|route| route.kind == CallKind::Registration)?;
    let path = normal(&request.path);
    let id = route.below(&path).filter(|id| !id.is_empty())?;
    Some((route, managed(shared, route, request, id)))
}

fn managed(shared: &Shared, route: &Route, request: &Request, id: &str) -> Result<Done, Refusal> {
    let clients = &shared.setup.clients;
    let at = clients.position(|client| client.id == id);
    let at = at.ok_or_else(unknown_token)?;
    let client = clients.get(at).ok_or_else(unknown_token)?;
    let given = request.header("authorization").unwrap_or_default();
    let given = given.strip_prefix("Bearer ").unwrap_or_default();
    let known = client.access_token().ok_or_else(unknown_token)?;
    if !known.matches(given) {
        return Err(unknown_token());
    }
    match request.method.as_str() {
        "GET" => (),
        "PUT" => update(shared, &client, request)?,
        "DELETE" => {
            clients.remove(at);
            shared.store().revoke_client(at);
            return Ok(Done::new(Answer::new(204, "application/json", "")));
        }
        _ => {
            let text = "a registration is read by GET, changed by PUT and deleted by DELETE";
            return Err(Refusal::request(text).status(405));
        }
    }
    Ok(Done::new(information(shared, route, &client, 200)))
}

/// RFC 7592 §2.2: what is not named is deleted, and the client names itself.
fn update(shared: &Shared, client: &Registered, request: &Request) -> Result<(), Refusal> {
    let mut metadata = members(request)?;
    if let Some(name) = OF_SERVER.iter().find(|name| metadata.contains_key(**name)) {
        let text = format!("`{name}` is the server's to say (RFC 7592 §2.2)");
        return Err(Refusal::request(text));
    }
    if metadata.remove("client_id") != Some(client.id.as_str().into()) {
        return Err(refused("`client_id` is not the one of this registration"));
    }
    let own = metadata.remove("client_secret");
    let is_own = |own: &Value| own.as_str().is_some_and(|own| client.is_secret(own));
    if own.is_some_and(|own| !is_own(&own)) {
        return Err(refused(
            "`client_secret` is not the one of this registration",
        ));
    }
    let has_secret = checked(shared, &mut metadata)?;
    let secret = has_secret.then(|| {
        let made = || Secret::from(shared.store().new_client().1);
        client.secret().unwrap_or_else(made)
    });
    let issued_at = client
        .metadata()
        .and_then(|old| old.get("client_id_issued_at").cloned());
    metadata.extend(issued_at.map(|at| ("client_id_issued_at".to_owned(), at)));
    client.update(metadata, secret);
    Ok(())
}

fn members(request: &Request) -> Result<Map<String, Value>, Refusal> {
    match &request.body {
        Body::Json(Value::Object(members)) => Ok(members.clone()),
        _ => Err(refused("the client metadata is no JSON object")),
    }
}

/// Checks what a client says of itself, and adds what it left open (RFC 7591 §2). Tells
/// whether the client has a secret.
fn checked(shared: &Shared, metadata: &mut Map<String, Value>) -> Result<bool, Refusal> {
    let texts = |name: &str, default: &[&str]| match metadata.get(name) {
        None => Some(default.iter().map(|text| (*text).to_owned()).collect()),
        Some(Value::Array(all)) => {
            let texts = all.iter().map(|one| one.as_str().map(str::to_owned));
            texts.collect::<Option<Vec<_>>>()
        }
        Some(_) => None,
    };
    let no_list = |name: &str| refused(format!("`{name}` is no list of texts"));
    let grants = texts("grant_types", &["authorization_code"]);
    let grants = grants.ok_or_else(|| no_list("grant_types"))?;
    let responses = texts("response_types", &["code"]);
    let responses = responses.ok_or_else(|| no_list("response_types"))?;
    let uris = texts("redirect_uris", &[]);
    let wrong_uri = |text: &str| Refusal::new("invalid_redirect_uri", text);
    let uris = uris.ok_or_else(|| wrong_uri("`redirect_uris` is no list of texts"))?;
    if uris.is_empty() && grants.iter().any(|grant| grant == "authorization_code") {
        return Err(wrong_uri(
            "a client that signs in by a browser registers where it comes back",
        ));
    }
    if !uris
        .iter()
        .all(|uri| is_registrable(&shared.setup.spec.redirect, uri))
    {
        return Err(wrong_uri(
            "a redirect URI is `https`, on loopback, or of a scheme of the program's own, and has no fragment",
        ));
    }
    let method = match metadata.get(METHOD) {
        None => "client_secret_basic".to_owned(),
        Some(Value::String(method)) => method.clone(),
        Some(_) => return Err(refused(format!("`{METHOD}` is no text"))),
    };
    if !shared.setup.auth_methods().contains(&method.as_str()) {
        return Err(refused(format!(
            "`{METHOD}` is none of those of the metadata"
        )));
    }
    metadata.insert("grant_types".to_owned(), json!(grants));
    metadata.insert("response_types".to_owned(), json!(responses));
    metadata.insert("redirect_uris".to_owned(), json!(uris));
    metadata.insert(METHOD.to_owned(), method.as_str().into());
    Ok(method.starts_with("client_secret_"))
}

/// Client information (RFC 7591 §3.2.1, RFC 7592 §3).
fn information(shared: &Shared, route: &Route, client: &Registered, status: u16) -> Answer {
    let mut members = client.metadata().unwrap_or_default();
    let mut set = |name: &str, value: Value| members.insert(name.to_owned(), value);
    set("client_id", client.id.as_str().into());
    if let Some(secret) = client.secret() {
        set("client_secret", secret.expose().into());
        set("client_secret_expires_at", 0.into());
    }
    if let Some(token) = client.access_token() {
        let endpoint = shared.setup.endpoint(route.call);
        let uri = format!("{}/{}", endpoint.trim_end_matches('/'), client.id);
        set("registration_client_uri", uri.into());
        set("registration_access_token", token.expose().into());
    }
    Answer::new(
        status,
        "application/json",
        Value::Object(members).to_string(),
    )
}
