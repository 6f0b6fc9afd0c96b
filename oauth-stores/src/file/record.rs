//! The form of a record's file.
//!
//! ```text
//! oauth-stores-file 1 c2d5a4f0
//! key accelo/my-client/deployment=acme/ada
//! revision 1f2e3d4c5b6a7988
//! length 1234
//! sha256 (64 hex digits, over all the lines above and the value)
//!
//! (the value)
//! ```
//!
//! The first line checks itself, so that a flipped bit in the version is damage
//! and not a newer format.

use std::fmt;
use std::fs::File;
use std::io::Read as _;

use oauth_runtime::store::{ConnectionKey, Entry, Revision, StoreError, StoreErrorKind};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::name;

const MAGIC: &str = "oauth-stores-file";

/// The version this code writes, and the newest it reads.
pub(super) const VERSION: u32 = 1;

/// The longest value, in bytes.
const MAX_VALUE: usize = 1 << 20;

/// The longest head, in bytes: a key of 10 KiB, every character escaped, fits in.
const MAX_HEAD: usize = 1 << 16;

/// How much of a file is read when only its head is wanted.
const USUAL_HEAD: u64 = 1024;

/// Why a file holds no record that this code can read.
pub(super) enum Unreadable {
    Damaged(&'static str),
    Newer(u32),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(why) => f.write_str(why),
            Self::Newer(version) => write!(
                f,
                "it has format {version}, and this version of the program reads up to {VERSION}"
            ),
        }
    }
}

const CUT_OFF: Unreadable = Unreadable::Damaged("it is cut off");

/// The bytes of a file with a new revision.
pub(super) fn encode(
    key: &ConnectionKey,
    value: &[u8],
) -> Result<(Revision, Zeroizing<Vec<u8>>), StoreError> {
    let key = key.to_string();
    if value.len() > MAX_VALUE || key.len() > MAX_HEAD / 2 {
        return Err(StoreError::new(
            StoreErrorKind::Config,
            format!(
                "a record of {} bytes under a key of {} is too long for a file store: at most \
                 {MAX_VALUE} and {}",
                value.len(),
                key.len(),
                MAX_HEAD / 2
            ),
        ));
    }
    let revision = getrandom::u64().map_err(|_| {
        StoreError::new(
            StoreErrorKind::Unavailable,
            "the system gives no random bytes for a revision",
        )
    })?;
    let head = format!(
        "{}\nkey {key}\nrevision {revision:016x}\nlength {}\n",
        first_line(VERSION),
        value.len()
    );
    let checksum = format!("sha256 {}\n\n", checksum(head.as_bytes(), value));
    let length = head.len().saturating_add(checksum.len());
    let mut bytes = Zeroizing::new(Vec::with_capacity(length.saturating_add(value.len())));
    bytes.extend_from_slice(head.as_bytes());
    bytes.extend_from_slice(checksum.as_bytes());
    bytes.extend_from_slice(value);
    Ok((Revision(revision), bytes))
}

/// The record in a file, if it is whole and belongs to this key.
pub(super) fn read(file: &mut File, key: &ConnectionKey) -> Result<Entry, ReadError> {
    let limit = MAX_HEAD.saturating_add(MAX_VALUE).saturating_add(1);
    // Room for all of it at once: a buffer that grows leaves copies behind.
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(limit);
    let mut bytes = Zeroizing::new(Vec::with_capacity(length.min(limit).saturating_add(1)));
    file.take(limit as u64).read_to_end(&mut bytes)?;
    Ok(decode(&bytes, key)?)
}

fn decode(bytes: &[u8], key: &ConnectionKey) -> Result<Entry, Unreadable> {
    let head = Head::parse(bytes)?;
    if head.key != key.to_string() {
        return Err(Unreadable::Damaged("it belongs to another connection"));
    }
    let (line, value) = next_line(head.rest)?;
    let claimed = line.strip_prefix("sha256 ").ok_or(MANGLED)?;
    let value = value.strip_prefix(b"\n").ok_or(MANGLED)?;
    if value.len() < head.length {
        return Err(CUT_OFF);
    }
    if value.len() > head.length {
        return Err(Unreadable::Damaged("it is longer than it says"));
    }
    if claimed != checksum(head.bytes, value) {
        return Err(Unreadable::Damaged("its checksum does not fit"));
    }
    Ok(Entry {
        revision: head.revision,
        value: Zeroizing::new(value.to_vec()),
    })
}

/// The key in the head of a file, if that fits the stem of its name.
pub(super) fn read_key(file: &mut File, stem: &str) -> Option<ConnectionKey> {
    let mut bytes = Vec::new();
    for limit in [USUAL_HEAD, MAX_HEAD as u64] {
        let missing = limit.saturating_sub(bytes.len() as u64);
        file.take(missing).read_to_end(&mut bytes).ok()?;
        if let Ok(head) = Head::parse(&bytes) {
            let fits = name::stem(head.key) == stem;
            return head.key.parse().ok().filter(|_| fits);
        }
    }
    None
}

/// The lines before the checksum.
struct Head<'a> {
    key: &'a str,
    revision: Revision,
    length: usize,
    /// The lines themselves.
    bytes: &'a [u8],
    rest: &'a [u8],
}

const MANGLED: Unreadable = Unreadable::Damaged("its head is not what this library writes");

impl<'a> Head<'a> {
    fn parse(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let (line, rest) = next_line(bytes)?;
        let version = line
            .strip_prefix(MAGIC)
            .and_then(|line| line.strip_prefix(' '))
            .and_then(|line| line.split(' ').next()?.parse().ok())
            .filter(|&version| first_line(version) == line)
            .ok_or(Unreadable::Damaged("it is not a record of this library"))?;
        if version > VERSION {
            return Err(Unreadable::Newer(version));
        }
        if version != VERSION {
            return Err(MANGLED);
        }
        let (line, rest) = next_line(rest)?;
        let key = line.strip_prefix("key ").ok_or(MANGLED)?;
        let (line, rest) = next_line(rest)?;
        let revision = line.strip_prefix("revision ").ok_or(MANGLED)?;
        let revision = u64::from_str_radix(revision, 16)
            .ok()
            .filter(|number| format!("{number:016x}") == revision)
            .ok_or(MANGLED)?;
        let (line, rest) = next_line(rest)?;
        let length = line.strip_prefix("length ").ok_or(MANGLED)?;
        let length = length
            .parse()
            .ok()
            .filter(|number: &usize| *number <= MAX_VALUE && number.to_string() == length)
            .ok_or(MANGLED)?;
        let (head, _) = bytes
            .split_at_checked(bytes.len().saturating_sub(rest.len()))
            .ok_or(MANGLED)?;
        Ok(Self {
            key,
            revision: Revision(revision),
            length,
            bytes: head,
            rest,
        })
    }
}

fn next_line(bytes: &[u8]) -> Result<(&str, &[u8]), Unreadable> {
    let end = bytes
        .iter()
        .take(MAX_HEAD)
        .position(|&byte| byte == b'\n')
        .ok_or(CUT_OFF)?;
    let (line, rest) = bytes.split_at_checked(end).ok_or(CUT_OFF)?;
    let line = std::str::from_utf8(line).map_err(|_| MANGLED)?;
    Ok((line, rest.strip_prefix(b"\n").ok_or(CUT_OFF)?))
}

fn first_line(version: u32) -> String {
    let line = format!("{MAGIC} {version}");
    let check = name::hex(Sha256::digest(&line).iter().take(4));
    format!("{line} {check}")
}

fn checksum(head: &[u8], value: &[u8]) -> String {
    let hash = Sha256::new().chain_update(head).chain_update(value);
    name::hex(&hash.finalize())
}

/// Why no record was read.
pub(super) enum ReadError {
    Io(std::io::Error),
    Unreadable(Unreadable),
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Unreadable> for ReadError {
    fn from(error: Unreadable) -> Self {
        Self::Unreadable(error)
    }
}
