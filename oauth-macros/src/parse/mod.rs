//! From tokens to a `Block`: what is written, with its places.

mod answer;
mod api;
mod assertion;
mod auth;
mod block;
mod call;
mod callback;
mod duration;
mod expression;
mod item;
mod level;
mod params;
mod redirect;
mod scopes;
mod second;
mod source;
mod standards;
mod step;
mod tree;
mod value;
mod vars;

pub(crate) use block::parse_block;
pub(crate) use expression::{
    Expression, Term, end_of_hole, is_expression, is_name, parse_expression,
};
pub(crate) use item::{Item, Shape, parse_item};
