//! What is adopted comes back from the store as it was.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use oauth_mock::MockClock;
use oauth_runtime::spec::CallKind;
use oauth_runtime::store::MemoryStore;
use oauth_runtime::{
    Code, DynClient, Expiry, Kept, Provider as _, Secret, TokenSet, oauth_provider,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::support::replying;

/// A provider that keeps values of several kinds.
#[oauth_provider(
    authorize = "https://keeper.example/authorize",
    token(
        url = "https://keeper.example/token",
        answer(keep(note: Text, instance: Url("*.keeper.example")))
    )
)]
pub struct Keeper;

fn client(clock: &MockClock, store: &Arc<MemoryStore>) -> DynClient {
    let (transport, _) = replying(|_, _| Ok(crate::support::json("{}")));
    DynClient::builder(Keeper::SPEC, &[], "app")
        .client_secret("app-secret")
        .transport(transport)
        .clock(clock.clone())
        .store(store.clone())
        .build()
        .unwrap()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "\\PC{0,40}",
        Just("\u{0}\r\n\"\\/\u{2028}\u{feff}".to_owned())
    ]
}

fn moment() -> impl Strategy<Value = SystemTime> {
    // Whole milliseconds from the year 1653 to the year 9999 and beyond.
    (-10_000_000_000_000_i64..300_000_000_000_000).prop_map(|millis| {
        let span = Duration::from_millis(millis.unsigned_abs());
        match millis < 0 {
            true => SystemTime::UNIX_EPOCH - span,
            false => SystemTime::UNIX_EPOCH + span,
        }
    })
}

fn expiry() -> impl Strategy<Value = Expiry> {
    prop_oneof![
        Just(Expiry::Never),
        Just(Expiry::Unknown),
        moment().prop_map(Expiry::At)
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(text(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

prop_compose! {
    fn token_set()(
        (access, refresh, id) in (text(), prop::option::of(text()), prop::option::of(text())),
        (issued, refresh_issued, refresh_ends) in (moment(), moment(), prop::option::of(moment())),
        expires in expiry(),
        scope in prop::option::of(prop::collection::vec(text(), 0..4)),
        kind in prop::sample::select(CallKind::ALL),
        (requested, redirect) in (prop::option::of(text()), prop::option::of(text())),
        params in prop::collection::vec((text(), text()), 0..3),
        remainder in prop::collection::btree_map(text(), value(), 0..4),
        (note, instance) in (prop::option::of("\\PC{1,20}"), prop::option::of("[a-z]{1,9}")),
    ) -> TokenSet {
        let mut tokens = TokenSet::new(access, issued);
        tokens.refresh_token = refresh.map(Secret::from);
        tokens.id_token = id.map(Secret::from);
        tokens.expires = expires;
        tokens.refresh_token_issued_at = refresh_issued;
        tokens.refresh_token_expires_at = refresh_ends;
        tokens.scope = scope;
        tokens.obtained_by = kind;
        tokens.requested_scope = requested;
        tokens.requested_params = params;
        tokens.redirect_uri = redirect;
        tokens.remainder = remainder.into_iter().collect();
        let url = instance.map(|label| format!("https://{label}.keeper.example"));
        let values = note.as_deref().map(|text| ("note", text)).into_iter()
            .chain(url.as_deref().map(|text| ("instance", text)));
        if let Ok(kept) = Kept::restore(Keeper::SPEC, values) {
            tokens.kept = kept;
        }
        tokens
    }
}

/// Everything of a set, secrets included, to compare by.
fn all(tokens: &TokenSet) -> impl PartialEq + std::fmt::Debug + use<> {
    let shown = |secret: &Secret| secret.expose().to_owned();
    let kept: Vec<_> = ["note", "instance"]
        .map(|name| tokens.kept.text(name))
        .into();
    (
        (
            shown(&tokens.access_token),
            tokens.refresh_token.as_ref().map(shown),
            tokens.id_token.as_ref().map(shown),
            (tokens.issued_at, tokens.expires),
            (
                tokens.refresh_token_issued_at,
                tokens.refresh_token_expires_at,
            ),
        ),
        (
            tokens.scope.clone(),
            tokens.obtained_by,
            tokens.requested_scope.clone(),
        ),
        (tokens.requested_params.clone(), tokens.redirect_uri.clone()),
        (kept, tokens.remainder.clone()),
    )
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Every field of a set of tokens, with odd characters in it, and an account
    /// of any name.
    #[test]
    fn a_set_of_tokens_comes_back_as_it_was(tokens in token_set(), account in text()) {
        run(async {
            let clock = MockClock::new();
            let store = Arc::new(MemoryStore::with_clock(clock.clone()));
            let first = client(&clock, &store).account(account.as_str());
            let session = first.adopt(tokens.clone()).await.unwrap();
            prop_assert!(session.is_stored());
            let second = client(&clock, &store).account(account.as_str());
            let again = second.stored_session().await.unwrap().unwrap();
            let restored = again.tokens();
            prop_assert_eq!(all(&restored), all(&tokens));
            prop_assert_eq!(again.connection(), session.connection());
            Ok(())
        })?;
    }
}

/// A vendor's field may nest as deep as an answer may; it comes back.
#[tokio::test]
async fn fields_that_nest_deep_do_not_make_a_record_unreadable() {
    for depth in [1, 60, 120, 126, 127, 500] {
        let clock = MockClock::new();
        let store = Arc::new(MemoryStore::with_clock(clock.clone()));
        let mut deep = json!(1);
        for _ in 0..depth {
            deep = json!([deep]);
        }
        let mut tokens = TokenSet::new("at", SystemTime::UNIX_EPOCH);
        tokens.remainder = Map::from_iter([("deep".to_owned(), deep)]);
        client(&clock, &store).adopt(tokens).await.unwrap();
        let again = client(&clock, &store).stored_session().await;
        let again = again.map(|session| session.unwrap().tokens());
        assert_eq!(again.unwrap().access_token.expose(), "at", "depth {depth}");
    }
}

/// A host that was trusted once and is no more does not come back.
#[tokio::test]
async fn a_kept_host_is_checked_again_when_it_comes_back() {
    let clock = MockClock::new();
    let store = Arc::new(MemoryStore::with_clock(clock.clone()));
    let mut tokens = TokenSet::new("at", SystemTime::UNIX_EPOCH);
    tokens.kept = Kept::restore(Keeper::SPEC, [("instance", "https://a.keeper.example")]).unwrap();
    let session = client(&clock, &store).adopt(tokens).await.unwrap();
    super::world::rewrite(&*store, session.connection(), |record| {
        record["tokens"]["kept"]["instance"] = json!("https://evil.example");
    })
    .await;
    let error = client(&clock, &store).stored_session().await.unwrap_err();
    assert_eq!(error.code(), Code::UntrustedHost);
}
