//! Questions to a person at a terminal.

use std::io::{BufRead, Write};

use super::draft::{ClientAuth, Draft, Offer};
use crate::Failure;

/// Asks for what a vendor's page says. An empty answer takes the default in brackets.
pub(super) fn interview(
    name: &str,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> Result<Draft, Failure> {
    let mut ask = Interview { input, out };
    ask.say(&format!(
        "What does the vendor's page about OAuth say of {name}? Enter alone means: nothing.\n\
         A part that differs for each customer is written in braces: https://{{site}}.acme.example/oauth/token\n"
    ))?;
    let mut draft = Draft {
        docs: ask.text("Address of that page")?,
        authorize: ask.text("Authorization endpoint (opened in the browser)")?,
        ..Draft::default()
    };
    draft.token = ask.text("Token endpoint")?;
    if draft.token.is_none() {
        return Err("without a token endpoint there is no declaration".into());
    }
    let secret = ask.choice(
        "How does the client prove its identity: body, basic (HTTP Basic), none (no secret)",
        &["body", "basic", "none"],
    )?;
    draft.client_auth = match secret {
        1 => ClientAuth::Basic,
        2 => ClientAuth::None,
        _ => ClientAuth::Body,
    };
    let machine = match draft.authorize {
        None => true,
        Some(_) => ask.yes("Can a program get a token for itself (client credentials)")?,
    };
    if machine {
        draft.client_credentials = Offer::AsToken;
    }
    if draft.authorize.is_some() {
        draft.no_refresh = !ask.yes_unless("Are there refresh tokens")?;
    }
    draft.device = ask.text("Device authorization endpoint")?;
    draft.revoke = ask.text("Revocation endpoint")?;
    draft.api = ask.text("Where the API's paths begin")?;
    let scopes = ask.text("Scopes, with spaces between them")?;
    for scope in scopes.iter().flat_map(|scopes| scopes.split_whitespace()) {
        draft.scope(scope, "");
    }
    Ok(draft)
}

struct Interview<'a, I, O> {
    input: &'a mut I,
    out: &'a mut O,
}

impl<I: BufRead, O: Write> Interview<'_, I, O> {
    fn say(&mut self, text: &str) -> Result<(), Failure> {
        writeln!(self.out, "{text}")?;
        Ok(())
    }

    fn text(&mut self, question: &str) -> Result<Option<String>, Failure> {
        write!(self.out, "{question}: ")?;
        self.out.flush()?;
        let mut line = String::new();
        if self.input.read_line(&mut line)? == 0 {
            return Err(Failure::Interrupted);
        }
        Ok(Some(line.trim().to_owned()).filter(|line| !line.is_empty()))
    }

    fn yes(&mut self, question: &str) -> Result<bool, Failure> {
        Ok(self.choice(&format!("{question}? no, yes"), &["no", "yes"])? == 1)
    }

    fn yes_unless(&mut self, question: &str) -> Result<bool, Failure> {
        Ok(self.choice(&format!("{question}? yes, no"), &["yes", "no"])? == 0)
    }

    /// The index of the answer; the first is the default.
    fn choice(&mut self, question: &str, answers: &[&str]) -> Result<usize, Failure> {
        let default = answers.first().copied().unwrap_or_default();
        loop {
            let Some(given) = self.text(&format!("{question} [{default}]"))? else {
                return Ok(0);
            };
            let given = given.to_ascii_lowercase();
            match answers.iter().position(|answer| answer.starts_with(&given)) {
                Some(index) => return Ok(index),
                None => self.say(&format!("  one of {}", answers.join(", ")))?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_become_a_draft_and_an_end_of_input_is_an_interruption() {
        let answers = "https://acme.example/docs\nhttps://acme.example/a\nhttps://acme.example/t\nquery\nbasic\ny\n\n\n\n\nread write\n";
        let mut out = Vec::new();
        let draft = interview("Acme", &mut answers.as_bytes(), &mut out).unwrap();
        assert_eq!(draft.authorize.as_deref(), Some("https://acme.example/a"));
        assert_eq!(draft.client_auth, ClientAuth::Basic);
        assert!(draft.client_credentials == Offer::AsToken && !draft.no_refresh);
        assert_eq!(draft.scopes.len(), 2);
        assert!(
            String::from_utf8(out)
                .unwrap()
                .contains("one of body, basic, none")
        );
        let cut = interview(
            "Acme",
            &mut "https://x.example\n".as_bytes(),
            &mut Vec::new(),
        );
        assert!(matches!(cut, Err(Failure::Interrupted)));
    }
}
