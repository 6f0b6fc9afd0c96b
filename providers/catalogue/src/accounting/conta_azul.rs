use oauth_runtime::oauth_provider;

/// Conta Azul, accounts and invoices of small companies in Brazil.
///
/// Source: row `conta-azul` of the facts table, 2026-11.
#[oauth_provider(
    name = "Conta Azul",
    checked = "2026-11",
    client_auth = basic(raw),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://auth.contaazul.com/login",
    token = "https://auth.contaazul.com/oauth2/token",
    api = "https://api-v2.contaazul.com",
)]
pub struct ContaAzul;
