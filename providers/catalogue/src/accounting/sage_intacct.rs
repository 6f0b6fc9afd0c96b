use oauth_runtime::oauth_provider;

/// Sage Intacct, financial management, for a user of the company, over its XML gateway.
///
/// Source: row `sage-intacct` of the facts table, 2026-11.
#[oauth_provider(
    name = "Sage Intacct",
    docs = "https://developer.intacct.com/",
    checked = "2026-11",
    vars(
        sender_id: Text, sender_password: Secret, user_id: Text, company_id: Text,
        user_password: Secret,
    ),
    client_auth = none,
    client_credentials(
        url = "https://api.intacct.com/ia/xml/xmlgw.phtml", place = xml,
        omit(grant_type, client_id, scope),
        params(request(
            control(
                senderid = "{sender_id}", password = "{sender_password}", controlid = "{now}",
                uniqueid = false, dtdversion = "3.0", includewhitespace = false,
            ),
            operation(
                authentication(login(
                    userid = "{user_id}", companyid = "{company_id}",
                    password = "{user_password}",
                )),
                content(function("@controlid" = "{uuid}", getAPISession = "")),
            ),
        )),
        answer(
            format = xml, access_token = "/response/operation/result/data/api/sessionid",
            expires_at = "/response/operation/authentication/sessiontimeout",
        ),
    ),
    api = "https://api.intacct.com/ia/xml/xmlgw.phtml",
)]
pub struct SageIntacct;
