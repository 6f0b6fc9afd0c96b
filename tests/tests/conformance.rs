//! What the OpenID Foundation's conformance suite asks of clients, against a server
//! that says what each module has it say. `tests/CONFORMANCE.md` names module and test.

mod client;
mod discovery;
mod fapi2;
mod id_token;
mod key;
mod listed;
mod logout;
mod op;
mod redirects;
mod rotation;
mod userinfo;
