//! The address of a call.

use super::inputs::Inputs;
use super::shown::placeholder;
use super::template::{Unfilled, fill_into};
use crate::error::{Code, Error};
use crate::metadata::endpoint_member;
use crate::spec::{ApiSpec, CallSpec, Discovery, ProviderSpec, UrlSpec};
use crate::value;

/// An address on its way to a request line: the query grows, the fragment parts wait.
#[derive(Clone)]
pub(crate) struct Target {
    pub(crate) url: String,
    pub(crate) has_query: bool,
    pub(crate) suffix: Option<&'static str>,
}

/// The address of a call without its parameters.
///
/// # Errors
/// `E0602` when a value is not set, `E0604` and `E0605` when the address is not
/// one that credentials may go to.
pub(crate) fn call_url(
    spec: &'static ProviderSpec,
    call: &CallSpec,
    inputs: &Inputs<'_>,
) -> Result<Target, Error> {
    let mut url = String::with_capacity(512);
    let origin_end = match inputs.url {
        Some(given) => {
            url.push_str(given);
            value::split_origin(given).0.len()
        }
        None if !call.url.is_declared() => undeclared(&mut url, spec, call, inputs)?,
        None => fill_first(&mut url, spec, &call.url, inputs)?,
    };
    let origin = url.get(..origin_end).unwrap_or_default();
    // Nothing is sent to a host that is not known yet.
    if !(inputs.open && origin.contains('\u{2039}')) {
        check_origin(spec, origin)?;
    }
    if let Some(path) = spec
        .api
        .filter(|api| std::ptr::eq(&api.call, call))
        .and_then(|api| api.path)
    {
        join_path(&mut url, origin_end, path);
    }
    if let Some(against) = inputs.against {
        url.replace_range(..origin_end, against.as_str());
    }
    if let Some(route) = call.url.fragment_route {
        url.push('#');
        url.push_str(route);
    }
    let has_query = match call.url.fragment_route {
        Some(route) => route.contains('?'),
        None => url.contains('?'),
    };
    Ok(Target {
        has_query,
        suffix: call.url.suffix_fragment,
        url,
    })
}

/// A call whose address only the metadata has: a page shows which member it is.
fn undeclared(
    out: &mut String,
    spec: &'static ProviderSpec,
    call: &CallSpec,
    inputs: &Inputs<'_>,
) -> Result<usize, Error> {
    let (name, member) = (call.kind.key(), endpoint_member(call.kind));
    if let Some(member) = member
        && inputs.open
    {
        out.push_str(&placeholder(member));
        return Ok(out.len());
    }
    let text = match (member, inputs.metadata_of) {
        (Some(member), Some(issuer)) => {
            format!(
                "the metadata of `{issuer}` names no `{member}`; if there is one, declare `{name} = \"https://...\"`"
            )
        }
        (Some(_), None) if spec.discovery != Discovery::None => {
            format!(
                "the address of `{name}` comes from the provider's metadata, which was not read: use `send`, or `.await` it"
            )
        }
        _ => format!("`{}` declares no URL for `{name}`", spec.name),
    };
    Err(Error::new(Code::NotOffered, text).of(spec.id).key(name))
}

/// The URL, or its fallback when a variable of the URL is unset.
fn fill_first(
    out: &mut String,
    spec: &'static ProviderSpec,
    url: &UrlSpec,
    inputs: &Inputs<'_>,
) -> Result<usize, Error> {
    match (fill_url(out, spec, url, inputs), url.fallback) {
        (Ok(end), _) => Ok(end),
        (Err(Unfilled::Unset(_)), Some(fallback)) => {
            out.clear();
            fill_first(out, spec, fallback, inputs)
        }
        (Err(unfilled), _) => Err(unfilled.into_error()),
    }
}

/// Writes origin and rest; returns where the origin ends.
fn fill_url(
    out: &mut String,
    spec: &'static ProviderSpec,
    url: &UrlSpec,
    inputs: &Inputs<'_>,
) -> Result<usize, Unfilled> {
    fill_into(out, spec, url.origin, inputs)?;
    // A kept value may be a bare host; a whole URL brings its own path.
    if !out.starts_with("https://") && !out.contains("://") {
        out.insert_str(0, "https://");
    }
    let end = value::split_origin(out).0.len();
    let joint = out.len();
    fill_into(out, spec, url.rest, inputs)?;
    if out.get(..joint).is_some_and(|base| base.ends_with('/'))
        && out.get(joint..).is_some_and(|rest| rest.starts_with('/'))
    {
        out.remove(joint);
    }
    Ok(end.min(out.len()))
}

const NEITHER: &str =
    "the endpoint is neither https nor on loopback, so no credential goes there: use https";

/// The last check before credentials go anywhere: https, or loopback, and an
/// authority that reads back as it was meant.
fn check_origin(spec: &'static ProviderSpec, origin: &str) -> Result<(), Error> {
    let insecure = |text: &'static str| {
        Err(Error::new(Code::InsecureUrl, text)
            .of(spec.id)
            .key("insecure_http"))
    };
    let secure = origin.strip_prefix("https://");
    let Some(authority) = secure.or_else(|| origin.strip_prefix("http://")) else {
        return insecure(NEITHER);
    };
    let loopback = || value::is_loopback_authority(authority);
    if secure.is_none() && spec.insecure_http.is_none() && !loopback() {
        return insecure(NEITHER);
    }
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'_');
    if authority.is_empty() || !(authority.bytes().all(plain) || loopback()) {
        return insecure("the endpoint's host holds a character that no host has");
    }
    Ok(())
}

/// Makes a base end with `path`, without repeating segments it already ends with.
fn join_path(url: &mut String, origin_end: usize, path: &str) {
    let base: Vec<&str> = url
        .get(origin_end..)
        .unwrap_or_default()
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let wanted: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let shared = (0..=wanted.len().min(base.len()))
        .rev()
        .find(|n| base.iter().rev().take(*n).rev().eq(wanted.iter().take(*n)))
        .unwrap_or(0);
    let mut joined = String::new();
    for segment in base.iter().chain(wanted.iter().skip(shared)) {
        joined.push('/');
        joined.push_str(segment);
    }
    joined.push('/');
    url.replace_range(origin_end.., &joined);
}

impl Target {
    /// Makes room for one more query parameter.
    pub(crate) fn separate(&mut self) {
        self.url.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
    }

    /// The finished address.
    pub(crate) fn finish(mut self) -> String {
        if let Some(suffix) = self.suffix {
            self.url.push('#');
            self.url.push_str(suffix);
        }
        self.url
    }
}

/// Whether a host may see the API's token although it is not the base's own.
pub(crate) fn is_trusted(api: &ApiSpec, host: &str) -> bool {
    api.trust
        .iter()
        .any(|pattern| value::host_matches(pattern, host))
}

#[cfg(test)]
mod tests {
    use super::join_path;

    #[test]
    fn a_path_is_joined_once() {
        for base in ["", "/", "/api", "/api/", "/api/rest", "/api/rest/"] {
            let mut url = format!("https://a.example{base}");
            join_path(&mut url, 17, "/api/rest/");
            assert_eq!(url, "https://a.example/api/rest/", "{base:?}");
        }
        let mut url = "https://a.example/tenant/api/".to_owned();
        join_path(&mut url, 17, "/api/rest/");
        assert_eq!(url, "https://a.example/tenant/api/rest/");
    }
}
