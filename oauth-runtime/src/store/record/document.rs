//! The JSON form of a record. Times are milliseconds since 1970 in UTC.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::{CredentialHash, Intent, Record, Tombstone};
use crate::error::{Code, Error};
use crate::metadata::ClientInformation;
use crate::secret::Secret;
use crate::spec::{CallKind, ProviderSpec};
use crate::store::SEALED;
use crate::token::{Expiry, Kept, TokenSet};
use crate::wire::judge::restore_kept;

/// The version this code writes. It reads this one and older ones.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Document {
    format: u32,
    family: String,
    generation: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    issuer: String,
    home: String,
    tokens: Tokens,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    intent: Option<StoredIntent>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unknown_since: Option<Millis>,
    #[serde(default)]
    suspicions: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_before: Option<Millis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tombstone: Option<StoredTombstone>,
}

#[derive(Serialize, Deserialize)]
struct StoredIntent {
    owner: String,
    credential: String,
    started_at: Millis,
}

#[derive(Serialize, Deserialize)]
struct StoredTombstone {
    code: String,
    text: String,
    at: Millis,
    #[serde(default)]
    after_unknown_outcome: bool,
}

#[derive(Serialize, Deserialize)]
struct Tokens {
    access_token: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refresh_token: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id_token: Option<Text>,
    issued_at: Millis,
    expires: Ends,
    refresh_token_issued_at: Millis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refresh_token_expires_at: Option<Millis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<Vec<String>>,
    obtained_by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    requested_scope: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    requested_params: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    redirect_uri: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    kept: BTreeMap<String, Text>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    remainder: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dpop_key: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    client: Option<ClientInformation>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ends {
    At(Millis),
    Never,
    Unknown,
}

/// A secret on its way from or to JSON. It is wiped when it is dropped.
struct Text(Secret);

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Secret::new(text)))
    }
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Millis(i64);

impl From<SystemTime> for Millis {
    fn from(time: SystemTime) -> Self {
        let count = |span: Duration| i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self(count(after)),
            Err(before) => Self(count(before.duration()).saturating_neg()),
        }
    }
}

impl From<Millis> for SystemTime {
    fn from(millis: Millis) -> Self {
        let span = Duration::from_millis(millis.0.unsigned_abs());
        let moved = match millis.0 < 0 {
            true => UNIX_EPOCH.checked_sub(span),
            false => UNIX_EPOCH.checked_add(span),
        };
        moved.unwrap_or(UNIX_EPOCH)
    }
}

/// Room for a record of common size, so that no half-written secret is left
/// behind in memory when a buffer grows.
const ROOM: usize = 8 << 10;

pub(super) fn write(record: &Record) -> Result<Zeroizing<Vec<u8>>, serde_json::Error> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM));
    serde_json::to_writer(&mut *bytes, &Document::from(record))?;
    Ok(bytes)
}

pub(super) fn read(spec: &'static ProviderSpec, bytes: &[u8]) -> Result<Record, Error> {
    #[derive(Deserialize)]
    struct Version {
        format: u32,
    }
    let damaged = |_| {
        Error::new(
            Code::StoreCorrupt,
            "the stored record is not one of this library, or is damaged",
        )
        .of(spec.id)
    };
    if bytes.starts_with(SEALED) {
        return Err(Error::new(
            Code::StoreKey,
            "the stored record is sealed, and the store was opened without a key; nothing was changed: open it with the key it was written with",
        )
        .of(spec.id));
    }
    let version: Version = serde_json::from_slice(bytes).map_err(damaged)?;
    if version.format > FORMAT {
        return Err(Error::new(
            Code::StoreNewer,
            format!(
                "the stored record has format {}, and this version knows {FORMAT}; it was left untouched: update the program",
                version.format
            ),
        )
        .of(spec.id));
    }
    let document: Document = serde_json::from_slice(bytes).map_err(damaged)?;
    document.into_record(spec)
}

impl From<&Record> for Document {
    fn from(record: &Record) -> Self {
        Self {
            format: FORMAT,
            family: record.family.clone(),
            generation: record.generation,
            label: record.label.clone(),
            issuer: record.issuer.clone(),
            home: record.home.clone(),
            tokens: Tokens::from(&record.tokens),
            intent: record.intent.as_ref().map(|intent| StoredIntent {
                owner: intent.owner.clone(),
                credential: intent.credential.0.clone(),
                started_at: intent.started_at.into(),
            }),
            unknown_since: record.unknown_since.map(Into::into),
            suspicions: record.suspicions,
            not_before: record.not_before.map(Into::into),
            tombstone: record.tombstone.as_ref().map(|stone| StoredTombstone {
                code: stone.code.as_str().to_owned(),
                text: stone.text.clone(),
                at: stone.at.into(),
                after_unknown_outcome: stone.after_unknown_outcome,
            }),
        }
    }
}

impl Document {
    fn into_record(self, spec: &'static ProviderSpec) -> Result<Record, Error> {
        Ok(Record {
            family: self.family,
            generation: self.generation,
            label: self.label,
            issuer: self.issuer,
            home: self.home,
            tokens: self.tokens.into_tokens(spec)?,
            intent: self.intent.map(|intent| Intent {
                owner: intent.owner,
                credential: CredentialHash(intent.credential),
                started_at: intent.started_at.into(),
            }),
            unknown_since: self.unknown_since.map(Into::into),
            suspicions: self.suspicions,
            not_before: self.not_before.map(Into::into),
            tombstone: self.tombstone.map(|stone| Tombstone {
                code: Code::ALL
                    .iter()
                    .copied()
                    .find(|code| code.as_str() == stone.code)
                    .unwrap_or(Code::RefreshRefused),
                text: stone.text,
                at: stone.at.into(),
                after_unknown_outcome: stone.after_unknown_outcome,
            }),
        })
    }
}

impl From<&TokenSet> for Tokens {
    fn from(tokens: &TokenSet) -> Self {
        let text = |secret: &Secret| Text(secret.clone());
        Self {
            access_token: text(&tokens.access_token),
            refresh_token: tokens.refresh_token.as_ref().map(text),
            id_token: tokens.id_token.as_ref().map(text),
            issued_at: tokens.issued_at.into(),
            expires: match tokens.expires {
                Expiry::At(end) => Ends::At(end.into()),
                Expiry::Never => Ends::Never,
                Expiry::Unknown => Ends::Unknown,
            },
            refresh_token_issued_at: tokens.refresh_token_issued_at.into(),
            refresh_token_expires_at: tokens.refresh_token_expires_at.map(Into::into),
            scope: tokens.scope.clone(),
            obtained_by: tokens.obtained_by.key().to_owned(),
            requested_scope: tokens.requested_scope.clone(),
            requested_params: tokens.requested_params.clone(),
            redirect_uri: tokens.redirect_uri.clone(),
            kept: tokens
                .kept
                .texts()
                .map(|(name, text)| (name.to_owned(), Text(text)))
                .collect(),
            remainder: tokens
                .remainder
                .iter()
                .filter(|(_, value)| nests_within(value, DEEPEST))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            dpop_key: tokens.dpop_key.as_ref().map(text),
            client: tokens.client.clone(),
        }
    }
}

/// A field of an answer that nests deeper is not stored: inside of a record it
/// would be too deep to be read back, and the tokens with it.
const DEEPEST: usize = 64;

fn nests_within(value: &Value, levels: usize) -> bool {
    let inner = |value: &Value| levels > 0 && nests_within(value, levels - 1);
    match value {
        Value::Array(values) => values.iter().all(inner),
        Value::Object(fields) => fields.values().all(inner),
        _ => true,
    }
}

impl Tokens {
    fn into_tokens(self, spec: &'static ProviderSpec) -> Result<TokenSet, Error> {
        Ok(TokenSet {
            access_token: self.access_token.0,
            refresh_token: self.refresh_token.map(|text| text.0),
            id_token: self.id_token.map(|text| text.0),
            issued_at: self.issued_at.into(),
            expires: match self.expires {
                Ends::At(end) => Expiry::At(end.into()),
                Ends::Never => Expiry::Never,
                Ends::Unknown => Expiry::Unknown,
            },
            refresh_token_issued_at: self.refresh_token_issued_at.into(),
            refresh_token_expires_at: self.refresh_token_expires_at.map(Into::into),
            scope: self.scope,
            obtained_by: CallKind::ALL
                .iter()
                .copied()
                .find(|kind| kind.key() == self.obtained_by)
                .unwrap_or(CallKind::Token),
            requested_scope: self.requested_scope,
            requested_params: self.requested_params,
            redirect_uri: self.redirect_uri,
            kept: restored(spec, &self.kept)?,
            remainder: self.remainder,
            second: Vec::new(),
            dpop_key: self.dpop_key.map(|text| text.0),
            client: self.client,
        })
    }
}

/// A name that the declaration kept once and keeps no more is left out.
fn restored(spec: &'static ProviderSpec, kept: &BTreeMap<String, Text>) -> Result<Kept, Error> {
    let mut restored = Kept::default();
    for (name, text) in kept {
        match restore_kept(spec, [(name.as_str(), text.0.expose())]) {
            Ok(value) => restored.fill_from(&value),
            Err(error) if error.code() == Code::InputRefused => (),
            Err(error) => return Err(error.of(spec.id)),
        }
    }
    Ok(restored)
}
