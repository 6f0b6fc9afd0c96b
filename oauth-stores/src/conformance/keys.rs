//! Keys: two that differ never share anything.

use std::collections::BTreeSet;

use oauth_runtime::store::{ConnectionKey, Filter};

use super::Subject;
use super::handle::{LONG, owner};

/// Texts that a file system, a shell, a query or a protocol could take amiss.
pub(super) const ODD: &[&str] = &[
    "",
    " ",
    "a",
    "a ",
    " a",
    "a/b",
    "a/",
    "/a",
    "a%2Fb",
    "a%2fb",
    "%",
    "%25",
    "\0",
    "a\0b",
    "a\u{1}",
    "\n",
    "a\nb",
    "a\r\nb",
    "\t",
    ".",
    "..",
    "../a",
    ".a",
    "~",
    "-rf",
    "*",
    "?",
    "a*",
    "[a]",
    "_",
    "a_",
    "'",
    "''",
    "\"",
    "\\",
    "\\0",
    "a:b",
    "a|b",
    "a=b&c=d",
    "a+b",
    "{a}",
    "$a",
    "NULL",
    "null",
    "CON",
    "żółw",
    "日本",
    "🐢",
    "\u{ffff}",
    "\u{10000}",
    "\u{7f}",
    "\u{200b}",
    "a\u{feff}",
];

/// Writes a value of its own under each key, then holds each against it, and
/// takes all leases at once.
async fn assert_apart(subject: &Subject, keys: &[ConnectionKey]) {
    let store = subject.first();
    let mut owners = Vec::new();
    for key in keys {
        let found = store.value(key).await;
        assert_eq!(found, None, "{key:?} finds the record of another key");
        store.create(key, key.to_string().as_bytes()).await;
        let owner = owner(&key.to_string());
        store.granted(key, &owner, LONG).await;
        owners.push(owner);
    }
    let registrations: BTreeSet<&str> = keys.iter().map(ConnectionKey::registration).collect();
    let mut listed = Vec::new();
    for registration in registrations {
        let filter = Filter {
            registration: Some(registration.to_owned()),
            ..Filter::default()
        };
        listed.extend(store.pages(&filter, 10).await);
    }
    for (key, owner) in keys.iter().zip(&owners) {
        let entry = store.read(key).await.expect("a record of each key");
        let text = key.to_string();
        assert!(
            *entry.value == text.as_bytes(),
            "{key:?} has the value of another key"
        );
        let copies = listed.iter().filter(|listed| *listed == key).count();
        assert_eq!(copies, 1, "{key:?} is not listed once as it was written");
        store.granted(key, owner, LONG).await;
        store.remove(key, entry.revision).await;
    }
}

/// Each of the four parts counts.
pub async fn keys_that_differ_in_one_part_do_not_mix(subject: Subject) {
    let run = subject.run();
    let other = format!("{run}-b");
    let keys = [
        subject.key_of([run, run, "site=a", "ada"]),
        subject.key_of([&other, run, "site=a", "ada"]),
        subject.key_of([run, &other, "site=a", "ada"]),
        subject.key_of([run, run, "site=b", "ada"]),
        subject.key_of([run, run, "site=a", "bob"]),
        subject.key_of([run, run, "", "ada"]),
        subject.key_of([run, run, "site=a", ""]),
    ];
    assert_apart(&subject, &keys).await;
}

/// Where one part ends and the next begins counts, whatever stands between them.
pub async fn parts_do_not_run_together(subject: Subject) {
    let run = subject.run();
    let mut keys = Vec::new();
    for separator in [
        "", "/", ":", "-", "_", ".", "|", "&", "=", "\0", "\u{1f}", "%2F",
    ] {
        let longer = format!("b{separator}c");
        keys.push(subject.key_of([run, run, &longer, &format!("{separator}d")]));
        keys.push(subject.key_of([run, run, "b", &format!("c{separator}{separator}d")]));
        keys.push(subject.key_of([run, run, &format!("{longer}{separator}"), "d"]));
    }
    keys.sort();
    keys.dedup();
    assert_apart(&subject, &keys).await;
}

/// Slashes, percent signs, NUL, newlines, dots, wildcards, other scripts.
pub async fn odd_characters_in_accounts_do_not_mix(subject: Subject) {
    let run = subject.run();
    let keys = ODD.iter().map(|odd| subject.key_of([run, run, "", odd]));
    assert_apart(&subject, &keys.collect::<Vec<_>>()).await;
}

/// The same in the tenant and in the provider.
pub async fn odd_characters_in_other_parts_do_not_mix(subject: Subject) {
    let run = subject.run();
    let mut keys: Vec<_> = ODD
        .iter()
        .map(|odd| subject.key_of([run, run, odd, "ada"]))
        .collect();
    keys.extend(
        ODD.iter()
            .map(|odd| subject.key_of([&format!("{run}{odd}"), run, "", "ada"])),
    );
    keys.sort();
    keys.dedup();
    assert_apart(&subject, &keys).await;
}

/// `Ada` is not `ada`, in any script.
pub async fn letter_case_in_keys_counts(subject: Subject) {
    let run = subject.run();
    let accounts = [
        "ada", "Ada", "ADA", "straße", "STRASSE", "strasse", "ŻÓŁW", "żółw", "i", "I", "İ", "ı",
    ];
    let keys = accounts.map(|account| subject.key_of([run, run, "site=Acme", account]));
    assert_apart(&subject, &keys).await;
    let keys = ["site=acme", "site=ACME"].map(|tenant| subject.key_of([run, run, tenant, "ada"]));
    assert_apart(&subject, &keys).await;
}

/// Texts that look the same, or are the same after Unicode normalisation, differ.
pub async fn unicode_forms_in_keys_count(subject: Subject) {
    let run = subject.run();
    let accounts = [
        "caf\u{e9}",
        "cafe\u{301}",
        "cafe",
        "\u{212b}",
        "\u{c5}",
        "A\u{30a}",
        "\u{fb01}n",
        "fin",
        "\u{ff41}",
        "a",
        "\u{430}",
        "a\u{200d}",
        "1",
        "\u{b9}",
        "\u{661}",
    ];
    let keys = accounts.map(|account| subject.key_of([run, run, "", account]));
    assert_apart(&subject, &keys).await;
}

/// Accounts of 1 KiB that differ at the end only.
pub async fn long_accounts_do_not_mix(subject: Subject) {
    let run = subject.run();
    let long = "x".repeat(1023);
    let wide = "ż".repeat(511);
    let accounts = [
        format!("{long}a"),
        format!("{long}b"),
        long,
        format!("{wide}a"),
        format!("{wide}b"),
    ];
    let keys = accounts.map(|account| subject.key_of([run, run, "", &account]));
    assert_apart(&subject, &keys).await;
}
