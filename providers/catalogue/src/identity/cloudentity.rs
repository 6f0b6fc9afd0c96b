use oauth_runtime::oauth_provider;

/// Cloudentity, authorization servers as a service.
///
/// Source: row `cloudentity` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(tenant_id: DnsLabel, region_id: DnsLabel, workspace_id: PathSegment),
    client_credentials = "https://{tenant_id}.{region_id}.authz.cloudentity.io/{tenant_id}/{workspace_id}/oauth2/token",
    api = "https://{tenant_id}.{region_id}.authz.cloudentity.io/{tenant_id}/{workspace_id}",
)]
pub struct Cloudentity;
