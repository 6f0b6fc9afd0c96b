//! The library's words in those of the command.

use oauth_runtime::Error;

/// Where the library names a place in code, the option of the command that stands for it.
pub(crate) fn in_options(error: Error) -> Error {
    match error.declaration_key().and_then(option) {
        Some(option) => error.key(option),
        None => error,
    }
}

/// `set("accelo", "deployment", ...)` is what an option has set.
fn option(key: &str) -> Option<String> {
    let (_, rest) = key.strip_prefix("set(\"")?.split_once("\", \"")?;
    let (name, _) = rest.split_once('"')?;
    Some(match name {
        "client_id" => "--client-id".to_owned(),
        "redirect_uri" => "--redirect-uri".to_owned(),
        "client_secret" => "--client-secret-file".to_owned(),
        name => format!("--set {name}=..."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use oauth_runtime::Code;

    #[test]
    fn a_place_in_code_is_an_option_and_other_places_stay() {
        let shown = |key: &'static str| {
            let error = Error::new(Code::ValueRefused, "`deployment` is wrong").key(key);
            in_options(error).to_string()
        };
        for (key, option) in [
            (
                "set(\"accelo\", \"deployment\", ...)",
                "--set deployment=...",
            ),
            ("set(\"accelo\", \"client_id\", ...)", "--client-id"),
            ("ACCELO_DEPLOYMENT", "ACCELO_DEPLOYMENT"),
        ] {
            assert!(shown(key).contains(&format!("look at `{option}`")), "{key}");
        }
    }
}
