use oauth_runtime::oauth_provider;

/// NinjaOne RMM, remote monitoring and management of computers.
///
/// Source: row `ninjaone-rmm` of the facts table, 2026-11.
#[oauth_provider(
    name = "NinjaOne RMM",
    checked = "2026-11",
    vars(instance: OneOf(
        App = "app.ninjarmm.com", Us2 = "us2.ninjarmm.com", Eu = "eu.ninjarmm.com",
        Ca = "ca.ninjarmm.com", Oc = "oc.ninjarmm.com",
    ) = App),
    client_credentials = "https://{instance}/ws/oauth/token",
    api = "https://{instance}",
)]
pub struct NinjaoneRmm;
