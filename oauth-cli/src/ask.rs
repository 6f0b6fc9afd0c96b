//! What a person, a file or standard input is asked for.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::Path;

use oauth_runtime::{Code, Error, Secret};

use crate::Failure;

/// The secret in a file or on standard input, without the line end that editors add.
pub(crate) fn secret_in(file: &Path) -> Result<Secret, Failure> {
    const LONGEST: u64 = 64 << 10;

    let mut text = zeroize::Zeroizing::new(String::with_capacity(LONGEST as usize + 1));
    let (name, read) = match file.as_os_str() == "-" {
        true => (
            "standard input".to_owned(),
            std::io::stdin()
                .lock()
                .take(LONGEST + 1)
                .read_to_string(&mut text),
        ),
        false => (
            format!("the secret file `{}`", file.display()),
            std::fs::File::open(file)
                .and_then(|file| file.take(LONGEST + 1).read_to_string(&mut text)),
        ),
    };
    let refused =
        |why: String| Failure::from(Error::new(Code::SettingRefused, format!("{name} {why}")));
    read.map_err(|error| refused(format!("cannot be read: {error}")))?;
    let secret = text.strip_suffix('\n').unwrap_or(&text);
    let secret = secret.strip_suffix('\r').unwrap_or(secret);
    if secret.is_empty() {
        return Err(refused("is empty".into()));
    }
    if text.len() as u64 > LONGEST {
        return Err(refused("is longer than 64 KiB".into()));
    }
    Ok(Secret::new(secret))
}

/// Whether somebody sits at the terminal who can be asked.
pub(crate) fn is_attended() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks for something that may be seen.
pub(crate) async fn visible(question: String) -> Result<String, Failure> {
    asked(move || {
        let mut err = std::io::stderr().lock();
        write!(err, "{question}: ")?;
        err.flush()?;
        drop(err);
        let mut line = String::new();
        match std::io::stdin().read_line(&mut line)? {
            0 => Err(Failure::Interrupted),
            _ => Ok(line.trim().to_owned()),
        }
    })
    .await
}

/// Asks for something that nobody may see.
pub(crate) async fn hidden(question: String) -> Result<Secret, Failure> {
    use std::io::ErrorKind::{Interrupted, UnexpectedEof};

    asked(
        move || match rpassword::prompt_password(format!("{question}: ")) {
            Ok(answer) => Ok(Secret::new(answer)),
            Err(error) if matches!(error.kind(), Interrupted | UnexpectedEof) => {
                Err(Failure::Interrupted)
            }
            Err(error) => Err(error.into()),
        },
    )
    .await
}

/// Waits in a thread of its own, so that Ctrl-C is heard meanwhile.
async fn asked<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    match tokio::task::spawn_blocking(ask).await {
        Ok(answer) => answer,
        Err(_) => Err("the terminal cannot be asked".into()),
    }
}
