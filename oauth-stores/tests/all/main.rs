//! Every store is held to the contract.
