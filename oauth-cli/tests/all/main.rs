//! All tests of the command.
