//! The providers that the command knows, each with sample values to show it with.

mod catalogue;

use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::{DynBuilder, DynClient, Provider};

use crate::Failure;
use crate::demo::Demo;

/// A provider with sample tenant values and a first API call.
pub(crate) struct Shown {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) crate_name: &'static str,
    /// The family in the catalogue, which is also its feature and its module.
    pub(crate) family: Option<&'static str>,
    pub(crate) vars: &'static [(&'static str, &'static str)],
    pub(crate) scope: &'static str,
    pub(crate) api_path: &'static str,
    pub(crate) api_query: &'static [(&'static str, &'static str)],
}

pub(crate) const CLIENT_ID: &str = "demo-client";
pub(crate) const CLIENT_SECRET: &str = "demo-secret";
pub(crate) const REDIRECT_URI: &str = "http://127.0.0.1:8080/callback";

/// The providers that have a crate of their own, by name.
pub(crate) static ALL: &[Shown] = &[
    Shown {
        spec: oauth_accelo::Accelo::SPEC,
        crate_name: "oauth-accelo",
        family: None,
        vars: &[("deployment", "acme")],
        scope: "read(companies,contacts),write(staff)",
        api_path: "companies/1",
        api_query: &[("_fields", "website,phone")],
    },
    Shown {
        spec: oauth_actionstep::Actionstep::SPEC,
        crate_name: "oauth-actionstep",
        family: None,
        vars: &[],
        scope: "actions participants timerecords",
        api_path: "actions",
        api_query: &[("page", "1"), ("pageSize", "50")],
    },
    Shown {
        spec: oauth_ioffice::Ioffice::SPEC,
        crate_name: "oauth-ioffice",
        family: None,
        vars: &[("site", "https://acme.iofficeconnect.com")],
        scope: "email",
        api_path: "users/me",
        api_query: &[],
    },
    Shown {
        spec: oauth_moovila::Moovila::SPEC,
        crate_name: "oauth-moovila",
        family: None,
        vars: &[
            (
                "authorization_url",
                "https://registration.example/authorize-path",
            ),
            ("token_url", "https://registration.example/token-path"),
            ("api_base", "https://registration.example/api"),
        ],
        scope: "ProjectTaskRead LookupTablesRead",
        api_path: "projects",
        api_query: &[],
    },
    Shown {
        spec: oauth_valuekeep::Valuekeep::SPEC,
        crate_name: "oauth-valuekeep",
        family: None,
        vars: &[("tenant", "mytenant"), ("organization", "myorg")],
        scope: "application",
        api_path: "maintenance/workOrders/odata",
        api_query: &[
            ("$select", "Id,Description"),
            ("$top", "100"),
            ("$skip", "0"),
        ],
    },
];

/// The made-up one.
pub(crate) static DEMO: Shown = Shown {
    spec: Demo::SPEC,
    crate_name: "made up",
    family: None,
    vars: &[],
    scope: "openid notes.read",
    api_path: "notes",
    api_query: &[],
};

impl Shown {
    /// All providers, by id, and after them the made-up one.
    pub(crate) fn all() -> impl Iterator<Item = &'static Self> {
        let mut all: Vec<&Self> = ALL.iter().chain(catalogue::catalogue()).collect();
        all.sort_by_key(|shown| shown.spec.id);
        all.into_iter().chain([&DEMO])
    }

    /// The provider with this id; `-` stands for `_`.
    pub(crate) fn known(id: &str) -> Option<&'static Self> {
        let wanted = id.to_ascii_lowercase().replace('-', "_");
        Self::all().find(|shown| shown.spec.id == wanted)
    }

    /// The provider with this id, or what there is.
    pub(crate) fn named(id: &str) -> Result<&'static Self, Failure> {
        Self::known(id).ok_or_else(|| {
            let near = near(id);
            let hint = match near.is_empty() {
                true => String::new(),
                false => format!("; is it {}?", near.join(" or ")),
            };
            Failure::Usage(format!(
                "no provider is called `{}`{hint} `oauth providers WORD` searches, and `{}` is made \
                 up and played by `oauth mock {1}`",
                id.escape_default(),
                DEMO.spec.id,
            ))
        })
    }

    /// Whether there is no such provider outside of `oauth mock`.
    pub(crate) fn is_made_up(&self) -> bool {
        std::ptr::eq(self, &raw const DEMO)
    }

    /// A client with the sample values.
    pub(crate) fn builder(&self) -> DynBuilder {
        DynClient::builder(self.spec, self.vars, CLIENT_ID).client_secret(CLIENT_SECRET)
    }
}

/// Ids that look like the one that was given.
fn near(id: &str) -> Vec<String> {
    let wanted = id.to_ascii_lowercase().replace('-', "_");
    let all = || Shown::all().map(|shown| shown.spec.id);
    let close = |known: &&str| strsim::damerau_levenshtein(known, &wanted) <= 1 + wanted.len() / 5;
    let within = |known: &&str| wanted.len() > 2 && known.contains(&wanted);
    all()
        .filter(|known| close(known) || within(known))
        .take(4)
        .map(|known| format!("`{known}`"))
        .collect()
}
