//! Pages for people: plain HTML without scripts, but for the one that
//! `form_post` prescribes.

use std::fmt::Write as _;

/// Where the consent page sends its decision.
pub(crate) const CONSENT_PATH: &str = "/_mock/consent";
/// Where a user approves a device.
pub(crate) const DEVICE_PATH: &str = "/_mock/device";

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n\
         body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem; }}\n\
         button {{ font: inherit; padding: .4rem 1.2rem; margin-right: .6rem; }}\n\
         code, strong {{ font-family: ui-monospace, monospace; }}\n\
         </style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n",
        title = escape(title),
    )
}

/// Asks the user. The form carries a ticket, so that a decision cannot be made up.
pub(crate) fn consent(provider: &str, client: &str, scope: Option<&str>, ticket: &str) -> String {
    let mut body = format!(
        "<p>The application <code>{}</code> wants to act for you.</p>\n",
        escape(client)
    );
    match scope {
        Some(scope) => {
            let _ = writeln!(body, "<p>It asks for: <code>{}</code></p>", escape(scope));
        }
        None => body.push_str("<p>It names no scopes.</p>\n"),
    }
    let _ = write!(
        body,
        "<form method=\"post\" action=\"{CONSENT_PATH}\">\n{}\
         <button name=\"decision\" value=\"approve\">Approve</button>\n\
         <button name=\"decision\" value=\"deny\">Deny</button>\n</form>\n",
        hidden("ticket", ticket)
    );
    page(&format!("{provider} (mock): sign in"), &body)
}

/// Shows the PIN that the user types into the application.
pub(crate) fn pin(provider: &str, pin: &str) -> String {
    let body = format!(
        "<p>Type this PIN into the application:</p>\n<p><strong id=\"pin\">{}</strong></p>\n",
        escape(pin)
    );
    page(&format!("{provider} (mock): your PIN"), &body)
}

/// A form that sends the response to the redirect URI (OAuth 2.0 Form Post Response Mode §2).
pub(crate) fn form_post(redirect_uri: &str, fields: &[(String, String)]) -> String {
    let inputs: String = fields
        .iter()
        .map(|(name, value)| hidden(name, value))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Signing in</title><link rel=\"icon\" href=\"data:,\"></head>\n\
         <body onload=\"document.forms[0].submit()\">\n<form method=\"post\" action=\"{}\">\n{inputs}\
         <button>Continue</button>\n</form>\n</body>\n</html>\n",
        escape(redirect_uri)
    )
}

/// Asks for the code that a device shows.
pub(crate) fn device(user_code: &str) -> String {
    let body = format!(
        "<form method=\"post\" action=\"{DEVICE_PATH}\">\n\
         <p><label>Code shown by the device: <input name=\"user_code\" value=\"{}\"></label></p>\n\
         <button name=\"decision\" value=\"approve\">Approve</button>\n\
         <button name=\"decision\" value=\"deny\">Deny</button>\n</form>\n",
        escape(user_code)
    );
    page("Mock: connect a device", &body)
}

pub(crate) fn notice(title: &str, text: &str) -> String {
    page(
        &format!("{title} (mock)"),
        &format!("<p id=\"notice\">{}</p>\n", escape(text)),
    )
}

fn hidden(name: &str, value: &str) -> String {
    format!(
        "<input type=\"hidden\" name=\"{}\" value=\"{}\">\n",
        escape(name),
        escape(value)
    )
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// The hidden fields of a page of this module.
pub(crate) fn hidden_fields(html: &str) -> Vec<(String, String)> {
    html.lines()
        .filter_map(|line| {
            let rest = line.strip_prefix("<input type=\"hidden\" name=\"")?;
            let (name, rest) = rest.split_once("\" value=\"")?;
            Some((unescape(name), unescape(rest.strip_suffix("\">")?)))
        })
        .collect()
}

/// The text of the element with this id.
pub(crate) fn text_of(html: &str, id: &str) -> Option<String> {
    let (_, rest) = html.split_once(&format!("id=\"{id}\">"))?;
    rest.split_once('<').map(|(text, _)| unescape(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_nothing_breaks_out() {
        let value = "a\"b<c>&'d";
        let html = form_post("http://127.0.0.1/cb?x=\"", &[("code".into(), value.into())]);
        assert_eq!(
            hidden_fields(&html),
            [("code".to_owned(), value.to_owned())]
        );
        assert!(!html.contains("b<c>"));
        assert_eq!(text_of(&pin("Acme", "123"), "pin").as_deref(), Some("123"));
        assert!(!consent("<b>", "<i>", Some("<u>"), "t").contains("<i>"));
    }
}
