//! A document: from a file, standard input or the web.

use std::io::Read as _;

use oauth_runtime::transport::TransportError;
use serde_json::Value;

use super::draft::Draft;
use super::{discovery, openapi};
use crate::Failure;
use crate::metadata::{Web, addresses, is_fetchable};

/// A document may be this large.
const LARGEST: u64 = 8 << 20;

/// Reads the document that `--from` names.
pub(super) fn read(from: &str, scheme: Option<&str>) -> Result<Draft, Failure> {
    let document = match from.contains("://") {
        true => fetch(from)?,
        false => parsed(&text_of(from)?, from)?,
    };
    interpret(&document, scheme).map_err(Failure::Other)
}

pub(super) fn interpret(document: &Value, scheme: Option<&str>) -> Result<Draft, String> {
    if openapi::is_openapi(document) {
        return openapi::read(document, scheme);
    }
    if discovery::is_metadata(document) {
        return discovery::read(document);
    }
    Err(
        "the document is neither server metadata (RFC 8414, OpenID Connect Discovery) nor OpenAPI"
            .into(),
    )
}

fn text_of(path: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let failed =
        |error: std::io::Error| format!("`{}` cannot be read: {error}", path.escape_default());
    match path {
        "-" => std::io::stdin()
            .lock()
            .take(LARGEST + 1)
            .read_to_end(&mut bytes),
        path => std::fs::File::open(path)
            .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)),
    }
    .map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("`{}` is larger than 8 MiB", path.escape_default()).into());
    }
    String::from_utf8(bytes).map_err(|_| format!("`{}` is not UTF-8", path.escape_default()).into())
}

/// JSON or YAML, whichever it is.
fn parsed(text: &str, from: &str) -> Result<Value, Failure> {
    let text = text.trim_start_matches('\u{feff}');
    let json = serde_json::from_str(text);
    let why = match json {
        Ok(document) => return Ok(document),
        Err(error) if text.trim_start().starts_with(['{', '[']) => error.to_string(),
        Err(_) => match serde_saphyr::from_str::<Value>(text) {
            Ok(document) => return Ok(document),
            // The rest quotes the document.
            Err(error) => error
                .to_string()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned(),
        },
    };
    Err(format!(
        "`{}` is neither JSON nor YAML: {why}",
        from.escape_default()
    )
    .into())
}

fn fetch(url: &str) -> Result<Value, Failure> {
    if !is_fetchable(url) {
        return Err(Failure::Usage(format!(
            "`{}` is not fetched: `--from` takes an https address without user name, or a file",
            url.escape_default()
        )));
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let web = Web::new()?;
        // An issuer is given without the place of its metadata.
        let mut candidates = vec![url.to_owned()];
        if !url.contains("/.well-known/") {
            candidates.extend(addresses(url));
        }
        let mut first = None;
        for candidate in &candidates {
            match page(&web, candidate).await {
                Ok(document) => return Ok(document),
                Err(why) => {
                    first.get_or_insert(why);
                }
            }
        }
        Err(first.unwrap_or_else(|| "nothing was asked".into()))
    })
}

async fn page(web: &Web, url: &str) -> Result<Value, Failure> {
    let named = |why: String| Failure::Other(format!("`{}`: {why}", url.escape_default()));
    let answer = match web.get(url, Web::LIMITS).await {
        Ok(answer) => answer,
        Err(TransportError::TooLarge) => {
            return Err(named("the document is larger than 8 MiB".into()));
        }
        Err(error) => return Err(named(error.to_string())),
    };
    if (300..400).contains(&answer.status) {
        let to = answer
            .headers
            .get("location")
            .and_then(|to| to.to_str().ok());
        return Err(named(format!(
            "redirects, which is not followed; give the address itself: `{}`",
            to.unwrap_or("unknown").escape_default()
        )));
    }
    if answer.status != 200 {
        return Err(named(format!("answered {}", answer.status)));
    }
    let text = String::from_utf8(answer.body.to_vec()).map_err(|_| named("is not UTF-8".into()))?;
    let document = parsed(&text, url)?;
    match document.is_object() {
        true => Ok(document),
        false => Err(named("is not a document, but a page or a value".into())),
    }
}
