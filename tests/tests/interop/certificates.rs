//! The certificate authority of one test run, and what it issues.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use oauth_runtime::Secret;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
};

/// The DNS name in the certificate by which the server knows `certificate-client`.
pub const CLIENT_NAME: &str = "certificate-client.example";

/// An authority that servers and clients of this process trust.
pub struct Authority {
    directory: PathBuf,
    certificate: Vec<u8>,
    issuer: Issuer<'static, KeyPair>,
    self_signed: Secret,
}

/// The only one.
pub fn authority() -> &'static Authority {
    static AUTHORITY: LazyLock<Authority> = LazyLock::new(Authority::new);
    &AUTHORITY
}

impl Authority {
    fn new() -> Self {
        let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
        sweep(all);
        let directory = all.join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        // A leaf of the same name would pass for one that signs itself.
        params
            .distinguished_name
            .push(DnType::CommonName, "authority of the tests");
        let key = KeyPair::generate().unwrap();
        let own = params.self_signed(&key).unwrap();
        let issuer = Issuer::new(params, key);
        let (server, server_key) = issue(&issuer, "127.0.0.1", ExtendedKeyUsagePurpose::ServerAuth);
        let self_signed_key = KeyPair::generate().unwrap();
        let self_signed = CertificateParams::new(["self-signed.example".to_owned()])
            .unwrap()
            .self_signed(&self_signed_key)
            .unwrap();
        for (name, text) in [
            ("ca.pem", own.pem()),
            ("server.pem", server),
            ("server.key", server_key),
            ("self-signed.pem", self_signed.pem()),
        ] {
            fs::write(directory.join(name), text).unwrap();
        }
        let both = format!("{}{}", self_signed.pem(), self_signed_key.serialize_pem());
        Self {
            directory,
            certificate: own.der().to_vec(),
            issuer,
            self_signed: Secret::new(both),
        }
    }

    /// Where servers find the certificates.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The root that clients trust.
    pub fn root(&self) -> reqwest::Certificate {
        reqwest::Certificate::from_der(&self.certificate).unwrap()
    }

    /// Chain and key of `certificate-client`, in PEM.
    pub fn client(&self) -> Secret {
        let usage = ExtendedKeyUsagePurpose::ClientAuth;
        let (certificate, key) = issue(&self.issuer, CLIENT_NAME, usage);
        Secret::new(format!("{certificate}{key}"))
    }

    /// Certificate and key of `self-signed-client`, in PEM.
    pub fn self_signed_client(&self) -> Secret {
        self.self_signed.clone()
    }
}

/// The start of a directory's name; the id of its process follows.
const PREFIX: &str = "certificates-";

/// Removes what processes left behind that have ended.
fn sweep(all: &Path) {
    let Ok(entries) = fs::read_dir(all) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(id) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
            continue;
        };
        if Path::new("/proc/self").exists() && !Path::new("/proc").join(id).exists() {
            // Another process may sweep at the same time.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// A certificate for this name and its key, in PEM.
fn issue(
    issuer: &Issuer<'static, KeyPair>,
    name: &str,
    usage: ExtendedKeyUsagePurpose,
) -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.extended_key_usages = vec![usage];
    let certificate = params.signed_by(&key, issuer).unwrap();
    (certificate.pem(), key.serialize_pem())
}
