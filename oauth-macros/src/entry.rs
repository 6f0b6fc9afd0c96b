//! The phases, one after the other, on plain token streams.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::TokenStream;

use crate::check::check;
use crate::diag::{Diagnostic, Sink, compile_errors};
use crate::errors::ItemError;
use crate::expand::{expand_broken, expand_provider};
use crate::model::Block;
use crate::parse::{parse_block, parse_item};

/// Expands the attribute. Whatever happens, the item and its names survive.
pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let (output, mistakes) = expand_collecting(args, item);
    let errors = compile_errors(&mistakes);
    quote::quote!(#output #errors)
}

/// The expansion and its mistakes in source order.
pub(crate) fn expand_collecting(
    args: TokenStream,
    item: TokenStream,
) -> (TokenStream, Vec<Diagnostic>) {
    let attempt = catch_unwind(AssertUnwindSafe(|| run(args, item.clone())));
    match attempt {
        Ok(result) => result,
        Err(panic) => {
            let text = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            let panic = text.unwrap_or_else(|| "without a text".to_owned());
            rescue(item, ItemError::Internal { panic })
        }
    }
}

fn run(args: TokenStream, item: TokenStream) -> (TokenStream, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let item = parse_item(item, &mut sink);
    sink.set_item(item.ident.span());
    let block = parse_block(args, &mut sink);
    let provider = check(&item, block, &mut sink);
    if sink.count() == 0 {
        return (expand_provider(&item, &provider), Vec::new());
    }
    (expand_broken(&item, &provider), sink.into_sorted())
}

/// The item alone, after a failure of the macro itself.
fn rescue(item: TokenStream, mistake: ItemError) -> (TokenStream, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let item = parse_item(item, &mut sink);
    sink.set_item(item.ident.span());
    let mut silent = Sink::default();
    let provider = check(&item, Block::default(), &mut silent);
    sink.push_at_item(mistake);
    (expand_broken(&item, &provider), sink.into_sorted())
}

/// What a panic in a phase leaves.
#[cfg(test)]
pub(crate) fn rescue_for_test() -> (TokenStream, Vec<Diagnostic>) {
    let panic = "a text".to_owned();
    rescue(
        quote::quote!(
            pub struct Acme;
        ),
        ItemError::Internal { panic },
    )
}
