// Training without threads, for export: the same recording and the same snapshot as in the window.
#include "core/worker/runner.h"
#include "core/worker/session.h"
#include "core/worker/surface_maker.h"
#include "core/worker/tempo.h"

namespace talweg {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kCheckpointBytes = 1 << 20;
constexpr std::chrono::milliseconds kProgressEvery{30};

/// Calls `row` for every run whose newest recorded step it has not been called for yet.
class Rows {
  public:
    Rows(const Session& session, const std::function<void(const RunSpec&, const RunState&)>& row)
        : session_(session), row_(row), next_(session.walker().run_count(), 0) {}

    void write() {
        for (std::size_t run = 0; run < next_.size(); ++run) {
            const RunState& state = session_.walker().state(run);
            if (state.step != next_[run]) continue;
            row_(session_.experiment().runs[run], state);
            ++next_[run];
        }
    }

  private:
    const Session& session_;
    const std::function<void(const RunSpec&, const RunState&)>& row_;
    std::vector<Step> next_;
};

}  // namespace

HeadlessResult run_headless(const Experiment& experiment, Step steps,
                            const std::function<bool(Step)>& progress,
                            const std::function<void(const RunSpec&, const RunState&)>& row) {
    HeadlessResult result;
    Session session(experiment, 0, kCheckpointBytes);
    Rows rows(session, row);
    if (row) rows.write();
    const std::atomic<bool> never{false};
    Tempo tempo;
    const Clock::time_point start = Clock::now();
    Clock::time_point now = start;
    Clock::time_point told = start;
    while (session.cursor() < steps && !session.ended()) {
        const Step wanted = std::min(steps - session.cursor(), tempo.chunk());
        Step done = 0;
        if (row) {
            while (done < wanted && session.advance(1, never) == 1) {
                rows.write();
                ++done;
            }
        } else {
            done = session.advance(wanted, never);
        }
        const Clock::time_point later = Clock::now();
        tempo.took(done, later - now);
        now = later;
        if (progress && now - told >= kProgressEvery) {
            told = now;
            if (!progress(session.cursor())) {
                result.interrupted = true;
                break;
            }
        }
    }
    result.seconds = Tempo::Seconds(now - start).count();

    Slot slot;
    session.fill(slot);
    result.snapshot = std::move(slot.snapshot);
    result.snapshot.number = 1;
    result.snapshot.phase = session.ended() ? Phase::ended : Phase::paused;
    SurfaceMaker maker;
    maker.take(experiment, 0);
    maker.make(SurfaceMaker::kLevels[std::size(SurfaceMaker::kLevels) - 1], result.surface);
    maker.find_critical(result.surface);
    return result;
}

}  // namespace talweg
