// For threads of ours that write to what others may close. Inside io only.
#pragma once

#include <csignal>

namespace handset::io {

// Writing to a connection or pipe whose other end is gone is an error on this thread and on those that it
// starts, not a signal.
inline void ignore_broken_pipes() {
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

}  // namespace handset::io
