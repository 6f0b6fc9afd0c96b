//! One service of a keyring: texts under names.

use std::sync::{Arc, OnceLock};

use keyring_core::{CredentialStore, Entry, Error};
use oauth_runtime::store::{StoreError, StoreErrorKind};
use zeroize::Zeroizing;

/// Where the texts are, and under which service.
pub(super) struct Ring {
    store: Option<Arc<CredentialStore>>,
    pub(super) service: String,
}

impl Ring {
    /// A service of the operating system's keyring, which is opened when it is first used.
    pub(super) fn system(service: String) -> Self {
        Self {
            store: None,
            service,
        }
    }

    pub(super) fn of(store: Arc<CredentialStore>, service: String) -> Self {
        Self {
            store: Some(store),
            service,
        }
    }

    pub(super) fn describe(&self) -> String {
        let backend = match &self.store {
            Some(store) => store.vendor(),
            None => native_name().to_owned(),
        };
        format!("keyring ({backend}), service `{}`", self.service)
    }

    pub(super) fn get(&self, name: &str) -> Result<Option<Zeroizing<String>>, StoreError> {
        match self.entry(name)?.get_password() {
            Ok(text) => Ok(Some(Zeroizing::new(text))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(self.refused(name, &error)),
        }
    }

    pub(super) fn set(&self, name: &str, text: &str) -> Result<(), StoreError> {
        let set = self.entry(name)?.set_password(text);
        set.map_err(|error| self.refused(name, &error))
    }

    /// Removes a text; it is no error when there is none.
    pub(super) fn delete(&self, name: &str) -> Result<(), StoreError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(self.refused(name, &error)),
        }
    }

    fn entry(&self, name: &str) -> Result<Entry, StoreError> {
        let built = match &self.store {
            Some(store) => store.build(&self.service, name, None),
            None => native().map_err(|reason| self.unavailable(reason))?.build(
                &self.service,
                name,
                None,
            ),
        };
        built.map_err(|error| self.refused(name, &error))
    }

    /// The texts of the keyring's errors are passed on only where they cannot hold a value.
    fn refused(&self, name: &str, error: &Error) -> StoreError {
        let (kind, reason) = match error {
            Error::PlatformFailure(_)
            | Error::NoStorageAccess(_)
            | Error::NoDefaultStore
            | Error::BadStoreFormat(_) => return self.unavailable(&error.to_string()),
            Error::TooLong(..) => (
                StoreErrorKind::NotWritable,
                "is longer than the keyring takes: use an encrypted file store",
            ),
            Error::Invalid(..) | Error::NotSupportedByStore(_) => (
                StoreErrorKind::Config,
                "is not accepted by this keyring: use another one, or an encrypted file store",
            ),
            Error::Ambiguous(_) => (
                StoreErrorKind::Corrupt,
                "is there more than once: delete all but one in the keyring's own program",
            ),
            _ => (
                StoreErrorKind::Corrupt,
                "holds what this library did not write: delete it in the keyring's own program",
            ),
        };
        StoreError::new(
            kind,
            format!("{}: entry `{name}` {reason}", self.describe()),
        )
    }

    fn unavailable(&self, reason: &str) -> StoreError {
        StoreError::new(
            StoreErrorKind::Unavailable,
            format!(
                "{} cannot be used ({reason}): {}, or use an encrypted file instead, \
                 as in `file:/path?passphrase=env:NAME`",
                self.describe(),
                start_it()
            ),
        )
    }

    pub(super) fn corrupt(&self, name: &str, what: &str) -> StoreError {
        StoreError::new(
            StoreErrorKind::Corrupt,
            format!("{}: entry `{name}` {what}: sign in again", self.describe()),
        )
    }
}

/// The system's keyring. The facade crate puts it in the place of the process'
/// default store, so what the program had there before is put back.
fn native() -> Result<&'static Arc<CredentialStore>, &'static str> {
    static NATIVE: OnceLock<Result<Arc<CredentialStore>, String>> = OnceLock::new();
    let native = NATIVE.get_or_init(|| {
        let before = keyring_core::get_default_store();
        if let Err(error) = keyring::Entry::store_status() {
            return Err(error.to_string());
        }
        let native = keyring_core::get_default_store();
        if let Some(before) = before {
            keyring_core::set_default_store(before);
        }
        native.ok_or_else(|| "there is none on this system".to_owned())
    });
    native.as_ref().map_err(String::as_str)
}

const fn native_name() -> &'static str {
    if cfg!(target_os = "macos") {
        "Keychain"
    } else if cfg!(windows) {
        "Windows Credential Manager"
    } else {
        "Secret Service"
    }
}

const fn start_it() -> &'static str {
    if cfg!(any(target_os = "macos", windows)) {
        "unlock it and start the program in a session of a signed-in user"
    } else {
        "start a secret service (such as gnome-keyring or KWallet) in this session, unlock it and \
         start this program again"
    }
}
