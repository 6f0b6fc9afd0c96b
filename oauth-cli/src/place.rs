//! Where the command keeps things: the settings file, the tokens, the key that seals them.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use etcetera::AppStrategy as _;
use oauth_runtime::store::{Store, StoreError, StoreErrorKind};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use zeroize::Zeroizing;

use crate::{Failure, Global};

/// The name of the command's directories.
const APP: &str = "oauth";

/// The directories of this person: `XDG_CONFIG_HOME` and `XDG_DATA_HOME` or their
/// defaults on Unix, the known folders on Windows.
fn directories() -> Result<impl etcetera::AppStrategy, Failure> {
    etcetera::choose_app_strategy(etcetera::AppStrategyArgs {
        top_level_domain: String::new(),
        author: String::new(),
        app_name: APP.to_owned(),
    })
    .map_err(|_| {
        Failure::from(
            "the home directory is not known: set `HOME`, or name the files with `--config` and `--store`",
        )
    })
}

/// The settings file: the one that `--config` names, or `oauth/settings.toml` in the
/// person's configuration directory if it is there.
pub(crate) fn settings_file(global: &Global) -> Result<Option<PathBuf>, Failure> {
    match &global.config {
        // One that was asked for must be there.
        Some(named) => Ok(Some(named.clone())),
        None => {
            // Without a home there is no such file, and nothing is lost.
            let Ok(directories) = directories() else {
                return Ok(None);
            };
            let file = directories.config_dir().join("settings.toml");
            Ok(file.exists().then_some(file))
        }
    }
}

/// Where a store was chosen.
#[derive(Clone, Copy, PartialEq)]
enum Chosen {
    /// By `--store` or `OAUTH_STORE`.
    Named,
    /// By the settings file.
    Settings,
    /// By nobody.
    Default,
}

/// The store to open.
pub(crate) struct Place {
    url: String,
    chosen: Chosen,
    /// The directory, where it is one of the command's own.
    directory: Option<PathBuf>,
    /// The key file that is made when it is not there.
    key_file: Option<PathBuf>,
}

/// What must not stand as it is in the path of a store's URL.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'?')
    .add(b'~');

impl Place {
    /// The store that the command line, the settings file or nobody chose. Against a
    /// mock the settings file has no say: what it names holds real tokens.
    pub(crate) fn find(global: &Global) -> Result<Self, Failure> {
        if let Some(named) = global.store.as_deref().filter(|named| !named.is_empty()) {
            return Self::named(named, Chosen::Named);
        }
        if global.against().is_some() {
            return Self::file("mock", "mock.key", Chosen::Default);
        }
        if let Some(named) = in_settings(global)? {
            return Self::named(&named, Chosen::Settings);
        }
        Self::sealed_by_keyring()
    }

    fn named(named: &str, chosen: Chosen) -> Result<Self, Failure> {
        match named {
            "file" => Self::file("file", "store.key", chosen),
            "keyring" => Ok(Self {
                url: format!("keyring:{APP}"),
                chosen,
                directory: None,
                key_file: None,
            }),
            url => Ok(Self {
                url: url.to_owned(),
                chosen,
                directory: None,
                key_file: None,
            }),
        }
    }

    /// Files sealed with a key that the system's keyring keeps.
    fn sealed_by_keyring() -> Result<Self, Failure> {
        let directory = directories()?.data_dir().join("tokens");
        Ok(Self {
            url: format!("file:{}?key=keyring:{APP}/store-key", encoded(&directory)?),
            chosen: Chosen::Default,
            directory: Some(directory),
            key_file: None,
        })
    }

    /// Files sealed with a key in another file. The two are in different directories,
    /// so that a copy of one is not a copy of both.
    fn file(name: &str, key: &str, chosen: Chosen) -> Result<Self, Failure> {
        let directories = directories()?;
        let directory = directories.data_dir().join(name);
        let key_file = directories.config_dir().join(key);
        Ok(Self {
            url: format!(
                "file:{}?key=file:{}",
                encoded(&directory)?,
                encoded(&key_file)?
            ),
            chosen,
            directory: Some(directory),
            key_file: Some(key_file),
        })
    }

    /// Opens the store. A store is never replaced by another one that happens to work:
    /// when it cannot be used that is an error, which names the ways out.
    pub(crate) async fn open(&self) -> Result<Arc<dyn Store>, Failure> {
        if let Some(key_file) = &self.key_file {
            make_key(key_file)?;
        }
        oauth_stores::open_migrated(&self.url)
            .await
            .map_err(|error| self.explained(error))
    }

    /// Whether this store has never been written: nobody needs to be asked for its key.
    pub(crate) fn is_untouched(&self) -> bool {
        self.directory
            .as_ref()
            .is_some_and(|directory| !directory.exists())
    }

    /// Whether the system's keyring holds the tokens or their key.
    pub(crate) fn needs_keyring(&self) -> bool {
        self.url.starts_with("keyring:") || self.url.contains("key=keyring:")
    }

    /// What a person calls a store that was not opened.
    pub(crate) fn describe_unopened(&self) -> String {
        match &self.directory {
            Some(directory) => format!("file {} (not there yet)", directory.display()),
            None => self.url.split(['?', '@']).next().unwrap_or(APP).to_owned(),
        }
    }

    fn explained(&self, error: StoreError) -> Failure {
        if self.chosen != Chosen::Default || error.kind() != StoreErrorKind::Unavailable {
            return error.into();
        }
        let text = error.to_string();
        let code = format!(" [{}]", error.kind().code());
        let text = text.strip_suffix(&code).unwrap_or(&text);
        StoreError::new(
            error.kind(),
            format!(
                "{text}; or give `--store file` (also as `OAUTH_STORE=file`): the key is then in \
                 a file that only you can read; nothing was stored"
            ),
        )
        .into()
    }
}

/// `store` in the table `[oauth]` of the settings file.
fn in_settings(global: &Global) -> Result<Option<String>, Failure> {
    let Some(file) = settings_file(global)? else {
        return Ok(None);
    };
    let refused = |why: &str| {
        let text = format!("the settings file `{}` {why}", file.display());
        oauth_runtime::Error::new(oauth_runtime::Code::SettingRefused, text)
    };
    let text = fs::read_to_string(&file).map_err(|error| match error.kind() {
        ErrorKind::NotFound => refused("is not there"),
        kind => refused(&format!("cannot be read: {kind}")),
    })?;
    // The message of the parser would quote the line, which may hold a secret.
    let table: toml::Table = text.parse().map_err(|_| refused("is not TOML"))?;
    let own = table.get(APP).and_then(toml::Value::as_table);
    Ok(own
        .and_then(|own| own.get("store"))
        .and_then(toml::Value::as_str)
        .map(str::to_owned))
}

fn encoded(path: &Path) -> Result<String, Failure> {
    let text = path
        .to_str()
        .ok_or_else(|| format!("the path `{}` is not UTF-8: use `--store`", path.display()))?;
    Ok(utf8_percent_encode(text, RESERVED).to_string())
}

/// Makes a key file for its owner alone, unless there is one. Two processes at their
/// first start end up with the same key, and neither sees half of it.
fn make_key(file: &Path) -> Result<(), Failure> {
    if file.exists() {
        return Ok(());
    }
    let failed = |error: io::Error| {
        Failure::from(StoreError::new(
            StoreErrorKind::NotWritable,
            format!("the key file `{}` cannot be made: {error}", file.display()),
        ))
    };
    if let Some(parent) = file.parent() {
        private_directory(parent).map_err(failed)?;
    }
    let mut key = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *key).map_err(|error| failed(io::Error::other(error.to_string())))?;
    let text = Zeroizing::new(URL_SAFE_NO_PAD.encode(*key));
    let draft = file.with_extension(format!("new-{}", std::process::id()));
    let written = write_private(&draft, &text).and_then(|()| match fs::hard_link(&draft, file) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    });
    let _ = fs::remove_file(&draft);
    written.map_err(failed)
}

fn write_private(file: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn private_directory(directory: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}
