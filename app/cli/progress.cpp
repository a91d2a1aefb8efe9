// The progress bar.
#include "app/cli/progress.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <string>

namespace talweg {
namespace {

constexpr int kBarWidth = 30;
constexpr Step kUnknown = 1'000'000'000'000'000;

}  // namespace

std::string rate_text(double per_second) {
    if (!(per_second >= 0.0) || !std::isfinite(per_second)) return "–";
    constexpr const char* kUnits[] = {"", " k", " M", " G"};
    int unit = 0;
    while (per_second >= 999.5 && unit < 3) {
        per_second /= 1000.0;
        ++unit;
    }
    return short_text(per_second, 3) + kUnits[unit];
}

Progress::Progress(std::ostream& out, bool terminal, Step total)
    : out_(out),
      terminal_(terminal),
      total_(total < kUnknown ? total : 0),
      start_(Clock::now()),
      drawn_(start_) {
    next_line_ = std::max<Step>(total_ / 10, 1);
}

void Progress::update(Step step) {
    const Clock::time_point now = Clock::now();
    const auto since = now - drawn_;
    if (terminal_) {
        if (open_ && since < std::chrono::milliseconds(100)) return;
        draw(step, now);
        return;
    }
    if (step < next_line_ || since < std::chrono::seconds(1)) return;
    draw(step, now);
    next_line_ = step + std::max<Step>(total_ / 10, 1);
}

void Progress::finish(Step step) {
    if (terminal_) {
        draw(step, Clock::now());
        out_ << '\n';
        open_ = false;
    }
    out_.flush();
}

void Progress::draw(Step step, Clock::time_point now) {
    drawn_ = now;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    std::string text;
    if (total_ > 0) {
        const double part = std::min(1.0, static_cast<double>(step) / static_cast<double>(total_));
        if (terminal_) {
            const int filled = static_cast<int>(part * kBarWidth);
            text += '[' + std::string(static_cast<std::size_t>(filled), '#') +
                    std::string(static_cast<std::size_t>(kBarWidth - filled), ' ') + "] ";
        }
        text += std::to_string(static_cast<int>(part * 100.0)) + " %  ";
    }
    text += "step " + grouped_text(step);
    if (total_ > 0) text += " of " + grouped_text(total_);
    if (seconds > 0.05) text += "  " + rate_text(static_cast<double>(step) / seconds) + " steps/s";
    if (terminal_) {
        out_ << '\r' << text << "\x1b[K" << std::flush;
        open_ = true;
    } else {
        out_ << text << std::endl;
    }
}

}  // namespace talweg
