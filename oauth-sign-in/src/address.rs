//! Which addresses a browser may be sent to.

use oauth_runtime::{Code, Error};

const LONGEST: usize = 8 << 10;

/// Refuses an address that is not plainly `http` or `https`, or that holds a
/// character which a shell, a terminal or a careless opener could take for
/// something else (CVE-2025-6514: an address of a server went through a shell).
///
/// Parentheses are let through: scopes hold them (`read(contacts)`), and no
/// opener hands the address to a shell.
pub(crate) fn check(url: &str) -> Result<(), Error> {
    let is_safe =
        url.len() <= LONGEST && url.bytes().all(is_plain) && authority(url).is_some_and(is_host);
    match is_safe {
        true => Ok(()),
        false => Err(Error::new(
            Code::UnsafeAddress,
            "the address is not one that a browser may be sent to: it must be `http` or `https`, \
             at most 8 KiB, and hold neither spaces nor quotes nor other special characters; \
             check the endpoint in the declaration",
        )),
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\"'`<>\\^{|}$".contains(&byte)
}

/// What stands between scheme and path.
fn authority(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let known = ["https", "http"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    known.then(|| rest.split(['/', '?', '#']).next().unwrap_or_default())
}

fn is_host(authority: &str) -> bool {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((host, port)) if !host.is_empty() => {
                let is_v6 = host
                    .bytes()
                    .all(|b| b.is_ascii_hexdigit() || b":.".contains(&b));
                return is_v6 && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port));
            }
            _ => return false,
        },
        None => authority.split_once(':').unwrap_or((authority, "")),
    };
    let is_name = host
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    !host.is_empty()
        && is_name
        && !host.starts_with(['-', '.'])
        && (host.len() == authority.len() || is_port(port))
}

fn is_port(text: &str) -> bool {
    !text.starts_with('+') && text.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn plain_addresses_pass() {
        for url in [
            "https://acme.example/authorize?scope=read(a,b)&state=x~-_.",
            "http://127.0.0.1:8080/a",
            "http://[::1]:8080/a#/login?x=1",
            "HTTPS://acme.example",
            "https://acme.example:443?x=%22",
        ] {
            assert!(check(url).is_ok(), "{url}");
        }
        let longest = format!("https://a.example/{}", "x".repeat((8 << 10) - 18));
        assert_eq!(longest.len(), 8 << 10);
        assert!(check(&longest).is_ok());
        assert!(check(&(longest + "x")).is_err());
    }

    #[test]
    fn f_44_hostile_addresses_are_refused() {
        for url in [
            "",
            "acme.example/a",
            "//acme.example/a",
            "file:///etc/passwd",
            "ms-msdt:/id",
            "javascript:alert(1)",
            "javascript://acme.example/%0aalert(1)",
            "data:text/html,x",
            "https:/acme.example",
            "https:acme.example",
            "--flag",
            "-https://acme.example",
            " https://acme.example",
            "https://acme.example/a b",
            "https://acme.example/$(id)",
            "https://acme.example/`id`",
            "https://acme.example/\"&calc&\"",
            "https://acme.example/'x'",
            "https://acme.example/a\nb",
            "https://acme.example/\u{1b}]8;;x",
            "https://acme.example/\u{202e}x",
            "https://acme.example\\evil.example",
            "https://user@acme.example/",
            "https://acme.example@evil.example/",
            "https://",
            "https:///a",
            "https://-flag.example/",
            "https://acme.example:/",
            "https://acme.example:99999/",
            "https://acme.example:+80/",
            "https://[::1/",
            "https://[]/",
            "https://[::1]x/",
            "https://acmé.example/",
        ] {
            assert!(check(url).is_err(), "{url:?}");
        }
    }
}
