//! What a provider signs: ID tokens, userinfo, introspection and logout tokens.

mod about;
mod id_tokens;
mod logout;
mod op;
mod rotation;
