//! What is compiled in, for programs that let a person choose a provider.

use oauth_runtime::spec::ProviderSpec;

/// How far a provider is from the RFCs, by what its declaration needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// Addresses and scopes; all else is as the RFCs have it.
    L0,
    /// Keys for common departures: names, places, paths, lifetimes, tenants.
    L1,
    /// Templates with functions, assertions, or further calls around the token request.
    L2,
    /// A Rust function of its own.
    L3,
}

/// A provider of the catalogue.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Entry {
    /// The row of the facts table: `google-drive`.
    pub id: &'static str,
    /// The family, which is the feature and the module: `google`.
    pub family: &'static str,
    /// The file in the family, and the provider's own id in errors and stores: `google_drive`.
    pub module: &'static str,
    /// The unit struct: `GoogleDrive`.
    pub type_name: &'static str,
    /// The declaration as data.
    pub spec: &'static ProviderSpec,
    /// How far it is from the RFCs.
    pub level: Level,
    /// The row whose login it shares, if any: `google`.
    pub alias_of: Option<&'static str>,
}

/// Every provider whose family is compiled in, family by family, in the order of the types.
pub fn providers() -> impl Iterator<Item = &'static Entry> {
    FAMILIES.iter().copied().flatten()
}

// <families> made by the test `generate`
static FAMILIES: &[&[Entry]] = &[
    #[cfg(feature = "accounting")]
    crate::accounting::ENTRIES,
    #[cfg(feature = "commerce")]
    crate::commerce::ENTRIES,
    #[cfg(feature = "communication")]
    crate::communication::ENTRIES,
    #[cfg(feature = "crm")]
    crate::crm::ENTRIES,
    #[cfg(feature = "developer")]
    crate::developer::ENTRIES,
    #[cfg(feature = "files")]
    crate::files::ENTRIES,
    #[cfg(feature = "google")]
    crate::google::ENTRIES,
    #[cfg(feature = "health")]
    crate::health::ENTRIES,
    #[cfg(feature = "hr")]
    crate::hr::ENTRIES,
    #[cfg(feature = "identity")]
    crate::identity::ENTRIES,
    #[cfg(feature = "marketing")]
    crate::marketing::ENTRIES,
    #[cfg(feature = "mcp")]
    crate::mcp::ENTRIES,
    #[cfg(feature = "microsoft")]
    crate::microsoft::ENTRIES,
    #[cfg(feature = "operations")]
    crate::operations::ENTRIES,
    #[cfg(feature = "productivity")]
    crate::productivity::ENTRIES,
    #[cfg(feature = "social")]
    crate::social::ENTRIES,
];
// </families>
