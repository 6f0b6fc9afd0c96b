//! A store that fails, panics or waits where a test says so.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oauth_runtime::store::{
    BoxFuture, ConnectionKey, Entry, Filter, Lease, Leased, Owner, Revision, Store, StoreError,
    StoreErrorKind, Swap,
};
use serde_json::Value;
use tokio::sync::Semaphore;

/// What is asked of a store. The writes of a refresh are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Describe,
    Read,
    Lease,
    /// A write of a record with an intent in it.
    Announce,
    /// Any other write.
    Write,
    Release,
    List,
    Delete,
}

/// What the double does instead of passing on.
#[derive(Clone)]
pub enum Act {
    Fail(StoreErrorKind),
    /// Does the work, and answers an error.
    DoAndFail(StoreErrorKind),
    Panic,
    /// Never answers.
    Hang,
    /// Waits for a permit, and passes on.
    Wait(Arc<Semaphore>),
}

type Plan = dyn FnMut(Op) -> Option<Act> + Send;

/// A store around another one. Clones share their plan. Each call waits once
/// before and once after its work, so that it can be dropped there.
#[derive(Clone)]
pub struct Double {
    below: Arc<dyn Store>,
    plan: Arc<Mutex<Box<Plan>>>,
    seen: Arc<Mutex<Vec<Op>>>,
    name: &'static str,
}

impl Double {
    pub fn over(below: Arc<dyn Store>) -> Self {
        Self {
            below,
            plan: Arc::new(Mutex::new(Box::new(|_| None))),
            seen: Arc::default(),
            name: "double",
        }
    }

    pub fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// Sets what happens from now on.
    pub fn plan(&self, plan: impl FnMut(Op) -> Option<Act> + Send + 'static) {
        *self.plan.lock().unwrap() = Box::new(plan);
    }

    /// Does this once, at the next such call, and then passes on.
    pub fn once(&self, op: Op, act: Act) {
        let mut act = Some(act);
        self.plan(move |asked| if asked == op { act.take() } else { None });
    }

    /// Passes everything on again.
    pub fn heal(&self) {
        self.plan(|_| None);
    }

    /// The calls so far; forgets them.
    pub fn take_seen(&self) -> Vec<Op> {
        std::mem::take(&mut *self.seen.lock().unwrap())
    }

    fn act(&self, op: Op) -> Option<Act> {
        self.seen.lock().unwrap().push(op);
        (self.plan.lock().unwrap())(op)
    }

    async fn around<T>(
        &self,
        op: Op,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        tokio::task::yield_now().await;
        let failed = |kind| Err(StoreError::new(kind, "the double says so"));
        match self.act(op) {
            None => (),
            Some(Act::Fail(kind)) => return failed(kind),
            Some(Act::DoAndFail(kind)) => {
                work.await?;
                return failed(kind);
            }
            Some(Act::Panic) => panic!("the double panics at {op:?}"),
            Some(Act::Hang) => std::future::pending().await,
            Some(Act::Wait(gate)) => gate.acquire().await.unwrap().forget(),
        }
        let done = work.await;
        tokio::task::yield_now().await;
        done
    }
}

fn kind_of_write(value: &[u8]) -> Op {
    let record: Value = serde_json::from_slice(value).unwrap_or_default();
    match record.get("intent").is_some() && record.get("tombstone").is_none() {
        true => Op::Announce,
        false => Op::Write,
    }
}

impl Store for Double {
    fn describe(&self) -> String {
        if let Some(Act::Panic) = self.act(Op::Describe) {
            panic!("the double panics at describe");
        }
        self.name.to_owned()
    }

    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        Box::pin(self.around(Op::Read, self.below.read(key)))
    }

    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        let work = self.below.compare_and_swap(key, expected, value, fence);
        Box::pin(self.around(kind_of_write(value), work))
    }

    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>> {
        Box::pin(self.around(Op::Lease, self.below.lease(key, owner, ttl)))
    }

    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(self.around(Op::Release, self.below.release(key, lease)))
    }

    fn list<'a>(
        &'a self,
        filter: &'a Filter,
        after: Option<&'a ConnectionKey>,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<ConnectionKey>, StoreError>> {
        Box::pin(self.around(Op::List, self.below.list(filter, after, limit)))
    }

    fn delete<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Revision,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        Box::pin(self.around(Op::Delete, self.below.delete(key, expected)))
    }
}
