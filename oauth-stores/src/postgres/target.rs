//! Where a URL leads, and how the way there is secured.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod};
use oauth_runtime::store::{StoreError, StoreErrorKind};
use percent_encoding::percent_decode_str;
use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::{Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

/// TLS that verifies the server.
pub(super) type Secure = MakeRustlsConnect;

const CONNECTIONS: usize = 8;

/// What a URL says.
pub(super) struct Target {
    config: Config,
    pub(super) secure: Option<Secure>,
    pub(super) place: String,
    pub(super) schema: Option<String>,
}

fn config_error(text: impl Into<String>) -> StoreError {
    StoreError::new(StoreErrorKind::Config, text)
}

impl Target {
    pub(super) fn read(url: &str) -> Result<Self, StoreError> {
        let form = || {
            config_error(
                "the PostgreSQL URL cannot be read: it has the form \
                 `postgres://user:password@host:port/database`, with special characters in \
                 the password percent-encoded (`@` as `%40`)",
            )
        };
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(form());
        }
        let options = Options::split(url)?;
        let mut config: Config = options.url.parse().map_err(|_| form())?;
        // An unescaped `@` in a password makes its end look like the host.
        let strange = |host: &Host| matches!(host, Host::Tcp(host) if host.contains('@'));
        if config.get_hosts().iter().any(strange) {
            return Err(form());
        }
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(config_error(
                "the PostgreSQL URL names no host: add one, for example `localhost`",
            ));
        }
        if !options.has_mode {
            let local = config.get_hosts().iter().all(is_local)
                && config.get_hostaddrs().iter().all(IpAddr::is_loopback);
            config.ssl_mode(if local {
                SslMode::Disable
            } else {
                SslMode::Require
            });
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(10));
        }
        // A server that vanished without a word is noticed in seconds, not hours.
        config.tcp_user_timeout(Duration::from_secs(10));
        config.keepalives_idle(Duration::from_secs(30));
        let secure = match config.get_ssl_mode() {
            SslMode::Disable => None,
            _ => Some(tls(options.root.as_deref())?),
        };
        Ok(Self {
            place: place(&config),
            schema: options.schema,
            config,
            secure,
        })
    }

    /// Connections that are made when they are needed.
    pub(super) fn pool(&self) -> Result<Pool, StoreError> {
        let how = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let manager = match &self.secure {
            Some(secure) => Manager::from_config(self.config.clone(), secure.clone(), how),
            None => Manager::from_config(self.config.clone(), NoTls, how),
        };
        let pool = Pool::builder(manager).max_size(CONNECTIONS).build();
        pool.map_err(|_| config_error("no pool of PostgreSQL connections could be made"))
    }
}

/// A URL without the options that only this store reads.
struct Options {
    url: String,
    has_mode: bool,
    schema: Option<String>,
    root: Option<String>,
}

impl Options {
    fn split(url: &str) -> Result<Self, StoreError> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let mut options = Self {
            url: base.to_owned(),
            has_mode: false,
            schema: None,
            root: None,
        };
        let mut kept = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = || {
                let value = percent_decode_str(value).decode_utf8();
                value.map_err(|_| config_error("the PostgreSQL URL has an option that is no UTF-8"))
            };
            match (name, value) {
                ("schema", _) => options.schema = Some(decoded()?.into_owned()),
                ("sslrootcert", _) => options.root = Some(decoded()?.into_owned()),
                ("sslmode", mode) => {
                    options.has_mode = true;
                    kept.push(match mode {
                        "verify-ca" | "verify-full" => "sslmode=require",
                        _ => pair,
                    });
                }
                _ => kept.push(pair),
            }
        }
        if !kept.is_empty() {
            options.url = format!("{base}?{}", kept.join("&"));
        }
        Ok(options)
    }
}

fn is_local(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            let address = name.parse::<IpAddr>();
            name == "localhost" || address.is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn place(config: &Config) -> String {
    let ports = config.get_ports();
    let port = |index: usize| ports.get(index).or(ports.first()).copied().unwrap_or(5432);
    let hosts = config
        .get_hosts()
        .iter()
        .enumerate()
        .map(|(index, host)| match host {
            Host::Tcp(name) if name.contains(':') => format!("[{name}]:{}", port(index)),
            Host::Tcp(name) => format!("{name}:{}", port(index)),
            #[cfg(unix)]
            Host::Unix(path) => format!("{}:{}", path.display(), port(index)),
        });
    let mut hosts: Vec<_> = hosts.collect();
    if hosts.is_empty() {
        let addresses = config.get_hostaddrs().iter().enumerate();
        hosts.extend(addresses.map(|(index, address)| format!("{address}:{}", port(index))));
    }
    let database = config
        .get_dbname()
        .or(config.get_user())
        .unwrap_or("postgres");
    format!("{}/{database}", hosts.join(","))
}

fn tls(root: Option<&str>) -> Result<Secure, StoreError> {
    let mut roots = Vec::new();
    if let Some(path) = root {
        let bad = |error: &dyn std::fmt::Display| {
            config_error(format!(
                "`sslrootcert` leads to `{path}`, which is no PEM file of certificates: {error}"
            ))
        };
        for certificate in CertificateDer::pem_file_iter(path).map_err(|error| bad(&error))? {
            roots.push(certificate.map_err(|error| bad(&error))?);
        }
    }
    let failed = |error: rustls::Error| {
        config_error(format!(
            "TLS for PostgreSQL cannot be set up: {error}; look at the system's root certificates"
        ))
    };
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let verifier =
        rustls_platform_verifier::Verifier::new_with_extra_roots(roots, Arc::clone(&provider));
    let verifier = Arc::new(verifier.map_err(failed)?);
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .dangerous() // the name is rustls'; the verifier is the platform's
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(url: &str) -> Target {
        Target::read(url).unwrap()
    }

    #[test]
    fn a_place_names_host_port_and_database_and_no_password() {
        for (url, expected) in [
            (
                "postgres://ada:hunter2@db.example/tokens",
                "db.example:5432/tokens",
            ),
            (
                "postgresql://ada:hunter2@[::1]:6543/tokens",
                "[::1]:6543/tokens",
            ),
            ("postgres://ada:hunter2@a,b:1/x?schema=s", "a:5432,b:1/x"),
            ("postgres://ada@localhost", "localhost:5432/ada"),
        ] {
            assert_eq!(target(url).place, expected, "{url}");
        }
        assert_eq!(
            target("postgres://a@b/x?schema=my%20own").schema.as_deref(),
            Some("my own")
        );
    }

    #[test]
    fn a_url_that_cannot_be_read_is_not_repeated() {
        for url in [
            "postgres://ada:hunter2@db:port/x",
            "postgres://ada:p@hunter2@db/x",
            "mysql://ada:hunter2@db/x",
            "postgres://ada:hunter2@db/x?sslmode=hunter2",
            "postgres://ada:hunter2@db/x?hunter2=1",
            "postgres://ada:hunter2@db/x?sslmode=require&sslrootcert=/nowhere/ca.pem",
            "postgres:///x?user=ada&password=hunter2",
        ] {
            let error = Target::read(url).err().unwrap_or_else(|| panic!("{url}"));
            assert_eq!(error.kind(), StoreErrorKind::Config);
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn tls_is_required_unless_the_way_is_local_or_the_url_says_otherwise() {
        for (url, mode) in [
            ("postgres://a@db.example/x", SslMode::Require),
            ("postgres://a@127.0.0.1/x", SslMode::Disable),
            ("postgres://a@localhost/x", SslMode::Disable),
            ("postgres://a@localhost,db.example/x", SslMode::Require),
            (
                "postgres://a@db.example/x?sslmode=disable",
                SslMode::Disable,
            ),
            ("postgres://a@db.example/x?sslmode=prefer", SslMode::Prefer),
            (
                "postgres://a@localhost/x?sslmode=verify-full",
                SslMode::Require,
            ),
        ] {
            let target = target(url);
            assert_eq!(target.config.get_ssl_mode(), mode, "{url}");
            assert_eq!(target.secure.is_some(), mode != SslMode::Disable);
        }
    }
}
