//! OpenAPI documents with `securitySchemes` (3.x) or `securityDefinitions` (2.0), as a draft.

use serde_json::{Map, Value};

use super::draft::{Draft, Known, Offer};

/// Whether a document is an OpenAPI one.
pub(super) fn is_openapi(document: &Value) -> bool {
    document.get("openapi").is_some() || document.get("swagger").is_some()
}

/// Reads the OAuth scheme that is named, or the only one, or the first.
pub(super) fn read(document: &Value, wanted: Option<&str>) -> Result<Draft, String> {
    let mut draft = Draft {
        title: at(document, &["info", "title"]),
        docs: at(document, &["externalDocs", "url"]),
        ..Draft::default()
    };
    servers(&mut draft, document);
    let schemes = document
        .pointer("/components/securitySchemes")
        .or_else(|| document.get("securityDefinitions"))
        .and_then(Value::as_object)
        .ok_or(
            "the document has no `components.securitySchemes`: nothing in it says how to sign in",
        )?;
    let oauth: Vec<(&String, &Value)> = schemes
        .iter()
        .map(|(name, scheme)| (name, resolved(document, scheme)))
        .filter(|(_, scheme)| scheme.get("type").and_then(Value::as_str) == Some("oauth2"))
        .collect();
    let chosen = match wanted {
        Some(wanted) => oauth.iter().find(|(name, _)| *name == wanted),
        None => oauth.first(),
    };
    let Some((name, scheme)) = chosen else {
        return Err(without_oauth(schemes, document, &oauth, wanted));
    };
    // Two names may refer to one scheme.
    for (other, _) in oauth
        .iter()
        .filter(|(_, other)| !std::ptr::eq(*other, *scheme))
    {
        draft.note(format!(
            "the scheme `{}` was left out; `--scheme {}` takes it instead",
            shown(other),
            shown(other)
        ));
    }
    let (flows, flavour) = match scheme.get("flows").and_then(Value::as_object) {
        Some(flows) => (flows.clone(), "flows"),
        None => (of_swagger(scheme), "flow"),
    };
    for (flow, what) in &flows {
        read_flow(&mut draft, flow, what);
    }
    if draft.token.is_none() {
        return Err(format!(
            "`{}` has no {flavour} with a `tokenUrl` that a declaration can have: authorization code, client \
             credentials or device authorization",
            shown(name)
        ));
    }
    Ok(draft)
}

fn read_flow(draft: &mut Draft, flow: &str, what: &Value) {
    let text = |name: &str| what.get(name).and_then(Value::as_str).map(str::to_owned);
    let token = text("tokenUrl");
    match flow {
        "authorizationCode" => {
            draft.authorize = text("authorizationUrl");
            match (&draft.token, &token) {
                (Some(own), Some(new))
                    if own != new && draft.client_credentials == Offer::AsToken =>
                {
                    draft.client_credentials = Offer::At(own.clone());
                    draft.token = token.clone();
                }
                (_, Some(_)) => draft.token = token.clone(),
                _ => (),
            }
        }
        "clientCredentials" => {
            draft.client_credentials = match (&draft.token, &token) {
                (Some(own), Some(new)) if own != new => Offer::At(new.clone()),
                _ => Offer::AsToken,
            };
            if draft.token.is_none() {
                draft.token = token.clone();
            }
        }
        "deviceAuthorization" => {
            draft.device = text("deviceAuthorizationUrl");
            draft.token = draft.token.take().or(token.clone());
        }
        "implicit" => draft.note(
            "the implicit grant was left out: it puts the token into the address (RFC 9700 §2.1.2)",
        ),
        "password" => draft.note("the password grant was left out: it needs a word of reason"),
        other => draft.note(format!(
            "the flow `{}` was left out: it is not known",
            shown(other)
        )),
    }
    if let Some(refresh) = text("refreshUrl").filter(|refresh| Some(refresh) != token.as_ref())
        && matches!(flow, "authorizationCode" | "deviceAuthorization")
    {
        draft.refresh = Some(refresh);
    }
    if matches!(flow, "implicit" | "password") {
        return;
    }
    for (scope, about) in what
        .get("scopes")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        draft.scope(scope, about.as_str().unwrap_or_default());
    }
}

/// The one flow of OpenAPI 2.0 under its newer name.
fn of_swagger(scheme: &Value) -> Map<String, Value> {
    let name = match scheme.get("flow").and_then(Value::as_str) {
        Some("accessCode") => "authorizationCode",
        Some("application") => "clientCredentials",
        Some(other) => other,
        None => return Map::new(),
    };
    Map::from_iter([(name.to_owned(), scheme.clone())])
}

/// The API's address, and what is known of the placeholders in it.
fn servers(draft: &mut Draft, document: &Value) {
    let servers = document.get("servers").and_then(Value::as_array);
    if let Some(first) = servers.and_then(|servers| servers.first()) {
        for (name, variable) in first
            .get("variables")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let choices = variable.get("enum").and_then(Value::as_array);
            draft.known.push(Known {
                name: name.clone(),
                default: at(variable, &["default"]),
                choices: choices
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
            });
        }
        draft.api = at(first, &["url"]);
    } else if let Some(host) = at(document, &["host"]) {
        let base = at(document, &["basePath"]).unwrap_or_default();
        draft.api = Some(format!("https://{host}{base}"));
    }
    if servers.is_some_and(|servers| servers.len() > 1) {
        draft.note("the document lists several servers; `api` is the first");
    }
    if let Some(api) = draft.api.take() {
        match api.contains("://") || api.starts_with('{') {
            true => draft.api = Some(api),
            false => draft
                .note("the API's address is relative to the document's own: `api` was left out"),
        }
    }
}

/// Follows a reference inside of the document, once.
fn resolved<'d>(document: &'d Value, scheme: &'d Value) -> &'d Value {
    let to = scheme.get("$ref").and_then(Value::as_str);
    to.and_then(|to| to.strip_prefix('#'))
        .and_then(|pointer| document.pointer(pointer))
        .unwrap_or(scheme)
}

fn without_oauth(
    schemes: &Map<String, Value>,
    document: &Value,
    oauth: &[(&String, &Value)],
    wanted: Option<&str>,
) -> String {
    if let Some(wanted) = wanted {
        let known: Vec<String> = oauth.iter().map(|(name, _)| shown(name)).collect();
        return format!(
            "no OAuth scheme is called `{}`; there are: {}",
            shown(wanted),
            known.join(", ")
        );
    }
    let openid = schemes.values().find_map(|scheme| {
        let scheme = resolved(document, scheme);
        scheme.get("openIdConnectUrl").and_then(Value::as_str)
    });
    match openid {
        Some(url) => format!(
            "the document only points to OpenID Connect metadata: run `oauth new NAME --from {}`",
            shown(url)
        ),
        None => "none of the document's security schemes is `oauth2`".into(),
    }
}

fn at(value: &Value, path: &[&str]) -> Option<String> {
    path.iter()
        .try_fold(value, |value, name| value.get(name))
        .and_then(Value::as_str)
        .map(str::to_owned)
}

fn shown(text: &str) -> String {
    text.chars()
        .take(100)
        .collect::<String>()
        .escape_default()
        .to_string()
}
