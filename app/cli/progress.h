// How far a run without a window is: a bar on a terminal, a few lines elsewhere.
#pragma once

#include "core/base/types.h"

#include <chrono>
#include <iosfwd>
#include <string>

namespace talweg {

class Progress {
  public:
    /// total: steps to come; 0 or a number that nobody waits for: unknown.
    Progress(std::ostream& out, bool terminal, Step total);

    /// On a terminal the bar is drawn again at most ten times a second; elsewhere a line after each tenth, at
    /// most one a second.
    void update(Step step);
    /// Ends the bar's line.
    void finish(Step step);

  private:
    using Clock = std::chrono::steady_clock;
    void draw(Step step, Clock::time_point now);

    std::ostream& out_;
    bool terminal_;
    Step total_;
    Clock::time_point start_;
    Clock::time_point drawn_;
    bool open_ = false;  ///< a bar's line is unfinished
    Step next_line_ = 0;
};

/// "1.2 M", "640": so many things a second, three digits.
std::string rate_text(double per_second);

}  // namespace talweg
