use oauth_runtime::oauth_provider;

/// DocuWare, documents and their workflows, for a user with a password.
///
/// Source: row `docuware` of the facts table, 2026-11.
/// An identity service outside docuware.cloud is refused, because
/// the password goes there.
#[oauth_provider(
    name = "DocuWare",
    docs = "https://developer.docuware.com/",
    checked = "2026-11",
    vars(domain: Host, username: Text, password: Secret),
    client_auth = none,
    client_credentials(
        url = "{configuration.token_endpoint}",
        before(
            identity(
                url = "https://{domain}/DocuWare/Platform/Home/IdentityServiceInfo", method = get,
                answer(keep(service_url: Url("*.docuware.cloud") = "IdentityServiceUrl")),
            ),
            configuration(
                url = "{identity.service_url}/.well-known/openid-configuration", method = get,
                answer(keep(token_endpoint: Url("*.docuware.cloud"))),
            ),
        ),
        params(
            grant_type = "password", scope = "docuware.platform",
            client_id = "docuware.platform.net.client", username = "{username}",
            password = "{password}",
        ),
    ),
    api = "https://{domain}/DocuWare/Platform",
)]
pub struct Docuware;
