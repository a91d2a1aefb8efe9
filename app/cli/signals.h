// SIGINT, SIGTERM and SIGHUP as a number to ask for, so that what is done can be written before the end.
#pragma once

namespace talweg {

/// While it lives, the first of these signals is only noted; a second one ends the program at once. One at a
/// time.
class SignalWatch {
  public:
    SignalWatch();
    ~SignalWatch();
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;

    /// The signal that came, or 0.
    int caught() const;

  private:
    struct Saved;
    Saved* saved_;
};

/// "interrupted (SIGINT)", for the reason of runs that it ended.
const char* signal_words(int signal);

}  // namespace talweg
