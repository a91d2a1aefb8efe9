// What decides a run's numbers: the experiment at step 0 and the edits with their steps. And saved states.
#include "core/worker/timeline.h"

#include "core/base/error.h"

#include <algorithm>
#include <atomic>

namespace talweg {
namespace {

bool same_points(const Experiment& a, const Experiment& b) {
    return a.seed == b.seed && a.function == b.function && a.data == b.data;
}

bool before(Step step, const JournalEntry& entry) { return step < entry.step; }

}  // namespace

std::uint64_t next_revision() {
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

Timeline::Timeline(std::shared_ptr<const Experiment> base, std::uint64_t checkpoint_bytes)
    : checkpoints_(checkpoint_bytes) {
    restart(std::move(base));
}

const JournalEntry& Timeline::in_force(Step step) const {
    return *(std::upper_bound(entries_.begin(), entries_.end(), step, before) - 1);
}

Step Timeline::next_edit(Step step) const {
    const auto next = std::upper_bound(entries_.begin(), entries_.end(), step, before);
    return next == entries_.end() ? kNever : next->step;
}

void Timeline::set(Step step, std::shared_ptr<const Experiment> experiment) {
    checkpoints_.cut(step);
    forget_after(step);
    const JournalEntry& now = entries_.back();
    const std::uint64_t data =
        same_points(*now.experiment, *experiment) ? now.data_revision : next_revision();
    if (now.step == step) entries_.pop_back();
    entries_.push_back({step, std::move(experiment), data});
}

void Timeline::forget_after(Step step) {
    while (entries_.back().step > step) entries_.pop_back();
}

void Timeline::restart(std::shared_ptr<const Experiment> base, Step spacing) {
    checkpoints_.clear(spacing);
    entries_.clear();
    entries_.push_back({0, std::move(base), next_revision()});
}

void Timeline::replace(std::vector<std::shared_ptr<const Experiment>> experiments) {
    TALWEG_CHECK(experiments.size() == entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) entries_[i].experiment = std::move(experiments[i]);
}

std::uint64_t Timeline::bytes() const {
    std::uint64_t bytes = checkpoints_.used();
    for (const JournalEntry& entry : entries_) {
        const Table& table = entry.experiment->data.table;
        bytes += sizeof(JournalEntry) + sizeof(Experiment) +
                 (table.x.size() + table.y.size()) * sizeof(double) +
                 entry.experiment->runs.size() * sizeof(RunSpec);
    }
    return bytes;
}

}  // namespace talweg
