//! `oauth call`

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use oauth_runtime::spec::Method;
use oauth_runtime::{ApiRequest, ApiResponse};
use serde_json::{Map, Value, json};

use crate::connection::Connection;
use crate::out;
use crate::plain::{plain, plain_lines};
use crate::registration::Options;
use crate::spinner::Spinner;
use crate::work::{self, Ending};
use crate::{Failure, Global};

/// Call a provider's API with the token of the account
///
/// The body goes to standard output as it came; on a terminal JSON is laid out. A token
/// that is over is renewed first, and the call is repeated once. An answer that is an
/// error prints no body: the exit code and the message say what it was.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The provider: see `oauth providers`.
    provider: String,
    /// GET, POST, PUT, PATCH or DELETE.
    #[arg(value_parser = method)]
    method: Method,
    /// The path below the API's base, or a link that the API answered.
    path: String,
    /// A query parameter. May be repeated.
    #[arg(short, long = "query", value_name = "NAME=VALUE", value_parser = pair('='))]
    query: Vec<(String, String)>,
    /// A request header. May be repeated. The one that carries the token is refused.
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE", value_parser = pair(':'))]
    headers: Vec<(String, String)>,
    /// The body: a text, `@FILE`, or `-` for standard input.
    #[arg(short, long, value_name = "DATA")]
    data: Option<String>,
    /// Print status and headers before the body.
    #[arg(short, long)]
    include: bool,
    #[command(flatten)]
    registration: Options,
}

fn method(text: &str) -> Result<Method, String> {
    const ALL: [Method; 5] = [
        Method::Get,
        Method::Post,
        Method::Put,
        Method::Patch,
        Method::Delete,
    ];
    let wanted = text.to_ascii_uppercase();
    ALL.into_iter()
        .find(|method| method.as_str() == wanted)
        .ok_or_else(|| "the methods are GET, POST, PUT, PATCH and DELETE".to_owned())
}

fn pair(
    separator: char,
) -> impl Fn(&str) -> Result<(String, String), String> + Clone + Send + Sync + 'static {
    move |text| match text.split_once(separator) {
        Some((name, value)) if !name.trim().is_empty() => Ok(match separator {
            ':' => (name.trim().to_owned(), value.trim().to_owned()),
            _ => (name.to_owned(), value.to_owned()),
        }),
        _ => Err(format!(
            "write a name and a value with a `{separator}` between"
        )),
    }
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    work::run(|ending| call(global, arguments, ending))
}

async fn call(global: &Global, arguments: &Arguments, ending: Ending) -> Result<(), Failure> {
    // Read first: a file that is not there is told before anything is sent.
    let body = arguments.data.as_deref().map(body).transpose()?;
    let connection = Connection::find(
        global,
        &ending,
        &arguments.provider,
        &arguments.registration,
    )
    .await?;
    let session = connection.session(global).await?;
    let mut request = session.request(arguments.method, arguments.path.as_str());
    for (name, value) in &arguments.query {
        request = request.query(name, value);
    }
    request = with_body(request, body);
    for (name, value) in &arguments.headers {
        request = request.header(name, value);
    }
    let response = {
        let what = format!("{} {}", arguments.method.as_str(), session.spec().name);
        let _turning = Spinner::start(global, what);
        request.send().await?
    };
    print(global, arguments.include, &response)
}

fn body(data: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    match data.strip_prefix('@') {
        Some("-") => drop(std::io::stdin().lock().read_to_end(&mut bytes)?),
        Some(file) => {
            bytes = std::fs::read(Path::new(file)).map_err(|error| {
                Failure::Usage(format!("the body `{}`: {error}", file.escape_default()))
            })?;
        }
        None if data == "-" => drop(std::io::stdin().lock().read_to_end(&mut bytes)?),
        None => bytes = data.as_bytes().to_vec(),
    }
    Ok(bytes)
}

/// A body that is JSON is sent as such; the declaration or a header may say otherwise.
fn with_body(request: ApiRequest, body: Option<Vec<u8>>) -> ApiRequest {
    let Some(body) = body else {
        return request;
    };
    let kind = match serde_json::from_slice::<serde::de::IgnoredAny>(&body) {
        Ok(_) => "application/json",
        Err(_) => "application/octet-stream",
    };
    request.body(kind, body)
}

fn print(global: &Global, include: bool, response: &ApiResponse) -> Result<(), Failure> {
    let body = response.bytes();
    if global.json {
        let content = match (
            serde_json::from_slice::<Value>(body),
            std::str::from_utf8(body),
        ) {
            (Ok(value), _) => ("body", value),
            (_, Ok(text)) => ("text", text.into()),
            _ => ("base64", STANDARD.encode(body).into()),
        };
        let mut document = json!({ "status": response.status(), "headers": headers(response) });
        if let Some(members) = document.as_object_mut() {
            members.insert(content.0.to_owned(), content.1);
        }
        out::json(&document)?;
        return Ok(());
    }
    let on_terminal = std::io::stdout().is_terminal();
    if include && !global.bare {
        let mut head = format!("{}\n", response.status());
        for (name, value) in response.headers() {
            let value = String::from_utf8_lossy(value.as_bytes());
            head.push_str(&format!("{name}: {}\n", plain(&value)));
        }
        head.push('\n');
        out::bytes(head.as_bytes())?;
    }
    if !on_terminal {
        out::bytes(body)?;
        return Ok(());
    }
    let text = match serde_json::from_slice::<Value>(body) {
        Ok(value) => format!("{value:#}"),
        Err(_) => String::from_utf8_lossy(body).into_owned(),
    };
    if !text.is_empty() {
        out::line(format_args!("{}", plain_lines(text.trim_end_matches('\n'))))?;
    }
    Ok(())
}

/// Headers by name; one that stands there more than once is a list.
fn headers(response: &ApiResponse) -> Map<String, Value> {
    let all = response.headers();
    all.keys()
        .map(|name| {
            let mut values = all
                .get_all(name)
                .iter()
                .map(|value| Value::from(String::from_utf8_lossy(value.as_bytes())));
            let first = values.next().unwrap_or_default();
            let rest: Vec<_> = values.collect();
            let value = match rest.is_empty() {
                true => first,
                false => std::iter::once(first).chain(rest).collect(),
            };
            (name.as_str().to_owned(), value)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_methods_are_read() {
        assert_eq!(pair('=')("a=b=c"), Ok(("a".into(), "b=c".into())));
        assert_eq!(pair(':')("X-A:  b:c "), Ok(("X-A".into(), "b:c".into())));
        assert!(pair('=')("ab").is_err());
        assert!(pair(':')(": b").is_err());
        assert_eq!(method("patch"), Ok(Method::Patch));
        assert!(method("HEAD").is_err());
    }
}
