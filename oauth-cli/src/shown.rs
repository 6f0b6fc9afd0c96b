//! The providers that the command knows, each with sample values to show it with.

use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::{DynBuilder, DynClient, Provider};

use crate::Failure;
use crate::demo::Demo;

/// A provider with sample tenant values and a first API call.
pub(crate) struct Shown {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) crate_name: &'static str,
    pub(crate) vars: &'static [(&'static str, &'static str)],
    pub(crate) scope: &'static str,
    pub(crate) api_path: &'static str,
    pub(crate) api_query: &'static [(&'static str, &'static str)],
}

pub(crate) const CLIENT_ID: &str = "demo-client";
pub(crate) const CLIENT_SECRET: &str = "demo-secret";
pub(crate) const REDIRECT_URI: &str = "http://127.0.0.1:8080/callback";

/// All providers, by name.
pub(crate) static ALL: &[Shown] = &[
    Shown {
        spec: oauth_accelo::Accelo::SPEC,
        crate_name: "oauth-accelo",
        vars: &[("deployment", "acme")],
        scope: "read(companies,contacts),write(staff)",
        api_path: "companies/1",
        api_query: &[("_fields", "website,phone")],
    },
    Shown {
        spec: oauth_actionstep::Actionstep::SPEC,
        crate_name: "oauth-actionstep",
        vars: &[],
        scope: "actions participants timerecords",
        api_path: "actions",
        api_query: &[("page", "1"), ("pageSize", "50")],
    },
    Shown {
        spec: oauth_ioffice::Ioffice::SPEC,
        crate_name: "oauth-ioffice",
        vars: &[("site", "https://acme.iofficeconnect.com")],
        scope: "email",
        api_path: "users/me",
        api_query: &[],
    },
    Shown {
        spec: oauth_moovila::Moovila::SPEC,
        crate_name: "oauth-moovila",
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
    vars: &[],
    scope: "openid notes.read",
    api_path: "notes",
    api_query: &[],
};

impl Shown {
    /// The provider with this id: one of [`ALL`], or the made-up one.
    pub(crate) fn known(id: &str) -> Option<&'static Self> {
        let wanted = id.to_ascii_lowercase();
        ALL.iter()
            .chain([&DEMO])
            .find(|shown| shown.spec.id == wanted)
    }

    /// The provider with this id, or what there is.
    pub(crate) fn named(id: &str) -> Result<&'static Self, Failure> {
        Self::known(id).ok_or_else(|| {
            let known: Vec<_> = ALL.iter().map(|shown| shown.spec.id).collect();
            Failure::Usage(format!(
                "no provider is called `{}`; there are {}, and `{}`, which is made up and played \
                 by `oauth mock {3}`",
                id.escape_default(),
                known.join(", "),
                DEMO.spec.id,
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
