//! Keys as bytes that sort the way keys do.
//!
//! Redis orders the members of a sorted set with equal scores by their bytes.
//! The four parts are joined by a zero byte, which sorts before everything; a
//! zero byte inside a part becomes `01 01`, and a one becomes `01 02`, so that
//! the order stays and the separator is unmistakable.

use oauth_runtime::store::{ConnectionKey, Filter};

const SEPARATOR: u8 = 0;
const ESCAPE: u8 = 1;

/// The member of the sorted set that stands for a key.
pub(super) fn member(key: &ConnectionKey) -> Vec<u8> {
    let mut bytes = Vec::new();
    let parts = [
        key.provider(),
        key.registration(),
        key.tenant(),
        key.account(),
    ];
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            bytes.push(SEPARATOR);
        }
        push_escaped(&mut bytes, part);
    }
    bytes
}

fn push_escaped(bytes: &mut Vec<u8>, part: &str) {
    for byte in part.bytes() {
        if byte <= ESCAPE {
            bytes.extend([ESCAPE, byte + 1]);
        } else {
            bytes.push(byte);
        }
    }
}

/// The key that a member stands for; `None` when it was not written here.
pub(super) fn key(member: &[u8]) -> Option<ConnectionKey> {
    let mut parts = member.split(|byte| *byte == SEPARATOR).map(unescaped);
    let mut next = || parts.next().flatten();
    let key = ConnectionKey::new(next()?, next()?, next()?, next()?);
    parts.next().is_none().then_some(key)
}

fn unescaped(part: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.iter();
    while let Some(byte) = rest.next() {
        match *byte {
            ESCAPE => match *rest.next()? {
                escaped @ 1..=2 => bytes.push(escaped - 1),
                _ => return None,
            },
            plain => bytes.push(plain),
        }
    }
    String::from_utf8(bytes).ok()
}

/// The lower and upper bound, as `ZRANGEBYLEX` reads them, of the members that
/// can pass a filter and come after a key. They are exact for the parts that a
/// filter names without a gap from the provider on.
pub(super) fn bounds(filter: &Filter, after: Option<&ConnectionKey>) -> (Vec<u8>, Vec<u8>) {
    let named = [&filter.provider, &filter.registration, &filter.tenant];
    let mut prefix = Vec::new();
    for part in named.into_iter().map_while(Option::as_deref) {
        push_escaped(&mut prefix, part);
        prefix.push(SEPARATOR);
    }
    let after = after.map(member).filter(|after| *after >= prefix);
    let lower = match after {
        Some(after) => marked(b'(', after),
        None if prefix.is_empty() => b"-".to_vec(),
        None => marked(b'[', prefix.clone()),
    };
    let upper = match prefix.pop() {
        Some(separator) => {
            prefix.push(separator + 1);
            marked(b'(', prefix)
        }
        None => b"+".to_vec(),
    };
    (lower, upper)
}

/// The bound that continues behind a member.
pub(super) fn behind(member: &[u8]) -> Vec<u8> {
    marked(b'(', member.to_vec())
}

fn marked(mark: u8, mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.insert(0, mark);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: [&str; 9] = [
        "", "\0", "\0\0", "\u{1}", "\u{1}\0", "\u{2}", "a", "a\0", "é",
    ];

    fn keys() -> Vec<ConnectionKey> {
        let mut keys = Vec::new();
        for provider in PARTS {
            for tenant in PARTS {
                for account in PARTS {
                    keys.push(ConnectionKey::new(provider, "id", tenant, account));
                }
            }
        }
        keys
    }

    #[test]
    fn members_sort_as_keys_do_and_read_back() {
        let mut by_key = keys();
        let mut by_member = keys();
        by_key.sort();
        by_member.sort_by_key(member);
        assert_eq!(by_key, by_member);
        for wanted in by_key {
            assert_eq!(key(&member(&wanted)), Some(wanted));
        }
    }

    #[test]
    fn a_foreign_member_is_no_key() {
        for foreign in [
            &b"a"[..],
            b"a\0b\0c",
            b"a\0b\0c\0d\0e",
            b"\x01\0b\0c\0d",
            b"\xff\0\0\0",
        ] {
            assert_eq!(key(foreign), None, "{foreign:?}");
        }
    }

    #[test]
    fn bounds_let_through_exactly_the_provider_of_the_filter() {
        for provider in PARTS {
            let filter = Filter {
                provider: Some(provider.to_owned()),
                ..Filter::default()
            };
            let (lower, upper) = bounds(&filter, None);
            for key in keys() {
                let member = member(&key);
                let inside = member[..] >= lower[1..] && member[..] < upper[1..];
                assert_eq!(inside, filter.matches(&key), "{provider:?} {key}");
            }
        }
    }
}
