use std::path::PathBuf;

use super::Settings;
use crate::client::DynBuilder;
use crate::error::{Code, Error};
use crate::spec::{CallSpec, Choice, ProviderSpec, VarKind, VarSpec};

const ACME: ProviderSpec = ProviderSpec {
    id: "acme_crm",
    name: "Acme CRM",
    vars: &[
        VarSpec::of("site", VarKind::DnsLabel),
        VarSpec::of("accounts", VarKind::Host(&["*.acme.example"]))
            .wire("accounts-server")
            .or("a.acme.example"),
        VarSpec::of("region", VarKind::OneOf(REGIONS)).optional(),
        VarSpec::of("key", VarKind::Secret).optional(),
    ],
    calls: &[CallSpec::POST],
    ..ProviderSpec::DEFAULT
};
const REGIONS: &[Choice] = &[Choice {
    name: "eu",
    values: &[("", "eu")],
}];
static SPEC: &ProviderSpec = &ACME;

const CANARY: &str = "c4nary-s3cret";

fn complete() -> Settings {
    Settings::new().and_variables([("ACME_CRM_CLIENT_ID", "weak"), ("ACME_CRM_SITE", "one")])
}

fn refused(settings: &Settings) -> Error {
    DynBuilder::from_settings(SPEC, settings).expect_err("it must be refused")
}

fn text(settings: &Settings, name: &str) -> Option<String> {
    let value = settings.get(SPEC, name).expect("readable");
    value.map(|value| value.expose().to_owned())
}

/// A file of its own, gone with the value.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let unique = format!("oauth-settings-{}-{name}", std::process::id());
        let directory = std::env::temp_dir().join(unique);
        std::fs::create_dir_all(&directory).expect("a directory");
        std::fs::write(directory.join("secret"), bytes).expect("a file");
        Self(directory)
    }

    fn file(&self) -> String {
        self.0.join("secret").display().to_string()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_client_comes_from_the_environment_alone() {
    let builder = DynBuilder::from_settings(SPEC, &complete()).expect("complete");
    assert!(format!("{builder:?}").contains("weak"));
}

#[test]
fn the_environment_of_the_process_is_read() {
    // What cargo sets for a test looks like the settings of a provider `cargo`.
    static CARGO: ProviderSpec = ProviderSpec {
        id: "cargo",
        vars: &[VarSpec::of("manifest_dir", VarKind::Text)],
        ..ProviderSpec::DEFAULT
    };
    let value = Settings::from_env().get(&CARGO, "manifest_dir");
    let value = value.expect("readable").expect("cargo sets it");
    assert_eq!(value.expose(), env!("CARGO_MANIFEST_DIR"));
}

#[test]
fn what_is_added_later_wins_and_an_empty_value_does_not_count() {
    let settings = complete().set("acme_crm", "client_id", "code");
    assert_eq!(text(&settings, "client_id").as_deref(), Some("code"));
    let settings = settings.and_variables([("ACME_CRM_CLIENT_ID", "late")]);
    assert_eq!(text(&settings, "client_id").as_deref(), Some("late"));
    let settings = settings.and_variables([("ACME_CRM_CLIENT_ID", "")]);
    assert_eq!(text(&settings, "client_id").as_deref(), Some("late"));
    assert_eq!(
        settings
            .origin(SPEC, "client_id")
            .expect("known")
            .as_deref(),
        Some("ACME_CRM_CLIENT_ID")
    );
}

#[test]
fn everything_that_is_missing_is_named_at_once_with_each_place_for_it() {
    let error = refused(&Settings::new());
    assert_eq!(error.code(), Code::SettingMissing);
    let shown = error.to_string();
    for part in [
        "`client_id`, `site` are not set",
        "`ACME_CRM_CLIENT_ID`, `ACME_CRM_SITE`",
        "`[acme_crm]`",
        "`builder`",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert_eq!(error.declaration_key(), Some("ACME_CRM_CLIENT_ID"));
    let one = refused(&Settings::new().set("acme_crm", "site", "one"));
    assert!(one.to_string().contains("`client_id` is not set"), "{one}");
}

#[test]
fn a_near_miss_of_a_variable_is_pointed_out() {
    let near = Settings::new()
        .and_variables([("ACMECRM_CLIENT_ID", "x")])
        .set("acme_crm", "site", "one");
    let shown = refused(&near).to_string();
    assert!(shown.contains("(there is `ACMECRM_CLIENT_ID`)"), "{shown}");
}

#[test]
fn a_refused_tenant_value_names_where_it_stands() {
    let settings = complete().and_variables([("ACME_CRM_SITE", "evil.com#")]);
    let error = refused(&settings);
    assert_eq!(error.code(), Code::ValueRefused);
    assert_eq!(error.declaration_key(), Some("ACME_CRM_SITE"));
    let error = refused(&complete().set("acme_crm", "accounts-server", "a.evil.example"));
    assert_eq!(error.code(), Code::ValueRefused);
    assert!(error.to_string().contains("accounts-server"), "{error}");
    let error = refused(&complete().set("acme_crm", "issuer", "acme"));
    assert_eq!(error.code(), Code::SettingRefused);
}

#[test]
fn tenant_values_are_variables_under_their_names_on_the_wire() {
    let named: Vec<_> = Settings::of(SPEC)
        .into_iter()
        .map(|s| (s.variable, s.required, s.secret))
        .collect();
    let expected = [
        ("ACME_CRM_CLIENT_ID", true, false),
        ("ACME_CRM_CLIENT_SECRET", false, true),
        ("ACME_CRM_REDIRECT_URI", false, false),
        ("ACME_CRM_ISSUER", false, false),
        ("ACME_CRM_SITE", true, false),
        ("ACME_CRM_ACCOUNTS_SERVER", false, false),
        ("ACME_CRM_REGION", false, false),
        ("ACME_CRM_KEY", false, true),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(name, required, secret)| ((*name).to_owned(), *required, *secret))
        .collect();
    assert_eq!(named, expected);
}

#[test]
fn unknown_names_are_refused_with_the_one_that_was_meant() {
    for (wrong, meant) in [
        ("clientId", "client_id"),
        ("client_sercet_file", "client_secret_file"),
        ("accounts", "accounts-server"),
        ("site_file", "site"),
    ] {
        let error = refused(&complete().set("acme_crm", wrong, CANARY));
        assert_eq!(error.code(), Code::SettingRefused, "{wrong}");
        let shown = error.to_string();
        assert!(
            shown.contains(&format!("mean `{meant}`")),
            "{wrong}: {shown}"
        );
        assert!(!shown.contains(CANARY), "{shown}");
    }
    let shown = refused(&complete().set("acme_crm", "colour", "red")).to_string();
    assert!(shown.contains("there are `client_id`, "), "{shown}");
    // What is set for another provider is that provider's affair.
    let other = complete().set("other", "colour", "red");
    assert!(DynBuilder::from_settings(SPEC, &other).is_ok());
}

#[test]
fn a_secret_file_loses_its_line_end_and_nothing_else() {
    for (bytes, secret) in [
        (&b"s3 cret \n"[..], "s3 cret "),
        (b"s3cret\r\n", "s3cret"),
        (b"s3cret", "s3cret"),
        (b"s3cret\n\n", "s3cret\n"),
    ] {
        let scratch = Scratch::new("line-end", bytes);
        let settings = complete().and_variables([("ACME_CRM_CLIENT_SECRET_FILE", scratch.file())]);
        assert_eq!(text(&settings, "client_secret").as_deref(), Some(secret));
    }
}

#[test]
fn a_secret_file_that_cannot_be_read_is_named() {
    let empty = Scratch::new("empty", b"\n");
    let binary = Scratch::new("binary", &[0xff, 0xfe]);
    for (path, why) in [
        ("/nowhere/at/all".to_owned(), "is not there"),
        (std::env::temp_dir().display().to_string(), "is a directory"),
        (empty.file(), "is empty"),
        (binary.file(), "is not UTF-8"),
    ] {
        let settings = complete().and_variables([("ACME_CRM_CLIENT_SECRET_FILE", &path)]);
        let error = refused(&settings);
        assert_eq!(error.code(), Code::SettingRefused);
        let shown = error.to_string();
        assert!(shown.contains(why) && shown.contains(&path), "{shown}");
        assert_eq!(error.declaration_key(), Some("ACME_CRM_CLIENT_SECRET_FILE"));
    }
}

#[test]
fn one_secret_has_one_place_in_one_source() {
    let both = complete().and_variables([
        ("ACME_CRM_CLIENT_SECRET", CANARY),
        ("ACME_CRM_CLIENT_SECRET_FILE", "/run/secrets/acme"),
    ]);
    let error = refused(&both);
    assert_eq!(error.code(), Code::SettingRefused);
    let shown = error.to_string();
    assert!(shown.contains("are both set"), "{shown}");
    assert!(!shown.contains(CANARY), "{shown}");
    // In another source it is a stronger setting, not a second one.
    let stronger = both.set("acme_crm", "client_secret", "in-code");
    assert_eq!(text(&stronger, "client_secret").as_deref(), Some("in-code"));
}

#[test]
fn a_secret_is_taken_from_the_variable_that_is_named() {
    let named =
        complete()
            .and_variables([("VAULT", CANARY)])
            .set("acme_crm", "client_secret_env", "VAULT");
    assert_eq!(text(&named, "client_secret").as_deref(), Some(CANARY));
    let absent = complete().set("acme_crm", "client_secret_env", "VAULT");
    let error = refused(&absent);
    assert_eq!(error.code(), Code::SettingRefused);
    assert!(error.to_string().contains("`VAULT` is not set"), "{error}");
}

#[cfg(unix)]
#[test]
fn bytes_that_are_not_text_matter_only_where_they_are_used() {
    use std::os::unix::ffi::OsStringExt;

    let bytes = || std::ffi::OsString::from_vec(vec![0xff]);
    let unused = complete().and_variables([("OTHER", bytes()), ("ACME_CRM_COLOUR", bytes())]);
    assert!(DynBuilder::from_settings(SPEC, &unused).is_ok());
    let error = refused(&complete().and_variables([("ACME_CRM_SITE", bytes())]));
    assert_eq!(error.code(), Code::SettingRefused);
    assert!(
        error.to_string().contains("`ACME_CRM_SITE` is not UTF-8"),
        "{error}"
    );
}

#[test]
fn debug_prints_no_value() {
    let settings = complete()
        .and_variables([("UNRELATED_PASSWORD", CANARY)])
        .set("acme_crm", "client_secret", CANARY);
    let shown = format!("{settings:?}");
    assert!(shown.contains("acme_crm.client_secret"), "{shown}");
    assert!(
        !shown.contains(CANARY) && !shown.contains("UNRELATED"),
        "{shown}"
    );
}

#[cfg(feature = "toml")]
mod in_toml {
    use super::*;

    #[test]
    fn a_table_holds_the_settings_of_a_provider() {
        let settings = Settings::new()
            .and_toml(
                "store = \"memory:\"\n[acme_crm]\nclient_id = 4711\nsite = \"acme\"\n\"accounts-server\" = \"b.acme.example\"\n[other]\ncolour = true\n",
            )
            .expect("toml");
        assert_eq!(text(&settings, "client_id").as_deref(), Some("4711"));
        assert!(DynBuilder::from_settings(SPEC, &settings).is_ok());
        assert_eq!(
            settings.origin(SPEC, "site").expect("known").as_deref(),
            Some("acme_crm.site")
        );
    }

    #[test]
    fn unknown_keys_and_values_that_are_no_text_are_refused() {
        for (line, part) in [
            ("clientid = \"x\"", "did you mean `client_id`?"),
            ("redirect = \"x\"", "there is no setting `redirect`"),
            ("redirect_uri = true", "`redirect_uri` must be a string"),
            (
                "client_secret = [\"c4nary-s3cret\"]",
                "`client_secret` must be a string",
            ),
        ] {
            let settings = complete()
                .and_toml(&format!("[acme_crm]\n{line}\n"))
                .expect("toml");
            let error = refused(&settings);
            assert_eq!(error.code(), Code::SettingRefused);
            let shown = error.to_string();
            assert!(shown.contains(part), "{shown}");
            assert!(shown.contains("acme_crm."), "{shown}");
            assert!(!shown.contains(CANARY), "{shown}");
        }
    }

    #[test]
    fn what_is_not_toml_is_told_by_its_place_and_repeated_nowhere() {
        for text in [
            "[acme_crm]\nclient_secret = c4nary-s3cret\n",
            "[acme_crm]\nclient_secret = \"c4nary-s3cret\n",
            "[acme_crm]\nsite = \"a\"\nsite = \"c4nary-s3cret\"\n",
        ] {
            let error = Settings::new().and_toml(text).expect_err("not toml");
            assert_eq!(error.code(), Code::SettingRefused);
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("at line "), "{shown}");
            assert!(!shown.contains(CANARY), "{shown}");
        }
    }

    #[test]
    fn a_misspelt_table_is_pointed_out() {
        let settings = Settings::new()
            .and_toml("[acmecmr]\nclient_id = \"x\"\nsite = \"x\"\n")
            .expect("toml");
        let shown = refused(&settings).to_string();
        assert!(shown.contains("(there is `acmecmr`)"), "{shown}");
    }

    #[test]
    fn a_relative_secret_file_stands_beside_the_settings_file() {
        let scratch = Scratch::new("relative", b"s3cret\n");
        let path = scratch.0.join("oauth.toml");
        std::fs::write(&path, "[acme_crm]\nclient_secret_file = \"secret\"\n").expect("a file");
        let settings = complete().and_toml_file(&path).expect("toml");
        assert_eq!(text(&settings, "client_secret").as_deref(), Some("s3cret"));
        let origin = settings.origin(SPEC, "client_secret").expect("known");
        assert!(origin.is_some_and(|origin| origin.ends_with("oauth.toml")));
        let error = Settings::new().and_toml_file(scratch.0.join("absent.toml"));
        let shown = error.expect_err("absent").to_string();
        assert!(shown.contains("absent.toml` is not there"), "{shown}");
    }
}
