//! The declarations that transcripts name: the shipped ones, and the variants
//! of `tests/wire/README.md`, each of which differs in one point.

use oauth_accelo::Accelo;
use oauth_actionstep::Actionstep;
use oauth_ioffice::Ioffice;
use oauth_moovila::Moovila;
use oauth_runtime::Provider;
use oauth_runtime::spec::{CallKind, CallSpec, ProviderSpec};
use oauth_valuekeep::Valuekeep;

use super::variants::{accelo, actionstep, ioffice};

/// A variant of a shipped declaration.
struct Variant {
    name: &'static str,
    shipped: &'static ProviderSpec,
    spec: &'static ProviderSpec,
    /// The lines of the debug text that differ: in the shipped one, in the variant.
    differs: (&'static [&'static str], &'static [&'static str]),
}

const VARIANTS: &[Variant] = &[
    Variant {
        name: "accelo-parentheses-encoded",
        shipped: Accelo::SPEC,
        spec: accelo::parentheses_encoded::Accelo::SPEC,
        differs: (&["literal: \"()\","], &["literal: \"\","]),
    },
    Variant {
        name: "actionstep-parameters-in-query",
        shipped: Actionstep::SPEC,
        spec: actionstep::parameters_in_query::Actionstep::SPEC,
        differs: (&["place: Form,"], &["place: Query,"]),
    },
    Variant {
        name: "actionstep-refresh-without-redirect-uri",
        shipped: Actionstep::SPEC,
        spec: actionstep::refresh_without_redirect_uri::Actionstep::SPEC,
        differs: (&["presence: Send,"], &["presence: Omit,"]),
    },
    Variant {
        name: "ioffice-empty-object-body",
        shipped: Ioffice::SPEC,
        spec: ioffice::empty_object_body::Ioffice::SPEC,
        differs: (&["empty_body: Nothing,"], &["empty_body: JsonObject,"]),
    },
    Variant {
        name: "ioffice-revoke-by-post",
        shipped: Ioffice::SPEC,
        spec: ioffice::revoke_by_post::Ioffice::SPEC,
        // A POST of iOFFICE says `application/json`; a GET has its place in the query.
        differs: (
            &["content_type: None,", "method: Get,", "place: Query,"],
            &[
                "\"application/json\",",
                "),",
                "content_type: Some(",
                "method: Post,",
                "place: Form,",
            ],
        ),
    },
    Variant {
        name: "ioffice-seconds",
        shipped: Ioffice::SPEC,
        spec: ioffice::seconds::Ioffice::SPEC,
        differs: (&["unit: Milliseconds,"], &["unit: Seconds,"]),
    },
    Variant {
        name: "ioffice-secret-header",
        shipped: Ioffice::SPEC,
        spec: ioffice::secret_header::Ioffice::SPEC,
        differs: (
            &["client_auth: None,"],
            &[
                "client_auth: Header {",
                "id: None,",
                "secret: \"x-client-secret\",",
                "},",
            ],
        ),
    },
    Variant {
        name: "ioffice-state-mandatory",
        shipped: Ioffice::SPEC,
        spec: ioffice::state_mandatory::Ioffice::SPEC,
        differs: (&["state_policy: IfPresent,"], &["state_policy: Required,"]),
    },
];

/// The declaration that a transcript names.
pub(super) fn spec(
    provider: &str,
    declaration: Option<&str>,
) -> Result<&'static ProviderSpec, String> {
    let shipped = [
        Accelo::SPEC,
        Actionstep::SPEC,
        Ioffice::SPEC,
        Moovila::SPEC,
        Valuekeep::SPEC,
    ];
    let shipped = shipped
        .into_iter()
        .find(|spec| spec.id == provider)
        .ok_or_else(|| format!("unknown provider {provider:?}"))?;
    match declaration {
        None => Ok(shipped),
        Some(name) => VARIANTS
            .iter()
            .find(|variant| variant.name == name && variant.shipped.id == provider)
            .map(|variant| variant.spec)
            .ok_or_else(|| format!("unknown declaration {name:?} of {provider}")),
    }
}

/// The lines of a declaration's debug text, without what says where it stands
/// and with every call in full, also one that another call stands in for.
fn lines(spec: &ProviderSpec) -> Vec<String> {
    let bare = ProviderSpec {
        docs: None,
        checked: None,
        declared_at: "",
        pkce_reason: None,
        calls: &[],
        ..*spec
    };
    let mut text = format!("{bare:#?}");
    for kind in CallKind::ALL {
        if let Some(call) = spec.call(*kind) {
            text.push_str(&format!(
                "\n{kind:?} {:#?}",
                CallSpec {
                    kind: *kind,
                    ..*call
                }
            ));
        }
    }
    text.lines().map(|line| line.trim().to_owned()).collect()
}

/// The lines that only the first has, counting repeated ones.
fn surplus(these: &[String], those: &[String]) -> Vec<String> {
    let mut left = those.to_vec();
    let mut found = these.to_vec();
    found.retain(|line| match left.iter().position(|other| other == line) {
        Some(at) => {
            left.swap_remove(at);
            false
        }
        None => true,
    });
    found
}

#[test]
fn a_variant_differs_in_its_one_point_only() {
    for variant in VARIANTS {
        let (shipped, own) = (lines(variant.shipped), lines(variant.spec));
        for (found, expected) in [
            (surplus(&shipped, &own), variant.differs.0),
            (surplus(&own, &shipped), variant.differs.1),
        ] {
            let mut found = found;
            found.sort();
            found.dedup();
            assert_eq!(found, expected, "{}", variant.name);
        }
    }
}
