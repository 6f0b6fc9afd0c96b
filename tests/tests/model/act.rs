//! What happens in a case: what a program asks of its client, what fails, and
//! what others do to the account.

use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;

use super::process::{Fault, Fuse};

/// What a program asks of its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    SignIn,
    Token,
    Renew,
    Call,
    SignOut,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// One process does one thing.
    One(usize, Act),
    /// Both processes do something at once.
    Both(Act, Act),
    /// Two tasks of a process do something at once.
    Tasks(usize, Act, Act),
    /// A process does something, and a fault comes at one of its steps.
    Faulty(usize, Fuse, Act),
    /// As before, while the other process does something.
    FaultyBeside(Fuse, Act, Act),
    /// Virtual time.
    Wait(Duration),
    /// The process is killed between two steps and started again.
    Restart(usize),
    /// The provider revokes the newest sign-in.
    Revoke,
    /// The API takes the newest access token no longer.
    Kill,
    Outage(bool),
    Backup,
    Restore,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        1 => Just(Act::SignIn),
        4 => Just(Act::Token),
        6 => Just(Act::Renew),
        3 => Just(Act::Call),
        1 => Just(Act::SignOut),
    ]
}

fn fuse() -> impl Strategy<Value = Fuse> {
    let fault = prop_oneof![
        Just(Fault::DieBefore),
        Just(Fault::DieAfter),
        Just(Fault::FailBefore),
        Just(Fault::FailAfter),
        Just(Fault::Outage),
    ];
    (0_u8..8, fault, 1_u8..3).prop_map(|(steps, fault, times)| Fuse {
        steps,
        fault,
        times,
    })
}

fn step() -> impl Strategy<Value = Step> {
    let process = 0_usize..2;
    let pauses = [1, 40, 100, 400, 3400, 3700].map(Duration::from_secs);
    prop_oneof![
        6 => (process.clone(), act()).prop_map(|(process, act)| Step::One(process, act)),
        3 => (act(), act()).prop_map(|(one, other)| Step::Both(one, other)),
        1 => (process.clone(), act(), act()).prop_map(|(process, a, b)| Step::Tasks(process, a, b)),
        5 => (process.clone(), fuse(), act()).prop_map(|(process, fuse, act)| Step::Faulty(process, fuse, act)),
        2 => (fuse(), act(), act()).prop_map(|(fuse, one, other)| Step::FaultyBeside(fuse, one, other)),
        5 => proptest::sample::select(pauses.to_vec()).prop_map(Step::Wait),
        1 => process.prop_map(Step::Restart),
        1 => Just(Step::Revoke),
        1 => Just(Step::Kill),
        2 => any::<bool>().prop_map(Step::Outage),
        1 => Just(Step::Backup),
        1 => Just(Step::Restore),
    ]
}

/// Whether the server has grace, and what happens.
pub(super) fn story() -> impl Strategy<Value = (bool, Vec<Step>)> {
    (any::<bool>(), vec(step(), 1..30))
}
