//! `oauth mock`

mod log;

use std::io::{ErrorKind, Write as _};
use std::time::Duration;

use clap::{Args, ValueEnum};
use oauth_mock::{Consent, MockBuilder, MockClock, MockServer};
use oauth_runtime::spec::{CallKind, Grants};
use serde_json::{Map, json};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use crate::out::{say, tell};
use crate::shown::{CLIENT_ID, CLIENT_SECRET, Shown};
use crate::{Failure, Global};

/// The port that examples can name.
const PORT: u16 = 8765;

/// Run a strict server to develop against
///
/// It is made from the provider's declaration and refuses whatever the declaration does
/// not say. The client is `demo-client` with the secret `demo-secret`; the commands that
/// are told `--against` know both. It runs until Ctrl-C and tells each request on standard
/// error: names and places of parameters, never a value.
///
/// A device code is approved on the page at the verification address, which `oauth login
/// --device` prints; with `--consent approve` the first poll finds it approved.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The provider: see `oauth providers`.
    provider: String,
    /// The port on 127.0.0.1; 0 is any that is free. Without it 8765, or a free one if that is taken.
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// What the user says when an application or a device asks.
    #[arg(long, value_enum, default_value = "page")]
    consent: Answer,
    /// How long access tokens live: 60s, 10m, 2h.
    #[arg(long, value_name = "TIME", value_parser = duration)]
    token_lifetime: Option<Duration>,
    /// How long refresh tokens live.
    #[arg(long, value_name = "TIME", value_parser = duration)]
    refresh_token_lifetime: Option<Duration>,
    /// How long codes live.
    #[arg(long, value_name = "TIME", value_parser = duration)]
    code_lifetime: Option<Duration>,
    /// A tenant value, in place of the sample. May be given again.
    #[arg(long = "value", value_name = "NAME=VALUE", value_parser = pair)]
    values: Vec<(String, String)>,
    /// Take this redirect URI and no other. May be given again. Without it any on loopback is taken.
    #[arg(long, value_name = "URI")]
    redirect_uri: Vec<String>,
    /// Register the client without a secret.
    #[arg(long)]
    public: bool,
    /// The server's clock is off by so many seconds.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 0,
        allow_negative_numbers = true
    )]
    date_skew: i64,
}

/// What the user says.
#[derive(Clone, Copy, ValueEnum)]
enum Answer {
    /// A page in the browser asks.
    Page,
    /// Yes, without being asked.
    Approve,
    /// No, without being asked.
    Deny,
}

/// `60s`, `10m`, `2h`, `1d`; a bare number is seconds.
fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text.get(digits.len()..).unwrap_or_default() {
        "" | "s" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err("the units are `s`, `m`, `h` and `d`".into()),
    };
    digits
        .parse::<u64>()
        .ok()
        .and_then(|count| count.checked_mul(unit))
        .filter(|seconds| *seconds > 0 && *seconds <= 100 * 365 * 86_400)
        .map(Duration::from_secs)
        .ok_or_else(|| "write a time above zero, such as `60s`".into())
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("write `name=value`, such as `deployment=acme`")?;
    Ok((name.to_owned(), value.to_owned()))
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    let shown = Shown::named(&arguments.provider)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(global, arguments, shown))
}

async fn serve(global: &Global, arguments: &Arguments, shown: &Shown) -> Result<(), Failure> {
    // Before the first word is said: whoever reads the origin may end the server at once.
    let ended = tokio::signal::ctrl_c();
    tokio::pin!(ended);
    let (told, devices) = mpsc::unbounded_channel();
    let server = start(global, arguments, shown, told).await?;
    if let Answer::Approve = arguments.consent {
        server.approve_device_after(0);
    }
    tokio::select! {
        biased;
        pressed = &mut ended => pressed?,
        played = async {
            announce(global, arguments, shown, &server).await?;
            decide(&server, arguments.consent, devices).await;
            Ok::<_, Failure>(())
        } => played?,
    }
    let requests = server.ledger().len();
    server.stop().await;
    tell!(global, "{requests} requests; the server has ended");
    Ok(())
}

/// Says no to devices for a user who refuses everything, as long as the server runs.
async fn decide(server: &MockServer, consent: Answer, mut devices: UnboundedReceiver<()>) {
    while devices.recv().await.is_some() {
        if let Answer::Deny = consent {
            server.deny_device();
        }
    }
}

async fn start(
    global: &Global,
    arguments: &Arguments,
    shown: &Shown,
    told: UnboundedSender<()>,
) -> Result<MockServer, Failure> {
    let builder = builder(global, arguments, shown, told);
    match arguments.port {
        Some(port) => bound(builder.port(port).start().await, port),
        None => match builder.clone().port(PORT).start().await {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                tell!(
                    global,
                    "port {PORT} is taken, so another one is used; `--port` chooses"
                );
                Ok(builder.port(0).start().await?)
            }
            other => bound(other, PORT),
        },
    }
}

fn bound(started: std::io::Result<MockServer>, port: u16) -> Result<MockServer, Failure> {
    started.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => Failure::Other(format!(
            "port {port} is taken: end the program that listens there, or choose another with `--port`"
        )),
        ErrorKind::PermissionDenied => {
            Failure::Other(format!("port {port} is not for everybody: choose one above 1023"))
        }
        ErrorKind::InvalidInput => Failure::Usage(error.to_string()),
        _ => error.into(),
    })
}

fn builder(
    global: &Global,
    arguments: &Arguments,
    shown: &Shown,
    told: UnboundedSender<()>,
) -> MockBuilder {
    let secret = (!arguments.public).then_some(CLIENT_SECRET);
    let mut builder = MockServer::builder(shown.spec)
        .client(CLIENT_ID, secret)
        .clock(MockClock::running())
        .date_skew(arguments.date_skew)
        .consent(match arguments.consent {
            Answer::Page => Consent::Page,
            Answer::Approve => Consent::Approve,
            Answer::Deny => Consent::Deny,
        });
    for (name, value) in shown.vars {
        builder = builder.var(*name, *value);
    }
    for (name, value) in &arguments.values {
        builder = builder.var(name, value);
    }
    for uri in &arguments.redirect_uri {
        builder = builder.redirect_uri(uri);
    }
    if let Some(lifetime) = arguments.token_lifetime {
        builder = builder.access_token_lifetime(lifetime);
    }
    if let Some(lifetime) = arguments.refresh_token_lifetime {
        builder = builder.refresh_token_lifetime(lifetime);
    }
    if let Some(lifetime) = arguments.code_lifetime {
        builder = builder.code_lifetime(lifetime);
    }
    let json = global.json;
    builder.on_request(move |entry| {
        let line = match json {
            true => log::json_line(entry),
            false => log::line(entry),
        };
        let _ = writeln!(std::io::stderr().lock(), "{line}");
        if entry.kind == Some(CallKind::Device) && entry.accepted {
            let _ = told.send(());
        }
    })
}

async fn announce(
    global: &Global,
    arguments: &Arguments,
    shown: &Shown,
    server: &MockServer,
) -> Result<(), Failure> {
    let (spec, origin) = (shown.spec, server.origin());
    if global.json {
        let values: Map<_, _> = server
            .vars()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        say!(
            "{}",
            json!({
                "provider": spec.id,
                "origin": origin,
                "client_id": CLIENT_ID,
                "client_secret": (!arguments.public).then_some(CLIENT_SECRET),
                "values": values,
            })
        );
    } else {
        say!("{origin}");
    }
    let id = spec.id;
    tell!(
        global,
        "A strict {} on loopback, until Ctrl-C. In another terminal:\n",
        spec.name
    );
    let way = match spec.grants.contains(Grants::AUTHORIZATION_CODE) {
        true => "sign in",
        false => "get a token",
    };
    tell!(global, "  oauth login {id} --against {origin}     # {way}");
    tell!(
        global,
        "  oauth token {id} --against {origin}     # a valid access token"
    );
    if spec.api.is_some() {
        let query: String = shown
            .api_query
            .iter()
            .map(|(name, value)| format!(" -q '{name}={value}'"))
            .collect();
        tell!(
            global,
            "  oauth call {id} GET {}{query} --against {origin}",
            shown.api_path
        );
    }
    tell!(global, "  oauth doctor {id} --against {origin}");
    let secret = match arguments.public {
        true => "no secret".to_owned(),
        false => format!("the secret `{CLIENT_SECRET}`"),
    };
    tell!(
        global,
        "\nYour own program: `.against(\"{origin}\")` on its client, client id `{CLIENT_ID}`, {secret}."
    );
    if arguments.values.is_empty() && !shown.vars.is_empty() {
        let values: Vec<_> = shown
            .vars
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        tell!(global, "Tenant values: {}.", values.join(", "));
    }
    tell!(global, "");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        for (text, seconds) in [
            ("60s", 60),
            ("90", 90),
            ("10m", 600),
            ("2h", 7200),
            ("1d", 86_400),
        ] {
            assert_eq!(duration(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in [
            "",
            "s",
            "0s",
            "-1s",
            "1w",
            "1.5h",
            "99999999999999999999h",
            "9999999999h",
        ] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
