//! What the person is told, in words.

use std::fmt::Write as _;
use std::time::Duration;

use crate::person::{Notice, Paste};
use crate::shown::shown;
use crate::{address, qr};

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Text and nothing else.
    Plain,
    /// Bold text and QR codes too.
    Rich,
}

/// The text for a notice. `room` tells columns and lines of the terminal.
pub(super) fn of(
    notice: &Notice<'_>,
    look: Look,
    can_type: bool,
    room: impl Fn() -> Option<(usize, usize)>,
) -> String {
    match notice {
        Notice::Open {
            provider,
            url,
            opened,
            paste,
            listening,
        } => {
            let provider = shown(provider);
            let mut text = match opened {
                true => format!(
                    "Your browser opens for the sign-in to {provider}. If it does not, open this address:\n"
                ),
                false => format!("To sign in to {provider}, open this address in a browser:\n"),
            };
            let _ = write!(text, "\n  {url}\n\n");
            if can_type {
                text.push_str(hint(*paste, *listening));
            }
            text
        }
        Notice::Device {
            provider,
            user_code,
            verification_uri,
            complete,
            expires_in,
        } => {
            let (provider, address) = (shown(provider), shown(verification_uri));
            let code = bold(&shown(user_code), look);
            let mut text = format!(
                "To sign in to {provider}, open this address on any device:\n\n  {address}\n\nand type this code:\n\n  {code}\n\n"
            );
            let target = complete.unwrap_or(verification_uri);
            if look == Look::Rich
                && let Some(picture) = picture(target, room())
            {
                let _ = write!(text, "Or scan:\n\n{picture}\n");
            }
            let _ = writeln!(
                text,
                "The code is good for {}. Waiting ...",
                span(*expires_in)
            );
            text
        }
        Notice::Ignored { why, pasted } => {
            let why = shown(why.text());
            match pasted {
                true => format!(
                    "This is not what the sign-in waits for: {why}.\nPaste the whole address of the page where the browser ended.\n"
                ),
                false => format!("Ignored what came to the listener: {why}.\n"),
            }
        }
        Notice::Done => "Signed in.\n".to_owned(),
    }
}

fn hint(paste: Paste, listening: bool) -> &'static str {
    match (paste, listening) {
        (Paste::Pin, _) => "Then paste the PIN that the page shows, and press Enter:\n",
        (Paste::Address, true) => {
            "If the browser ends at a page that it cannot show, paste the address of that page here:\n"
        }
        (Paste::Address, false) => {
            "Then paste the whole address of the page where the browser ends, and press Enter:\n"
        }
    }
}

/// The address as a QR code, if it is one to open and has the room.
fn picture(target: &str, room: Option<(usize, usize)>) -> Option<String> {
    let (columns, lines) = room?;
    address::check(target).ok()?;
    let code = qr::Code::of(target)?;
    let fits = code.columns() <= columns && code.lines() <= lines;
    fits.then(|| code.draw())
}

fn bold(text: &str, look: Look) -> String {
    match look {
        Look::Plain => text.to_owned(),
        Look::Rich => format!("\u{1b}[1m{text}\u{1b}[0m"),
    }
}

fn span(time: Duration) -> String {
    match time.as_secs() {
        seconds if seconds < 120 => format!("{seconds} seconds"),
        seconds => format!("{} minutes", seconds / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oauth_runtime::{Code, Error};

    const WIDE: fn() -> Option<(usize, usize)> = || Some((120, 60));

    fn device<'a>(user_code: &'a str, uri: &'a str) -> Notice<'a> {
        Notice::Device {
            provider: "Acme",
            user_code,
            verification_uri: uri,
            complete: None,
            expires_in: Duration::from_secs(900),
        }
    }

    fn is_plain(text: &str) -> bool {
        text.chars().all(|c| c == '\n' || (' '..='~').contains(&c))
    }

    #[test]
    fn f_46b_hostile_device_texts_are_shown_as_text_and_never_as_a_picture() {
        let hostile = [
            ("WDJB\u{1b}[2J-MJHT", "https://acme.example/device"),
            (
                "\u{1b}]8;;https://evil.example\u{7}X\u{1b}]8;;\u{7}",
                "https://acme.example/device",
            ),
            ("A\rB", "https://acme.example/device"),
            ("A\u{202e}B", "https://acme.example/device"),
            ("AB", "javascript:alert(1)"),
            ("AB", "javascript://acme.example/%0aalert(1)"),
            ("AB", "file:///etc/passwd"),
            ("AB", "https://acme.example/\u{1b}[31m"),
            ("AB", "https://acme.example/\n  https://evil.example"),
            ("AB", "https://user@evil.example/"),
        ];
        for (code, uri) in hostile {
            let plain = of(&device(code, uri), Look::Plain, true, WIDE);
            assert!(is_plain(&plain), "{plain:?}");
            let rich = of(&device(code, uri), Look::Rich, true, WIDE);
            let codes = rich.matches('\u{1b}').count();
            let is_address = address::check(uri).is_ok();
            assert_eq!(rich.contains("Or scan"), is_address, "{uri}");
            if !is_address {
                assert_eq!(codes, 2, "bold on, bold off: {rich:?}");
            }
            assert!(!rich.contains(['\r', '\u{7}', '\u{202e}']), "{rich:?}");
        }
    }

    #[test]
    fn without_a_terminal_there_are_no_control_codes_and_no_picture() {
        let why = Error::new(
            Code::StateMismatch,
            "the callback belongs to another sign-in",
        );
        let open = |opened| Notice::Open {
            provider: "Acme\u{1b}[31m",
            url: "https://acme.example/authorize?x=1",
            opened,
            paste: Paste::Address,
            listening: true,
        };
        for notice in [
            device("WDJB-MJHT", "https://acme.example/device"),
            open(true),
            open(false),
            Notice::Ignored {
                why: &why,
                pasted: true,
            },
            Notice::Done,
        ] {
            let text = of(&notice, Look::Plain, false, WIDE);
            assert!(is_plain(&text), "{text:?}");
            assert!(text.ends_with('\n'));
        }
    }

    #[test]
    fn the_picture_is_left_out_where_it_does_not_fit() {
        let notice = device("WDJB-MJHT", "https://acme.example/device");
        for (room, is_there) in [
            (Some((120, 60)), true),
            (Some((20, 60)), false),
            (Some((120, 10)), false),
            (None, false),
        ] {
            let text = of(&notice, Look::Rich, true, || room);
            assert_eq!(text.contains("Or scan"), is_there, "{room:?}");
            assert!(text.contains("WDJB-MJHT"));
        }
    }

    #[test]
    fn the_person_reads_what_can_be_pasted() {
        let text = |paste, listening, can_type| {
            let notice = Notice::Open {
                provider: "Acme",
                url: "https://acme.example/a",
                opened: true,
                paste,
                listening,
            };
            of(&notice, Look::Plain, can_type, || None)
        };
        assert!(text(Paste::Pin, false, true).contains("PIN"));
        assert!(text(Paste::Address, true, true).contains("cannot show"));
        assert!(text(Paste::Address, false, true).contains("whole address"));
        assert!(!text(Paste::Address, true, false).contains("paste"));
    }
}
