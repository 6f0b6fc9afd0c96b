//! Addresses of a declaration, as they are declared.

use oauth_runtime::spec::{CallSpec, Part, ProviderSpec, UrlSpec, VarKind};

/// The address of a call, with tenant values as `{name}`.
pub(crate) fn written(spec: &ProviderSpec, call: &CallSpec) -> String {
    let mut text = of_url(spec, &call.url);
    let path = spec
        .api
        .filter(|_| call.kind == oauth_runtime::spec::CallKind::Api)
        .and_then(|api| api.path);
    if let Some(path) = path {
        text = format!("{}{path}", text.trim_end_matches('/'));
    }
    text
}

fn of_url(spec: &ProviderSpec, url: &UrlSpec) -> String {
    let mut text: String = url
        .origin
        .iter()
        .chain(url.rest)
        .map(|part| of_part(spec, part))
        .collect();
    if let Some(fragment) = url.fragment_route.or(url.suffix_fragment) {
        text.push('#');
        text.push_str(fragment);
    }
    text
}

fn of_part(spec: &ProviderSpec, part: &Part) -> String {
    match part {
        Part::Lit(text) => (*text).to_owned(),
        Part::Var(index, value, _) => {
            let Some(var) = spec.vars.get(usize::from(*index)) else {
                return String::new();
            };
            let field = match var.kind {
                VarKind::OneOf(choices) => choices
                    .first()
                    .and_then(|choice| choice.values.get(usize::from(*value)))
                    .map_or("", |(field, _)| *field),
                _ => "",
            };
            match field {
                "" => format!("{{{}}}", var.wire),
                field => format!("{{{}.{field}}}", var.wire),
            }
        }
        Part::Slot(slot, _) => format!("{{{}}}", slot.name()),
        Part::Now(..) => "{now}".to_owned(),
        Part::Call(function, ..) => format!("{{{}(...)}}", function.name()),
        Part::Hook(hook, _) => format!("{{{}}}", hook.name),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oauth_runtime::Provider as _;
    use oauth_runtime::spec::CallKind;

    #[test]
    fn an_address_is_shown_as_it_is_declared() {
        let spec = oauth_accelo::Accelo::SPEC;
        let call = spec.call(CallKind::Token).unwrap();
        assert_eq!(
            written(spec, call),
            "https://{deployment}.{domain}/oauth2/v0/token"
        );
        let spec = oauth_actionstep::Actionstep::SPEC;
        let call = spec.call(CallKind::Api).unwrap();
        assert_eq!(written(spec, call), "{token.api_endpoint}/api/rest/");
    }
}
