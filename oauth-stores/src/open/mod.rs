//! A store by its URL.

mod address;
#[cfg(all(
    feature = "seal",
    any(
        feature = "file",
        feature = "postgres",
        feature = "redis",
        feature = "sqlite"
    )
))]
mod sealing;

use std::sync::Arc;

use oauth_runtime::store::{MemoryStore, Store, StoreError};

#[cfg(any(
    feature = "file",
    feature = "postgres",
    feature = "redis",
    feature = "sqlite"
))]
use address::Sealing;
use address::{Address, config};

/// Opens the store that a URL names. Nothing is migrated; see [`open_migrated`].
///
/// | URL | store | feature |
/// |---|---|---|
/// | `memory:` | of this process, gone with it | |
/// | `file:/path?key=…` | a directory with a file for each connection | `file` |
/// | `sqlite:/path` | a database file | `sqlite` |
/// | `postgres://user:password@host/database` | PostgreSQL | `postgres` |
/// | `redis://user:password@host:6379/0` | Redis | `redis` |
/// | `keyring:service` | the keyring of the operating system | `keyring` |
///
/// Paths may be relative (`file:./tokens`) and are percent-decoded; `~` is not
/// expanded. The further parameters of `postgres:` are those of
/// `PostgresStore::connect`; `redis:` knows `prefix`.
///
/// # How values are sealed
///
/// `file:` must say how; the databases are not sealed unless the URL says so,
/// because their access is theirs to control. It needs the feature `seal`, which
/// `file` brings along.
///
/// | parameter | the key is |
/// |---|---|
/// | `key=env:NAME` | in an environment variable: 32 bytes as hex or base64url |
/// | `key=file:/path` | in a file that nobody else can read |
/// | `key=keyring:service/entry` | in the system's keyring, and made at the first use (feature `keyring`) |
/// | `passphrase=env:NAME`, `passphrase=file:/path` | derived from a passphrase |
/// | `key=none` | not there: the values are plain |
///
/// # Errors
/// [`StoreErrorKind::Config`](oauth_runtime::store::StoreErrorKind::Config) when the
/// URL cannot be used; it says what to write or which feature to enable, and never
/// repeats the URL. Otherwise what the store or the source of the key answers.
pub async fn open(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    let address = Address::read(url)?;
    match address.scheme {
        "memory" => {
            let address = address.without_any("its records never leave the process")?;
            match address.rest {
                "" => Ok(Arc::new(MemoryStore::new())),
                _ => Err(config("`memory:` is written without a name")),
            }
        }
        "file" => file(&address).await,
        "sqlite" => sqlite(&address).await,
        "postgres" | "postgresql" => postgres(&address).await,
        "redis" | "rediss" | "redis+unix" | "unix" => redis(&address).await,
        "keyring" => keyring(&address),
        _ => Err(config(
            "the store's URL has an unknown scheme: there are `memory:`, `file:`, `sqlite:`, \
             `postgres:`, `redis:` and `keyring:`",
        )),
    }
}

/// Opens the store that a URL names and brings its schema up to this version.
///
/// # Errors
/// Those of [`open`], and of [`Store::migrate`].
pub async fn open_migrated(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    let store = open(url).await?;
    store.migrate().await?;
    Ok(store)
}

#[cfg(not(all(
    feature = "file",
    feature = "keyring",
    feature = "postgres",
    feature = "redis",
    feature = "sqlite"
)))]
fn feature(what: &str, feature: &str) -> StoreError {
    config(format!(
        "`{what}` needs the feature `{feature}` of the crate `oauth-stores`: \
         enable it in the program's Cargo.toml"
    ))
}

/// The store, sealed if the URL says so.
#[cfg(all(
    feature = "seal",
    any(feature = "postgres", feature = "redis", feature = "sqlite")
))]
async fn sealed(store: impl Store, sealing: &Sealing) -> Result<Arc<dyn Store>, StoreError> {
    Ok(match sealing::keys(sealing).await? {
        Some(keys) => Arc::new(crate::seal::Sealed::new(store, keys)),
        None => Arc::new(store),
    })
}

#[cfg(all(
    not(feature = "seal"),
    any(feature = "postgres", feature = "redis", feature = "sqlite")
))]
async fn sealed(store: impl Store, sealing: &Sealing) -> Result<Arc<dyn Store>, StoreError> {
    match sealing {
        Sealing::Unsaid | Sealing::Plain => Ok(Arc::new(store)),
        Sealing::Key(_) | Sealing::Passphrase(_) => Err(feature("key=", "seal")),
    }
}

#[cfg(feature = "file")]
async fn file(address: &Address<'_>) -> Result<Arc<dyn Store>, StoreError> {
    use crate::file::FileStore;

    let path = address.without_own()?.path()?;
    if address.sealing == Sealing::Unsaid {
        return Err(config(format!(
            "the `file:` URL does not say how the tokens are encrypted: add one of {} after `?`",
            address::CHOICES
        )));
    }
    Ok(match sealing::keys(&address.sealing).await? {
        Some(keys) => Arc::new(FileStore::sealed(path, keys)),
        None => Arc::new(FileStore::plain(path)),
    })
}

#[cfg(not(feature = "file"))]
async fn file(_: &Address<'_>) -> Result<Arc<dyn Store>, StoreError> {
    Err(feature("file:", "file"))
}

#[cfg(feature = "sqlite")]
async fn sqlite(address: &Address<'_>) -> Result<Arc<dyn Store>, StoreError> {
    let path = address.without_own()?.path()?;
    let store = crate::worker::blocking(move || crate::sqlite::SqliteStore::open(path)).await?;
    sealed(store, &address.sealing).await
}

#[cfg(not(feature = "sqlite"))]
async fn sqlite(_: &Address<'_>) -> Result<Arc<dyn Store>, StoreError> {
    Err(feature("sqlite:", "sqlite"))
}

#[cfg(feature = "postgres")]
async fn postgres(address: &Address<'_>) -> Result<Arc<dyn Store>, StoreError> {
    let store = crate::postgres::PostgresStore::connect(&address.own_url())?;
    sealed(store, &address.sealing).await
}

#[cfg(not(feature = "postgres"))]
async fn postgres(_: &Address<'_>) -> Result<Arc<dyn Store>, StoreError> {
    Err(feature("postgres:", "postgres"))
}

#[cfg(feature = "redis")]
async fn redis(address: &Address<'_>) -> Result<Arc<dyn Store>, StoreError> {
    let url = format!("{}:{}", address.scheme, address.rest);
    let mut store = crate::redis::RedisStore::new(&url)?;
    for pair in &address.own {
        let prefix = pair.strip_prefix("prefix=").ok_or_else(|| {
            config(
                "the `redis:` URL has a parameter that is not known: there are `prefix`, `key` \
                 and `passphrase` (a `?` in a password is written `%3F`)",
            )
        })?;
        store = store.with_prefix(address::decoded(prefix)?)?;
    }
    sealed(store, &address.sealing).await
}

#[cfg(not(feature = "redis"))]
async fn redis(_: &Address<'_>) -> Result<Arc<dyn Store>, StoreError> {
    Err(feature("redis:", "redis"))
}

#[cfg(feature = "keyring")]
fn keyring(address: &Address<'_>) -> Result<Arc<dyn Store>, StoreError> {
    let address = address.without_any("the operating system seals the keyring")?;
    let service = address::decoded(address.rest)?;
    match service.is_empty() || service.starts_with('/') {
        true => Err(config(
            "the `keyring:` URL names no service: write `keyring:my-program`",
        )),
        false => Ok(Arc::new(crate::keyring::KeyringStore::system(service))),
    }
}

#[cfg(not(feature = "keyring"))]
fn keyring(_: &Address<'_>) -> Result<Arc<dyn Store>, StoreError> {
    Err(feature("keyring:", "keyring"))
}
