//! Clients of protected resources that say of themselves where one signs in (RFC 9728),
//! at servers where the client registers itself (RFC 7591), as the Model Context Protocol
//! has it. The documents are written by hand from the standards.

mod attacks;
mod choice;
mod managed;
mod registration;
mod sign_in;
mod step_up;
mod world;
