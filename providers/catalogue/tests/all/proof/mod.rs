//! Each declaration against its row: what a client sends, and what the translator says it
//! has to send. A declaration that departs on purpose says so in a line
//! `/// Differs from the row: CALL.PART: WHY.`, and exactly that part may differ.

mod client;
mod compare;
mod declarations;
mod declared;
mod index;
mod mock;
mod sample;
mod wire;
