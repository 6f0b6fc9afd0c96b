//! Whether something was typed, without taking it.

#[cfg(unix)]
pub(super) use by_polling::{Keep, Watch};
#[cfg(not(unix))]
pub(super) use by_reading::{Keep, Watch};

#[cfg(unix)]
mod by_polling {
    use std::io::{self, PipeReader, PipeWriter};

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    /// Watches standard input until the other end is dropped.
    pub(in super::super) struct Watch(PipeReader);

    /// Ends the watch when it is dropped.
    pub(in super::super) struct Keep {
        _writer: PipeWriter,
    }

    impl Watch {
        pub(in super::super) fn new() -> io::Result<(Self, Keep)> {
            let (reader, writer) = io::pipe()?;
            Ok((Self(reader), Keep { _writer: writer }))
        }

        /// Waits until a terminal has a whole line, or the input has ended.
        /// `false` when the watch ended first.
        pub(in super::super) fn something_typed(&self) -> bool {
            let input = io::stdin();
            loop {
                let mut both = [
                    PollFd::new(&input, PollFlags::IN),
                    PollFd::new(&self.0, PollFlags::IN),
                ];
                match poll(&mut both, None) {
                    Err(Errno::INTR) => (),
                    Err(_) => return true,
                    Ok(_) => {
                        let [typed, ended] = both.map(|one| !one.revents().is_empty());
                        return typed && !ended;
                    }
                }
            }
        }
    }
}

#[cfg(not(unix))]
mod by_reading {
    use std::io;

    /// Here only reading tells whether something was typed.
    pub(in super::super) struct Watch;

    /// The thread reads on until a line comes.
    pub(in super::super) struct Keep;

    impl Watch {
        pub(in super::super) fn new() -> io::Result<(Self, Keep)> {
            Ok((Self, Keep))
        }

        pub(in super::super) fn something_typed(&self) -> bool {
            true
        }
    }
}
