use oauth_runtime::oauth_provider;

/// Azure Blob Storage, object storage in Microsoft's cloud.
///
/// Source: row `azure-blob-storage` of the facts table, 2026-11.
#[oauth_provider(
    name = "Azure Blob Storage",
    checked = "2026-11",
    vars(account_name: DnsLabel, version: Text = "2025-05-05"),
    pkce = none(reason = "its known clients send none"),
    scopes(
        OfflineAccess = "offline_access", Storage = "https://storage.azure.com/.default",
        default(OfflineAccess, Storage),
    ),
    authorize(
        url = "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        params(response_mode = "query"),
    ),
    token = "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    api(
        base = "https://{account_name}.blob.core.windows.net",
        headers("x-ms-version" = "{version}"),
    ),
)]
pub struct AzureBlobStorage;
