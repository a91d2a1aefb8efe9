// How long each run's own steps take.
#include "core/worker/stopwatch.h"

#include <algorithm>
#include <chrono>

namespace talweg {
namespace {

constexpr double kTick = 1e-9;    // a step shorter than the clock can see still took something
constexpr double kNewest = 0.25;  // weight of the newest watched step
constexpr double kHiccup = 4.0;   // times the usual: what is longer was not the run's own doing

}  // namespace

double Stopwatch::steady_seconds() {
    using Seconds = std::chrono::duration<double>;
    return Seconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void Stopwatch::reset(std::size_t runs) { runs_.assign(runs, {}); }

void Stopwatch::start() {
    begun_ = seen_ = now_();
    for (One& run : runs_) run.watched = 0.0;
}

void Stopwatch::run_moved(std::size_t run) {
    const double now = now_();
    const double took = std::max(now - seen_, kTick);
    seen_ = now;
    One& one = runs_[run];
    one.watched = took;
    one.usual += one.usual > 0.0 ? kNewest * (std::min(took, kHiccup * one.usual) - one.usual) : took;
}

void Stopwatch::lap() {
    Step most = 0;
    for (const One& run : runs_) most = std::max(most, run.made);
    const auto weight = [most](const One& run) {
        return (most == 1 ? run.watched : run.usual) * static_cast<double>(run.made);
    };
    double all = 0.0;
    for (const One& run : runs_) all += weight(run);
    const double now = now_();
    for (One& run : runs_) {
        run.seconds = all > 0.0 ? (now - begun_) * (weight(run) / all) : 0.0;
        run.made = 0;
        run.watched = 0.0;
    }
    begun_ = seen_ = now;
}

}  // namespace talweg
